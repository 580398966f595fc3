"""A transaction of its own within a request: tried again on conflict, and given up without leaving anything open."""

from types import SimpleNamespace

import pytest
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError

from hcc.web.transactions import ATTEMPTS, committed


@pytest.fixture
def request_of():
    """A request with a transaction and the root of its database; another connection writes `others` times before it."""
    database = DB(MappingStorage())
    manager, elsewhere = TransactionManager(explicit=True), TransactionManager()
    root = database.open(manager).root
    other = database.open(elsewhere).root()
    manager.begin()
    tries = []

    def work(others: int) -> int:
        tries.append(1)
        root()["ours"] = len(tries)
        if len(tries) <= others:
            with elsewhere:
                other["theirs"] = len(tries)
        return len(tries)

    yield SimpleNamespace(tm=manager), work
    database.close()


def test_what_meets_others_is_done_again(request_of):
    request, work = request_of
    assert committed(request, lambda: work(2)) == 3


def test_what_meets_others_each_time_is_a_conflict_and_a_new_transaction_begins(request_of):
    """Or the request cannot be tried again as a whole, and the page says that the program is broken."""
    request, work = request_of
    with pytest.raises(ConflictError):
        committed(request, lambda: work(ATTEMPTS))
    assert not request.tm.isDoomed()
    assert committed(request, lambda: work(0)) == ATTEMPTS + 1
