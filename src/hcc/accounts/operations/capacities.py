"""Giving an official a capacity to sign certifications, and ending it; nothing that was given is forgotten."""

from collections.abc import Set
from dataclasses import replace
from datetime import date, timedelta

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..capacities import Capacity, Seat
from ..resources import Official

TITLE_LIMIT, DECISION_LIMIT = 60, 160
GIVEN, ENDED = "capacity given", "capacity ended"
"""What the chain of the account calls both acts."""


class CapacityDaysTurned(Refusal):
    field = "last"
    text = message("The last day is before the first. Look at both days again.")


class DelegationWithoutDecision(Refusal):
    field = "decision"
    text = message("A delegation rests on a decision: write its number and day, such as 12/QD-UBND of 03/11/2026.")


class DelegationWithoutEnd(Refusal):
    field = "last"
    text = message("A delegation ends on a day: write the last day of the decision.")


class DelegationWithoutTitle(Refusal):
    field = "title"
    text = message("Write the delegate's position: it stands above the signature on every attestation.")


class DelegationOfNothing(Refusal):
    field = "kinds"
    text = message("Choose what the delegate certifies, as the decision says.")


class SpeaksForTheCommittee(Refusal):
    field = "title"
    text = message(
        "An attestation is signed by a person's office, never on behalf of the committee (TM.). Take that away."
    )


class CapacityOver(Refusal):
    text = message("This capacity has ended already. Open the page again to see how it stands.")


def give_capacity(
    official: Official,
    *,
    seat: Seat,
    first: date,
    last: date | None = None,
    title: str = "",
    decision: str = "",
    kinds: Set[str] = frozenset(),
    act: Act,
) -> Capacity:
    """From `first` to `last`, both included. A delegation needs a position, a decision, kinds of books and a last day
    (NĐ 280/2025/NĐ-CP). All complaints are gathered.
    """
    title, decision = clean_line(title)[:TITLE_LIMIT], clean_line(decision)[:DECISION_LIMIT]
    complaints: list[Refusal] = []
    if last is not None and last < first:
        complaints.append(CapacityDaysTurned())
    if seat is Seat.DELEGATED:
        if not title:
            complaints.append(DelegationWithoutTitle())
        if not any(one.isdigit() for one in decision):
            complaints.append(DelegationWithoutDecision())
        if last is None:
            complaints.append(DelegationWithoutEnd())
        if not kinds:
            complaints.append(DelegationOfNothing())
    if title.upper().startswith("TM.") or "ỦY BAN NHÂN DÂN" in title.upper():
        complaints.append(SpeaksForTheCommittee())
    refuse_if(complaints)
    given = Capacity(
        max((one.number for one in official.capacities), default=0) + 1,
        seat,
        first,
        last,
        title if seat is Seat.DELEGATED else "",
        decision,
        frozenset(kinds) if seat is Seat.DELEGATED else frozenset(),
    )
    official.capacities = (*official.capacities, given)
    official.chain.append(act, GIVEN, **given.facts)
    return given


def end_capacity(official: Official, *, number: int, today: date, act: Act) -> None:
    """Today is its last day no more: it ended yesterday; one that has not begun never does.

    What was signed until then stays as it was. Raises CapacityOver when it had ended.
    """
    yesterday = today - timedelta(days=1)
    found = next((one for one in official.capacities if one.number == number), None)
    if found is None or (found.last is not None and found.last <= yesterday):
        raise CapacityOver()
    ended = replace(found, last=yesterday)
    official.capacities = tuple(ended if one is found else one for one in official.capacities)
    official.chain.append(act, ENDED, **ended.facts)
