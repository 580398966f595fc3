"""The list of changes in ZODB."""

import pytest
import transaction
from ZODB import DB
from ZODB.MappingStorage import MappingStorage
from ZODB.POSException import ConflictError

from hcc.search.journal import NOWHERE, Journal


def test_entries_are_numbered_without_gaps():
    journal = Journal()
    assert [journal.append("changed", key) for key in "aba"] == [1, 2, 3]
    assert list(journal.since(1)) == [(2, "changed", "b"), (3, "changed", "a")]
    assert journal.last == 3


@pytest.mark.parametrize("written_before", [0, 1, 500])
def test_two_overlapping_appends_conflict(written_before):
    database = DB(MappingStorage())
    mine, theirs = transaction.TransactionManager(), transaction.TransactionManager()
    try:
        first = database.open(mine)
        first.root()["journal"] = Journal()
        for number in range(written_before):
            first.root()["journal"].append("changed", str(number))
        mine.commit()
        second = database.open(theirs)
        first.root()["journal"].append("changed", "mine")
        second.root()["journal"].append("changed", "theirs")
        mine.commit()
        with pytest.raises(ConflictError):
            theirs.commit()
        theirs.abort()
        assert second.root()["journal"].append("changed", "theirs") == written_before + 2
        theirs.commit()
        mine.begin()
        entries = list(first.root()["journal"].since(written_before))
        assert [key for _, _, key in entries] == ["mine", "theirs"]
    finally:
        mine.abort()
        theirs.abort()
        database.close()


def test_trimming_keeps_the_newest_number():
    journal = Journal()
    for key in "abc":
        journal.append("changed", key)
    position = journal.position
    journal.trim(before=100)
    assert list(journal.since(0)) == [(3, "changed", "c")]
    assert journal.append("changed", "d") == 4
    assert journal.knows(position)
    assert not journal.knows(NOWHERE)


def test_a_journal_knows_only_its_own_positions():
    journal, other = Journal(), Journal()
    assert journal.knows(NOWHERE)
    journal.append("changed", "a")
    other.append("changed", "a")
    assert journal.knows(journal.position)
    assert not journal.knows(other.position)
    assert not journal.knows((2, journal.position[1]))
