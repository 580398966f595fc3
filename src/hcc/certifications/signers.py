"""Who may sign certifications on a day, and in what capacity."""

from dataclasses import dataclass
from datetime import date

from hcc.accounts.capacities import ON_BEHALF, capacity_on
from hcc.accounts.resources import AccountFolder, Official
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from .book_kinds import BOOK_KINDS, COPIES

DELEGATED = "TUQ."


@dataclass(frozen=True)
class Signer:
    """Who signs, in what capacity that day; the lines stand above the signature."""

    login: str
    name: str
    job_title: str
    capacity: tuple[str, ...]
    decision: str = ""
    """The decision a delegation (thừa ủy quyền) rests on, as papers name it; empty for chair and vice chairs."""


class CapacityEnded(Refusal):
    field = "signer"
    text = message(
        "The capacity of ${name} to sign certifications ended on ${day}. Choose somebody else; for ${name} to go on, "
        "an administrator enters the new decision at the account of ${name}."
    )


class CapacityNotBegun(Refusal):
    field = "signer"
    text = message("${name} signs certifications from ${day} on. Choose somebody else until then.")


class CapacityOfOtherBooks(Refusal):
    field = "signer"
    text = message("The delegation of ${name} does not cover the book ${symbol}. Choose somebody else.")


def signers_of(accounts: AccountFolder, *, on: date, kind: str = COPIES, electronically: bool = False) -> list[Signer]:
    """Who can sign in books of this kind on a day: those who are not away first, then by name.

    `electronically`: only those whose role lets them sign here; a delegate without it signs in ink.
    """
    found = [
        (official, signer)
        for official in accounts.officials()
        if (signer := signer_on(official, on, kind)) and (official.has_role(Role.APPROVER) or not electronically)
    ]
    found.sort(key=lambda pair: (is_away(accounts, pair[0].login, on), pair[1].name))
    return [signer for _, signer in found]


def signer_named(accounts: AccountFolder, login: str, *, on: date, kind: str = COPIES) -> Signer | None:
    """The signer of this sign-in name; None for somebody who may not sign that day."""
    official = accounts.get(login)
    return signer_on(official, on, kind) if official is not None else None


def signer_on(official: Official, day: date, kind: str) -> Signer | None:
    """In what capacity an official signs on a day.

    The capacities written down for her decide. Where there are none, the lines of an approving official's account do,
    without those that speak for the committee (TM.), which no attestation carries; a delegation (TUQ.) holds only with
    its decision and its last day.
    """
    if official.disabled:
        return None
    if official.capacities:
        held = capacity_on(official.capacities, day, kind)
        title = (held.title or official.job_title) if held is not None else ""
        return Signer(official.login, official.name, title, held.lines, held.decision) if held is not None else None
    lines = tuple(line for line in official.signing_capacity if not line.upper().startswith(ON_BEHALF))
    if not lines or lines[0].upper().startswith(DELEGATED) or not official.has_role(Role.APPROVER):
        return None
    return Signer(official.login, official.name, official.job_title, lines)


def refusal_of(accounts: AccountFolder, login: str, *, on: date, kind: str = COPIES) -> Refusal | None:
    """Why somebody who has capacities signs in none of them on a day; None where she may, or never had any."""
    official = accounts.get(login)
    if official is None or not official.capacities or signer_on(official, on, kind) is not None:
        return None
    if any(one.holds_on(on) for one in official.capacities):
        return CapacityOfOtherBooks(name=official.name, symbol=BOOK_KINDS[kind])
    past = [one.last for one in official.capacities if one.last is not None and one.last < on]
    if past:
        return CapacityEnded(name=official.name, day=f"{max(past):%d/%m/%Y}")
    return CapacityNotBegun(name=official.name, day=f"{min(one.first for one in official.capacities):%d/%m/%Y}")


def is_away(accounts: AccountFolder, login: str, day: date) -> bool:
    """Whether somebody stands in for her that day."""
    return any(substitution.holds_on(day) for _, substitution in accounts.substitutes_of(login))
