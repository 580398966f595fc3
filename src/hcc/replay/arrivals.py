"""Who comes when, for what: drawn from the plan's seed alone, so that the number of officials changes none of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from hcc.core.calendar import LOCAL, OfficeCalendar

from .plan import Plan, Planned

ASKS, REFUSED, RECEIVED = "asks", "refused", "received"


@dataclass(frozen=True)
class Visit:
    """Somebody comes in."""

    number: int
    at: datetime
    what: str
    """ASKS and goes home, hands in what is REFUSED, or what is RECEIVED."""
    wanted: Planned
    channel: str
    chance: Random
    """Its own chance, for everything that happens to it later."""


def visits(plan: Plan, calendar: OfficeCalendar) -> list[Visit]:
    """Everybody who comes, the earliest first: exactly the plan's number of dossiers, and those beside them."""
    chance = Random(f"{plan.seed}")
    days = list(_days(plan, calendar))
    crowd = [
        plan.weekdays[min(day.weekday(), 4)] * chance.uniform(1 - plan.unevenness, 1 + plan.unevenness) for day in days
    ]
    kinds = [RECEIVED] * plan.dossiers
    kinds += [ASKS] * round(plan.dossiers * plan.parts["guided"])
    kinds += [REFUSED] * round(plan.dossiers * plan.parts["refused"])
    found = [
        Visit(
            number,
            _moment(chance.choices(days, crowd)[0], plan, chance),
            what,
            chance.choices(plan.procedures, [one.share for one in plan.procedures])[0],
            chance.choices(list(plan.channels), list(plan.channels.values()))[0],
            Random(f"{plan.seed}/{number}"),
        )
        for number, what in enumerate(kinds, 1)
    ]
    return sorted(found, key=lambda visit: (visit.at, visit.number))


def _days(plan: Plan, calendar: OfficeCalendar) -> Iterator[date]:
    for ahead in range((plan.last - plan.first).days + 1):
        day = plan.first + timedelta(days=ahead)
        if calendar.is_working_day(day):
            yield day


def _moment(day: date, plan: Plan, chance: Random) -> datetime:
    hours = chance.choices(plan.hours, [one.weight for one in plan.hours])[0]
    begins, ends = (datetime.combine(day, clock, LOCAL) for clock in (hours.begins, hours.ends))
    return begins + timedelta(seconds=chance.randrange(int((ends - begins).total_seconds())))
