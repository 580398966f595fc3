"""Desks and greeters that act in the same moment, each with a connection of its own, as in several processes: the
database lets one of two go first, and the other tries again.
"""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import transaction
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

from hcc.core.act import Act
from hcc.tickets.operations.call_next import NobodyWaits, call_next
from hcc.tickets.operations.give import give
from hcc.tickets.operations.sit import sit
from hcc.tickets.resources import Queue, Reason, TicketState
from hcc.tickets.telling import untold_of

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DESKS, GREETERS, EACH = 8, 4, 15


@pytest.fixture
def database(tmp_path: Path):
    database = DB(FileStorage(str(tmp_path / "Data.fs")), pool_size=DESKS + GREETERS + 1)
    with database.transaction() as connection:
        connection.root()["queue"] = queue = Queue()
        for counter in range(1, DESKS + 1):
            sit(queue, counter=counter, most=9, act=Act(f"quay{counter}", AT))
    yield database
    database.close()


class Office:
    """People who act in threads; every conflict is counted."""

    def __init__(self, database: DB) -> None:
        self.database, self.conflicts, self.failures = database, 0, []

    def together(self, *works: Callable[[Callable], None]) -> None:
        barrier = threading.Barrier(len(works), timeout=120)
        threads = [threading.Thread(target=self._work, args=(work, barrier)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert self.failures == []

    def _work(self, work: Callable[[Callable], None], barrier: threading.Barrier) -> None:
        manager = transaction.TransactionManager()
        connection = self.database.open(manager)

        def acted(do: Callable[[Queue], object]) -> object:
            """Do it in a transaction, again while another one was faster."""
            while True:
                manager.begin()
                try:
                    result = do(connection.root()["queue"])
                    manager.commit()
                    return result
                except ConflictError:
                    self.conflicts += 1
                    manager.abort()

        try:
            barrier.wait()
            work(acted)
        except Exception as problem:
            self.failures.append(problem)
        finally:
            manager.abort()
            connection.close()


def test_desks_that_call_at_once_never_get_the_same_number(database):
    with database.transaction() as connection:
        for number in range(DESKS * EACH):
            give(connection.root()["queue"], reason=Reason.ELDERLY if number % 3 else None, act=Act("tiepdon", AT))
    office, got = Office(database), []

    def desk(login: str):
        def work(acted) -> None:
            for _ in range(EACH):
                got.append(acted(lambda queue: call_next(queue, act=Act(login, AT)).number))

        return work

    office.together(*(desk(f"quay{counter}") for counter in range(1, DESKS + 1)))
    assert sorted(got) == list(range(1, DESKS * EACH + 1))
    assert office.conflicts > 0, "they did not act at once: this shows nothing"
    with database.transaction() as connection:
        day = connection.root()["queue"].day(date(2026, 11, 23))
        assert list(untold_of(day)) == []
        assert day.chain.faults() == []
        assert Counter(ticket.state for ticket in day) == {
            TicketState.CALLED: DESKS,
            TicketState.SERVED: DESKS * (EACH - 1),
        }


def test_greeters_who_give_at_once_while_desks_call_leave_no_gap_and_no_double(database):
    office, given, got = Office(database), [], []
    done = threading.Event()
    left = [GREETERS]

    def greeter(acted) -> None:
        for _ in range(EACH):
            given.append(acted(lambda queue: give(queue, act=Act("tiepdon", AT)).number))
        left[0] -= 1
        if not left[0]:
            done.set()

    def desk(login: str):
        def work(acted) -> None:
            while True:
                over = done.is_set()
                try:
                    got.append(acted(lambda queue: call_next(queue, act=Act(login, AT)).number))
                except NobodyWaits:
                    if over:
                        return

        return work

    office.together(*[greeter] * GREETERS, *(desk(f"quay{counter}") for counter in range(1, 4)))
    assert sorted(given) == sorted(got) == list(range(1, GREETERS * EACH + 1))
    assert office.conflicts > 0
    with database.transaction() as connection:
        assert list(untold_of(connection.root()["queue"].day(date(2026, 11, 23)))) == []


def test_the_first_numbers_of_a_day_may_be_given_at_once(database):
    office, given = Office(database), []

    def greeter(acted) -> None:
        given.append(acted(lambda queue: give(queue, act=Act("tiepdon", AT)).number))

    office.together(*[greeter] * GREETERS)
    assert sorted(given) == [1, 2, 3, 4]


def test_two_who_sit_down_at_once_do_not_share_a_counter(database):
    office = Office(database)

    def official(login: str):
        def work(acted) -> None:
            for _ in range(5):
                acted(lambda queue: sit(queue, counter=0, most=9, act=Act(login, AT)))
                acted(lambda queue: sit(queue, counter=9, most=9, act=Act(login, AT)))

        return work

    office.together(*(official(f"nguoi{number}") for number in range(4)))
    with database.transaction() as connection:
        queue = connection.root()["queue"]
        assert queue.sitting_at(9).startswith("nguoi")
        assert sum(queue.counter_of(f"nguoi{number}") == 9 for number in range(4)) == 1
        assert queue.chain.faults() == []
