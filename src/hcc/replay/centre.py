"""The replayed centre: made, lived through, and counted at the end from what is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from secrets import token_urlsafe

import transaction

from hcc.accounts.demo import PASSWORD
from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers.issuing import keep_issued
from hcc.settings import Settings
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database

from .arrivals import visits
from .course import SEAT, Centre, course_of, papers_of
from .office import OfficeAtWork, Seat
from .plan import Plan

EVERYBODY = frozenset(
    {Role.GREETER, Role.RECEIVER, Role.HANDLER, Role.CERTIFIER, Role.CLERK, Role.RETURNER},
)
LEADS = frozenset({Role.DIRECTOR, Role.APPROVER})
OBJECTS_KEPT = 20_000


@dataclass(frozen=True)
class Outcome:
    """What came of it, counted from the stored dossiers."""

    received: int
    resolved: int
    on_time: int
    """Resolved not after the stored due moment."""
    overdue: int
    """Resolved after it, or not resolved though it has passed."""
    busy: float
    """Part of the officials' session time that was worked."""

    def line(self, seconds: float) -> str:
        return (
            f"received={self.received} resolved={self.resolved} on_time={self.on_time} overdue={self.overdue} "
            f"seconds={seconds:.0f}"
        )


@dataclass(frozen=True)
class Passed:
    """How far the days have been lived through."""

    at: datetime
    part: float


def replay(plan: Plan, settings: Settings, told: Callable[[Passed], None]) -> Outcome:
    """Live through the plan in a new database in the var folder of `settings`; `told` hears of every act's moment."""
    database = open_database(settings)
    connection = database.open()
    try:
        with transaction.manager:
            site = make_site(connection.root())
            eve = datetime.combine(plan.first - timedelta(days=1), time(16), LOCAL)
            fill(site, settings=settings, catalogue=shipped("catalog"), at=eve)
            _add_officials(site, plan, settings, eve)
        centre = Centre(site, settings, plan)
        days = [plan.first + timedelta(days=ahead) for ahead in range((plan.last - plan.first).days + 1)]
        sessions = [session for day in days for session in site.calendar.sessions_on(day)]
        begins, ends = sessions[0][0], sessions[-1][1]

        def committed(at: datetime) -> None:
            transaction.commit()
            told(Passed(at, (at - begins) / (ends - begins)))

        seats = [Seat(f"{SEAT}{n}", EVERYBODY | (LEADS if n == 1 else set())) for n in range(1, plan.officials + 1)]

        def issued(event: object) -> None:
            keep_issued(event, find=site.accounts.get, settings=settings)

        office = OfficeAtWork(site.calendar, seats, committed, issued, plan.stretch)
        for visit in visits(plan, site.calendar):
            office.comes(visit.at, course_of(visit, centre))
        office.work_through(sessions)
        return _counted(centre, seats, sessions)
    finally:
        transaction.abort()
        connection.close()
        database.close()


def _add_officials(site, plan: Plan, settings: Settings, at: datetime) -> None:
    """The officials of the plan; in a demo office they sign in with its password, elsewhere with none."""
    digest = Passwords(settings.password_memory_kib).hash(PASSWORD if settings.demo else token_urlsafe())
    for number in range(1, plan.officials + 1):
        official = add_official(
            site.accounts,
            login=f"{SEAT}{number}",
            name=f"Cán bộ Thử {number}",
            job_title="Giám đốc Trung tâm, Phó Chủ tịch" if number == 1 else "Cán bộ Trung tâm",
            roles=set(EVERYBODY | (LEADS if number == 1 else set())),
            password_hash=digest,
            act=Act("system", at),
        )
        official.demo = settings.demo
        if number == 1:
            official.signing_capacity = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def _counted(centre: Centre, seats: list[Seat], sessions: list[tuple[datetime, datetime]]) -> Outcome:
    ends, received, resolved, on_time, overdue = sessions[-1][1], 0, 0, 0, 0
    for dossier in papers_of(centre):
        received += 1
        due = dossier.due
        assert due is not None  # nothing is received without one
        if dossier.resolved_at is not None:
            resolved += 1
            in_time = dossier.resolved_at <= due.moment and not dossier.counts_as_overdue
            on_time += in_time
            overdue += not in_time
        elif not dossier.standing.final and due.paused_since is None:
            overdue += due.moment < ends
    there = sum((closes - opens for opens, closes in sessions), timedelta()) * len(seats)
    return Outcome(received, resolved, on_time, overdue, sum((seat.worked for seat in seats), timedelta()) / there)
