"""Which page of a list was asked for, and the way to its neighbours."""

from dataclasses import dataclass

PAGE_SIZE = 20
PAGE_LIMIT = 10**9
"""No list has so many pages; a greater number in an address means the last one."""


@dataclass(frozen=True)
class Paging:
    """What stands under a list of more than one page: its place, counted from 1, and the neighbours' addresses."""

    first: int
    last: int
    total: int
    previous_url: str | None
    next_url: str | None


def page_number(typed: str) -> int:
    """The page an address asks for; 1 when that is no number."""
    return min(max(int(typed), 1), PAGE_LIMIT) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 1
