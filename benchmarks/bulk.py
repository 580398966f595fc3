"""Very many dossiers in a short time: the model's own objects and lists, without its acts and without HTTP."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import transaction

from hcc.commands.loading import uncollected
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Due
from hcc.core.identifiers import filing_token, lookup_secret, reception_number
from hcc.dossiers import workflow
from hcc.dossiers.due import due_for, kept
from hcc.dossiers.fresh_numbers import UNIT, receptions
from hcc.dossiers.people import Parties, Person
from hcc.dossiers.resources import Dossier
from hcc.settings import Settings
from hcc.storage.opening import open_database

SHARES = (
    (workflow.DRAFT, 5),
    (workflow.SUBMITTED, 10),
    (workflow.RECEIVED, 25),
    (workflow.PROCESSING, 25),
    (workflow.AWAITING_APPROVAL, 10),
    (workflow.RESOLVED, 5),
    (workflow.RETURNED, 20),
)
"""Percent of the dossiers in each state: far more open ones than an office ever has, so that desks read long lists."""
LONGEST = timedelta(days=14)
"""After which every dossier of a centre that keeps up is done."""
HANDLERS = ("xuly", *(f"nguoi{number}" for number in range(1, 8)))
A_COMMIT = 50_000
"""Keys lie all over the trees: each commit writes most of their buckets again, so few commits are fast."""
FAMILY, GIVEN = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Bùi", "Hà"),
    ("Mẫu", "Ví Dụ", "Thử Nghiệm", "Giả Định", "Minh Họa"),
)


@dataclass(frozen=True)
class Ready:
    """A procedure with a due moment that was counted once, to be moved to each dossier's own."""

    revision: object
    due: Due


def load(settings: Settings, count: int, *, at: datetime, days: int = 30, keeps_up: bool = False) -> int:
    """Add `count` dossiers, begun on the `days` before `at`, to a centre that is not being served; answers how many it
    holds then. With `keeps_up` whatever is older than LONGEST is done.
    """
    with uncollected():  # of all that is made here nothing is rubbish before its commit
        return _load(settings, count, at, days, keeps_up)


def _load(settings: Settings, count: int, at: datetime, days: int, keeps_up: bool) -> int:
    chance = random.Random(count)
    database = open_database(settings)
    connection = database.open()
    try:
        site = connection.root()["site"]
        ready = list(_procedures(site, at))
        today = at.astimezone(LOCAL).date()
        site.dossiers.fresh_days = (today - timedelta(days=1), today)
        states = [state for state, share in SHARES for _ in range(share)]
        for number in range(1, count + 1):
            taken = site.dossiers.counters.take("dossier", str(UNIT))
            began = at - timedelta(minutes=chance.randrange(60 * 24 * days))
            done = keeps_up and at - began > LONGEST
            state = workflow.RETURNED if done else states[number % 100]
            _add(site.dossiers, taken, state, chance, ready, began, at, settings.agency_code)
            if number % A_COMMIT == 0 or number == count:
                transaction.commit()
                connection.cacheMinimize()
        return len(site.dossiers)
    finally:
        transaction.abort()
        connection.close()
        database.close()


def _procedures(site, at: datetime) -> Iterator[Ready]:
    for revision in site.procedures.published(at.astimezone(LOCAL).date()):
        probe = Dossier(id=0, token="", secret="", revision=revision, created_at=at)
        due = due_for(probe, at=at, calendar=site.calendar)
        if due is not None and len(due.lines) < 12:
            yield Ready(revision, kept(due))


def _add(
    folder,
    number: int,
    state: str,
    chance: random.Random,
    ready: list[Ready],
    began: datetime,
    at: datetime,
    agency: str,
) -> None:
    one = chance.choice(ready)
    dossier = Dossier(
        id=UNIT << 32 | number,
        token=filing_token(),
        secret=lookup_secret(),
        revision=one.revision,
        created_at=began.astimezone(UTC),
    )
    name = f"{chance.choice(FAMILY)} Thị {chance.choice(GIVEN)}"
    dossier.parties = Parties(owner=Person(name, f"0251{number:08d}", f"{chance.randrange(1940, 2008)}", "0900000000"))
    dossier.chain.append(Act("tiepdon", began), "greet", to=workflow.DRAFT)
    dossier.state = state
    if state not in (workflow.DRAFT, workflow.SUBMITTED):
        day = began.astimezone(LOCAL).date()
        dossier.reception_number = reception_number(agency, day, folder.counters.take(*receptions(day)))
        _receive(dossier, one, chance, began, at)
    folder.add(dossier)
    if dossier.reception_number:
        folder.number(dossier)
        if dossier.received_at.astimezone(LOCAL).date() not in folder.fresh_days:
            folder.settle_number(dossier)


def _receive(dossier: Dossier, one: Ready, chance: random.Random, began: datetime, at: datetime) -> None:
    dossier.dossier_code = dossier.reception_number
    dossier.received_at, dossier.receiver = began.astimezone(UTC), "tiepnhan"
    over = dossier.state in (workflow.RESOLVED, workflow.RETURNED)
    due = (began if over else at) + timedelta(minutes=chance.randrange(-60 * 24 * 7 * (not over), 60 * 24 * 30))
    dossier.due = Due(due.astimezone(UTC), one.due.lines)
    told = {"number": dossier.reception_number, "due": due.isoformat()}
    dossier.chain.append(Act("tiepnhan", began), "receive", to=workflow.RECEIVED, **told)
    if dossier.state != workflow.RECEIVED:
        dossier.handler = chance.choice(HANDLERS)
        dossier.chain.append(Act(dossier.handler, began), "process", to=workflow.PROCESSING)
    if over:
        done = min(began + timedelta(minutes=chance.randrange(LONGEST // timedelta(minutes=1))), at)
        dossier.resolved_at = done.astimezone(UTC)
        dossier.chain.append(Act("pheduyet", done), "approve", to=workflow.RESOLVED)
