"""Standing in: agreed beforehand or today, for some days, and ended before its time."""

from datetime import date, timedelta

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.roles import Role
from hcc.core.text import message

from ..resources import AccountFolder, Official
from ..substitutes import Substitution

LONGEST = timedelta(days=366)
KEPT = 50
"""Substitutions kept on an official; the chain keeps them all."""


class NotForOneself(Refusal):
    field = "substitute"
    text = message("An official cannot stand in for herself. Choose somebody else.")


class SubstituteUnfit(Refusal):
    field = "substitute"
    text = message("Choose an official of the list who may sign in.")


class DaysTurned(Refusal):
    field = "last"
    text = message("The last day is before the first. Look at both days again.")


class DaysPast(Refusal):
    field = "last"
    text = message("These days are over. Write days from today on.")


class TooLong(Refusal):
    field = "last"
    text = message("Standing in can be agreed for a year at most.")


class RolesNotHers(Refusal):
    field = "roles"
    text = message("Lend only roles that ${name} has herself.")


class AlreadyStandsIn(Refusal):
    field = "first"
    text = message("${name} already stands in on some of these days. Choose other days, or end that one first.")


class SubstitutionGone(Refusal):
    text = message("This has ended already. Open the page again to see how it stands.")


def appoint_substitute(
    absent: Official, *, substitute: Official, first: date, last: date, roles: set[Role], today: date, act: Act
) -> Substitution:
    """`substitute` takes the place of `absent` on these days: what is assigned to her, and these of her roles."""
    complaints: list[Refusal] = []
    if substitute.login == absent.login:
        complaints.append(NotForOneself())
    elif substitute.disabled:
        complaints.append(SubstituteUnfit())
    if last < first:
        complaints.append(DaysTurned())
    elif last < today:
        complaints.append(DaysPast())
    elif last - first > LONGEST:
        complaints.append(TooLong())
    if not roles <= absent.roles:
        complaints.append(RolesNotHers(name=absent.name))
    clashing = [
        one for one in substitute.stands_in if one.absent == absent.login and one.first <= last and first <= one.last
    ]
    if clashing:
        complaints.append(AlreadyStandsIn(name=substitute.name))
    refuse_if(complaints)
    substitution = Substitution(absent.login, first, last, frozenset(roles))
    substitute.stands_in = (*substitute.stands_in, substitution)[-KEPT:]
    facts = {"first": first.isoformat(), "last": last.isoformat(), "roles": sorted(roles)}
    absent.chain.append(act, "substitute appointed", substitute=substitute.login, **facts)
    substitute.chain.append(act, "stands in", absent=absent.login, **facts)
    return substitution


def end_substitution(
    accounts: AccountFolder, absent: Official, *, substitute: str, first: date, today: date, act: Act
) -> None:
    """It ends now: what was to come is dropped, what has begun ended yesterday. Raises SubstitutionGone."""
    stander = accounts.get(substitute)
    found = [
        one
        for one in (stander.stands_in if stander is not None else ())
        if one.absent == absent.login and one.first == first and one.last >= today
    ]
    if not found:
        raise SubstitutionGone()
    [one] = found
    ended = [Substitution(one.absent, one.first, today - timedelta(days=1), one.roles)] if one.first < today else []
    stander.stands_in = (*(other for other in stander.stands_in if other is not one), *ended)
    absent.chain.append(act, "substitute dismissed", substitute=substitute, first=first.isoformat())
    stander.chain.append(act, "stands in no more", absent=absent.login, first=first.isoformat())
