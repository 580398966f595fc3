"""In what capacity an official signs certifications (tư cách ký chứng thực), from when until when.

Worked out when it is asked for, from the dates: nothing has to run at midnight, and a delegation ends by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

ON_BEHALF = "TM."
"""How a line begins that speaks for the committee."""


class Seat(StrEnum):
    """Who may certify at a commune (NĐ 23/2015/NĐ-CP art. 5; NĐ 280/2025/NĐ-CP for delegations)."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    DELEGATED = "delegated"
    """Delegated by the chair (thừa ủy quyền): by a decision, for kinds of certification, until a day."""


@dataclass(frozen=True)
class Capacity:
    """One capacity of one official. Kept inside her: add fields with defaults, never rename them."""

    number: int
    """By which it is ended; from 1 for each official."""
    seat: Seat
    first: date
    last: date | None = None
    """Its last day; None: until it is ended."""
    title: str = ""
    """The second line of a delegate's block, such as "Công chức Tư pháp - Hộ tịch"."""
    decision: str = ""
    """Number and day of the decision, as papers name it."""
    kinds: frozenset[str] = frozenset()
    """Kinds of books a delegation covers; chair and vice chairs sign in all."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands above the signature on an attestation: the person's office, never "TM. ỦY BAN NHÂN DÂN"."""
        if self.seat is Seat.CHAIR:
            return ("CHỦ TỊCH",)
        if self.seat is Seat.VICE_CHAIR:
            return ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
        return ("TUQ. CHỦ TỊCH", self.title.upper())

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, kind: str) -> bool:
        """Whether it is for books of this kind."""
        return self.seat is not Seat.DELEGATED or kind in self.kinds

    @property
    def facts(self) -> dict[str, Any]:
        """As the chain of the account records it."""
        return {
            "number": self.number,
            "seat": self.seat.value,
            "first": self.first.isoformat(),
            "last": self.last.isoformat() if self.last else None,
            "title": self.title,
            "decision": self.decision,
            "kinds": sorted(self.kinds),
        }


def capacity_on(capacities: Iterable[Capacity], day: date, kind: str) -> Capacity | None:
    """The capacity that counts on a day for a kind of book: chair before vice chair before delegation."""
    holding = [one for one in capacities if one.holds_on(day) and one.covers(kind)]
    return min(holding, key=lambda one: list(Seat).index(one.seat), default=None)


def block_on(account_lines: Sequence[str], capacities: Iterable[Capacity], day: date) -> tuple[str, ...]:
    """What stands above the signature on a slip or a result of that day.

    As the account has it; where a capacity of chair or vice chair holds on the day, its lines, behind those that speak
    for the committee (TM.). A delegation is for books of certification only.
    """
    lines = tuple(account_lines)
    seated = (one for one in capacities if one.seat is not Seat.DELEGATED and one.holds_on(day))
    held = min(seated, key=lambda one: list(Seat).index(one.seat), default=None)
    if held is None:
        return lines
    return (*(line for line in lines if line.upper().startswith(ON_BEHALF)), *held.lines)
