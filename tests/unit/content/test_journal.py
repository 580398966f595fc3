"""Many write to the journal of pages at once, and nothing of it is lost or out of order."""

import pytest
import transaction
from ZODB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

from hcc.content.journal import LONGEST, PageJournal
from hcc.search.journal import NOWHERE


@pytest.fixture
def two():
    """Two connections to a database with a journal of 20 entries."""
    database = DB(DemoStorage())
    managers = [transaction.TransactionManager() for _ in range(2)]
    first, second = (database.open(manager) for manager in managers)
    journal = first.root()["journal"] = PageJournal()
    for number in range(20):
        journal.append("changed", str(number))
    managers[0].commit()
    managers[1].begin()
    yield list(zip(managers, (first.root()["journal"], second.root()["journal"]), strict=True))
    for manager in managers:
        manager.abort()
    database.close()


def test_two_who_append_at_once_are_both_kept_in_the_order_of_their_commits(two):
    (mine, first), (theirs, second) = two
    second.append("changed", "theirs")
    first.append("changed", "mine")
    first.append("removed", "mine too")
    mine.commit()
    before = first.position
    theirs.commit()
    mine.begin()
    wanted = [(21, "changed", "mine"), (22, "removed", "mine too"), (23, "changed", "theirs")]
    assert list(first.since(20)) == list(second.since(20)) == wanted
    assert first.last == 23
    assert first.knows(before)
    assert first.position != before


def test_whoever_lays_the_newest_entries_aside_does_it_alone(two):
    (mine, first), (theirs, second) = two
    for number in range(20, LONGEST):
        first.append("changed", str(number))
    mine.commit()
    theirs.begin()
    second.append("changed", "theirs")
    first.append("changed", "mine")
    mine.commit()
    with pytest.raises(ConflictError):
        theirs.commit()
    theirs.abort()
    second.append("changed", "theirs")
    theirs.commit()
    mine.begin()
    assert [number for number, _, _ in first.since(0)] == list(range(1, LONGEST + 3))
    assert [key for _, _, key in first.since(LONGEST)] == ["mine", "theirs"]


def test_it_knows_its_own_positions_and_what_was_trimmed_is_gone():
    journal, other = PageJournal(), PageJournal()
    assert journal.position == NOWHERE
    assert journal.knows(NOWHERE)
    positions = []
    for number in range(3 * LONGEST):
        assert journal.append("changed", str(number)) == number + 1
        other.append("changed", str(number))
        positions.append(journal.position)
    assert all(map(journal.knows, positions))
    assert not any(map(other.knows, positions))
    assert journal.knows(NOWHERE)
    journal.trim(before=10)
    assert next(journal.since(0)) == (10, "changed", "9")
    assert not journal.knows(NOWHERE)
    assert journal.knows(positions[-1])
    assert not journal.knows((3 * LONGEST + 1, 5))
