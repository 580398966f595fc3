"""A long list, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.procedures.paging import Paging, page_number
from hcc.web.typed import asked_text

T = TypeVar("T")


def part_of(
    every: Sequence[T], request: Request, path: str, *, size: int, asked: Sequence[tuple[str, str]] = ()
) -> tuple[Sequence[T], Paging | None]:
    """The part of a list that the address asks for, and the way to its neighbours; None where there are none.

    `asked` is what else stands in the address of the list.
    """
    pages = max(1, -(-len(every) // size))
    page = min(page_number(asked_text(request, "page")), pages)
    first = (page - 1) * size
    shown = every[first : first + size]
    if pages < 2:
        return shown, None

    def url(number: int) -> str:
        return f"{path}?{urlencode([*asked, ('page', str(number))])}"

    before = url(page - 1) if page > 1 else None
    return shown, Paging(first + 1, first + len(shown), len(every), before, url(page + 1) if page < pages else None)
