"""The words of a sheet are made once for everybody, and never of a text that is not there any more."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import transaction
from pyramid.i18n import Localizer
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Revision
from hcc.procedures.sheet_texts import MOST, Texts
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


def reading(lang: str = "vi", forms: frozenset = frozenset()):
    procedures = SimpleNamespace(forms=SimpleNamespace(names=forms))
    return SimpleNamespace(
        locale_name=lang, site=SimpleNamespace(procedures=procedures), localizer=Localizer(lang, None)
    )


def test_two_connections_are_told_the_same_text(opened):
    texts = Texts()
    (one, _), (other, _) = opened(), opened()
    assert one.record is not other.record
    assert texts.of(one, reading()) is texts.of(other, reading())
    assert texts.of(one, reading()).record == RECORD


def test_languages_and_forms_have_words_of_their_own(opened):
    texts, (one, _) = Texts(), opened()
    told = {id(texts.of(one, reading(lang, forms))) for lang in ("vi", "en") for forms in (frozenset(), frozenset("a"))}
    assert len(told) == 4


def test_a_text_that_was_saved_anew_is_read_anew_and_the_older_reader_keeps_hers(opened):
    texts = Texts()
    (writing, writer), (before, _) = opened(), opened()
    assert texts.of(before, reading()).record.name == RECORD.name
    writing.record = replace(RECORD, name="Gia hạn thẻ mượn sách")
    writer.commit()
    after, _ = opened()
    assert texts.of(after, reading()).record.name == "Gia hạn thẻ mượn sách"
    assert texts.of(before, reading()).record.name == RECORD.name


def test_what_is_not_saved_is_shown_to_nobody_else(opened):
    texts = Texts()
    (writing, writer), (other, _) = opened(), opened()
    texts.of(writing, reading())
    writing.record = replace(RECORD, name="Gia hạn thẻ mượn sách")
    assert texts.of(writing, reading()).record.name == "Gia hạn thẻ mượn sách"
    assert texts.of(other, reading()).record.name == RECORD.name
    writer.abort()
    assert texts.of(writing, reading()).record.name == RECORD.name


def test_a_revision_that_no_database_holds_is_told_as_it_is():
    texts = Texts()
    for name in ("Một", "Hai"):
        one = Revision(1, replace(RECORD, name=name), made_by="danhmuc", made_at=MONDAY, base=0)
        assert texts.of(one, reading()).record.name == name


def test_memory_is_bounded(opened):
    texts, (one, _) = Texts(), opened()
    for number in range(MOST * 2):
        texts.of(one, reading(forms=frozenset({str(number)})))
    assert len(texts) <= MOST
