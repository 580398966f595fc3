"""What citizens are told is new in the catalogue."""

from datetime import UTC, datetime, timedelta

import pytest

from hcc.core.act import Act
from hcc.procedures.news import KEPT, ChangeKind, headlines, latest_changes
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import ProcedureFolder

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = MONDAY.date()
NEW, CHANGED = ChangeKind.NEW, ChangeKind.CHANGED


def record(code: str, name: str = "Đăng ký khai sinh") -> ProcedureRecord:
    return ProcedureRecord(code=code, name=name, field="ho-tich")


def code(number: int) -> str:
    return f"1.{number:06}"


def brought_in(folder: ProcedureFolder, *codes: str, at: datetime = MONDAY, name: str = "Đăng ký khai sinh", **when):
    records = {one: record(one, name) for one in codes}
    act = Act("danhmuc", at)
    import_catalogue(folder, records=records, act=act, effective=when.get("effective", at.date()))


@pytest.fixture
def folder():
    return ProcedureFolder()


def told(folder, today=TODAY, count=5):
    return [(revision.record.code, revision.number, kind) for revision, kind in latest_changes(folder, today, count)]


def test_an_empty_catalogue_has_no_news(folder):
    assert latest_changes(folder, TODAY, 5) == []
    assert headlines(folder, TODAY, 5) == []


def test_the_newest_text_is_told_first_and_a_changed_one_is_not_new(folder):
    brought_in(folder, code(1))
    brought_in(folder, code(2), at=MONDAY + timedelta(days=1))
    brought_in(folder, code(1), at=MONDAY + timedelta(days=2), name="Đăng ký lại khai sinh")
    wednesday = TODAY + timedelta(days=2)
    assert told(folder, wednesday) == [(code(1), 2, CHANGED), (code(2), 1, NEW)]
    assert told(folder, wednesday, count=1) == [(code(1), 2, CHANGED)]


def test_a_text_is_news_from_its_day_of_effect_on_not_before(folder):
    brought_in(folder, code(1))
    brought_in(folder, code(1), at=MONDAY, name="Tên mới", effective=TODAY + timedelta(days=7))
    brought_in(folder, code(2), at=MONDAY + timedelta(days=3))
    assert told(folder, TODAY + timedelta(days=6)) == [(code(2), 1, NEW), (code(1), 1, NEW)]
    assert told(folder, TODAY + timedelta(days=7)) == [(code(1), 2, CHANGED), (code(2), 1, NEW)]


def test_a_draft_is_no_news_until_it_is_published(folder):
    brought_in(folder, code(1))
    assert told(folder) == [(code(1), 1, NEW)]
    procedure = folder[code(1)]
    draft = procedure.add_revision(record(code(1), "Tên khác"), made_by="danhmuc", made_at=MONDAY, base=1)
    assert told(folder) == [(code(1), 1, NEW)]
    publish_revision(draft, effective=TODAY, act=Act("danhmuc", MONDAY + timedelta(hours=1)))
    assert told(folder) == [(code(1), 2, CHANGED)]


def test_what_is_withdrawn_is_not_told(folder):
    brought_in(folder, code(1), code(2))
    folder[code(2)].revisions[1].withdrawn_on = TODAY
    assert told(folder) == [(code(1), 1, NEW)]
    assert [line.revision.record.code for line in headlines(folder, TODAY, 5)] == [code(1)]


def test_a_whole_catalogue_brought_in_at_once_is_one_line(folder):
    brought_in(folder, *(code(n) for n in range(1, 31)))
    brought_in(folder, code(77), code(78), at=MONDAY + timedelta(days=1))
    lines = headlines(folder, TODAY + timedelta(days=1), 5)
    assert [(line.count, line.kind) for line in lines] == [(1, NEW), (1, NEW), (30, NEW)]
    assert [line.revision.record.code for line in lines[:2]] == [code(78), code(77)]


def test_much_that_is_planned_does_not_hide_what_is_new(folder):
    brought_in(folder, code(1))
    planned = [code(n) for n in range(1_000, 1_000 + KEPT + 1)]
    brought_in(folder, *planned, effective=TODAY + timedelta(days=30))
    assert told(folder) == [(code(1), 1, NEW)]
