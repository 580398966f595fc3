"""What is shown of a revision is made once for everybody, and never of a text that is not there any more."""

from dataclasses import replace

import pytest
import transaction
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from hcc.procedures.made_of_revisions import MOST, MadeOfRevisions
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Revision
from office import MONDAY

RECORD = ProcedureRecord("9.000001", "Cấp thẻ mượn sách", "chung-thuc", steps=("Nộp tờ khai",))


@pytest.fixture
def database():
    database = DB(MappingStorage())
    yield database
    database.close()


@pytest.fixture
def opened(database):
    """Opens another connection to the revision, in a transaction of its own."""
    with database.transaction() as connection:
        connection.root()["one"] = Revision(1, RECORD, made_by="danhmuc", made_at=MONDAY, base=0)
    held = []

    def opened() -> tuple[Revision, transaction.TransactionManager]:
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        held.append((manager, connection))
        return connection.root()["one"], manager

    yield opened
    for manager, connection in held:
        manager.abort()
        connection.close()


@pytest.fixture
def names():
    """What is shown of a revision, and how often it was made."""
    made = MadeOfRevisions()

    def names(revision: Revision, about: object = "name") -> str:
        def make() -> str:
            names.made += 1
            return f"{revision.record.name} {about}"

        return made.of(revision, about, make)

    names.made = 0
    names.kept = made
    return names


def test_it_is_made_once_for_two_connections(opened, names):
    (one, _), (other, _) = opened(), opened()
    assert one.record is not other.record
    assert names(one) is names(other)
    one._p_deactivate()
    names(one)
    assert names.made == 1


def test_what_it_is_about_is_told_apart(opened, names):
    one, _ = opened()
    assert {names(one, about) for about in ("vi", "en")} == {f"{RECORD.name} vi", f"{RECORD.name} en"}


def test_a_text_that_was_saved_anew_is_read_anew_and_the_older_reader_keeps_hers(opened, names):
    (writing, writer), (before, _) = opened(), opened()
    assert names(before).startswith(RECORD.name)
    writing.record = replace(RECORD, name="Gia hạn thẻ mượn sách")
    writer.commit()
    after, _ = opened()
    assert names(after).startswith("Gia hạn thẻ mượn sách")
    assert names(before).startswith(RECORD.name)


def test_what_is_not_saved_is_shown_to_nobody_else(opened, names):
    (writing, writer), (other, _) = opened(), opened()
    names(writing)
    writing.record = replace(RECORD, name="Gia hạn thẻ mượn sách")
    assert names(writing).startswith("Gia hạn thẻ mượn sách")
    assert names(other).startswith(RECORD.name)
    writer.abort()
    assert names(writing).startswith(RECORD.name)


def test_a_revision_that_no_database_holds_is_shown_as_it_is(names):
    for name in ("Một", "Hai"):
        one = Revision(1, replace(RECORD, name=name), made_by="danhmuc", made_at=MONDAY, base=0)
        assert names(one).startswith(name)


def test_memory_is_bounded(opened, names):
    one, _ = opened()
    for number in range(MOST * 2):
        names(one, number)
    assert len(names.kept) <= MOST
