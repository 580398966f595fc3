"""What the index sees: the text citizens see today, and which texts a passing day changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hcc.core.calendar import LOCAL
from hcc.procedures.indexing import crossed_since, document_of
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.record import Fee, FeeKind
from hcc.procedures.resources import Procedure, ProcedureFolder
from unit.dossiers.building import MONDAY, act, record

DAY = date(2026, 11, 23)


def folder_with(plan: list[tuple]) -> ProcedureFolder:
    """One procedure with a revision for each (days until effect, days until withdrawal[, days until the last])."""
    folder = ProcedureFolder()
    procedure = folder["1.000001"] = Procedure("1.000001")
    effective = 0
    for number, (wait, withdrawn, *last) in enumerate(plan):
        effective += wait
        until = DAY + timedelta(days=last[0]) if last and last[0] is not None else None
        text = replace(record("1.000001"), results=(f"Kết quả {number}",), effective_to=until)
        revision = procedure.add_revision(text, made_by="danhmuc", made_at=MONDAY)
        publish_revision(revision, effective=DAY + timedelta(days=effective), act=act("danhmuc"))
        if withdrawn is not None:
            revision.withdrawn_on = DAY + timedelta(days=withdrawn)
    return folder


def test_the_document_is_that_of_the_day():
    folder = folder_with([(0, None), (10, 20)])
    seen = [document_of(folder["1.000001"], DAY + timedelta(days=n)) for n in (-1, 0, 9, 10, 19, 20)]
    assert [one and one.body.splitlines()[0] for one in seen] == [
        None, "Kết quả 0", "Kết quả 0", "Kết quả 1", "Kết quả 1", None,
    ]  # fmt: skip


def test_what_stands_in_the_document():
    folder = ProcedureFolder()
    procedure = folder["1.000001"] = Procedure("1.000001")
    text = replace(
        record("1.000001"),
        short_name="Khai sinh",
        everyday_names=("Giấy khai sinh", "Khai sinh"),
        audience="Cha, mẹ",
        steps=("Nộp tờ khai",),
        fees=(Fee(FeeKind.COUNCIL, wording="Hải Phòng 8.000 đồng"),),
    )
    revision = procedure.add_revision(text, made_by="danhmuc", made_at=MONDAY)
    assert document_of(procedure, DAY) is None
    publish_revision(revision, effective=DAY, act=act("danhmuc"))
    document = document_of(procedure, DAY)
    assert (document.key, document.title, document.codes) == ("1.000001", "Khai sinh", ("1.000001",))
    assert document.other_titles == ("Thủ tục mẫu", "Giấy khai sinh")
    assert document.facets["field"] == ("chung-thuc",)
    assert document.facets["level"] == ("commune",)
    assert all(word in document.body for word in ("Cha, mẹ", "Tờ khai", "Nộp tờ khai"))
    assert "Hải Phòng" not in document.body


def test_the_better_known_text_ranks_higher():
    folder = folder_with([(0, None)])
    known = document_of(folder["1.000001"], DAY).rank
    bare = ProcedureFolder()
    procedure = bare["1.000001"] = Procedure("1.000001")
    text = replace(record("1.000001", limits=[], papers=[]), results=())
    publish_revision(procedure.add_revision(text, made_by="danhmuc", made_at=MONDAY), effective=DAY, act=act("danhmuc"))
    assert 0 <= document_of(procedure, DAY).rank < known <= 1


def test_a_text_is_as_new_as_the_moment_citizens_first_saw_it():
    def newest(plan, passed):
        return document_of(folder_with(plan)["1.000001"], DAY + timedelta(days=passed)).newest

    assert newest([(0, None)], 0) == newest([(0, None)], 9) == int(MONDAY.timestamp())
    approved_before = newest([(0, None), (2, None)], 2)
    assert approved_before == int(datetime(2026, 11, 25, tzinfo=LOCAL).timestamp())


days = st.none() | st.integers(0, 40)
plans = st.lists(st.tuples(st.integers(0, 15), days, days), max_size=4)


@given(plans, st.integers(-3, 45), st.integers(0, 20))
def test_every_text_a_passing_day_changes_is_named(plan, start, passed):
    folder = folder_with(plan)
    former, today = DAY + timedelta(days=start), DAY + timedelta(days=start + passed)
    procedure = folder["1.000001"]
    named = crossed_since(folder, former.isoformat(), today)
    if document_of(procedure, former) != document_of(procedure, today):
        assert named
    assert set(named) <= {"1.000001"}


def test_nothing_is_named_when_no_boundary_was_crossed():
    folder = folder_with([(5, 30)])
    assert crossed_since(folder, DAY.isoformat(), DAY + timedelta(days=4)) == []
    assert crossed_since(folder, DAY.isoformat(), DAY + timedelta(days=5)) == ["1.000001"]
    assert crossed_since(folder, (DAY + timedelta(days=5)).isoformat(), DAY + timedelta(days=29)) == []
    assert crossed_since(folder, (DAY + timedelta(days=5)).isoformat(), DAY + timedelta(days=30)) == ["1.000001"]


def test_the_day_after_the_last_one_is_named():
    folder = folder_with([(0, None, 10)])
    assert crossed_since(folder, DAY.isoformat(), DAY + timedelta(days=10)) == []
    assert crossed_since(folder, DAY.isoformat(), DAY + timedelta(days=11)) == ["1.000001"]
    assert document_of(folder["1.000001"], DAY + timedelta(days=11)) is None


def test_an_index_that_never_saw_a_day_asks_for_everything_in_force():
    assert crossed_since(folder_with([(0, None)]), "", DAY) == ["1.000001"]
