"""Two administrators change one text: what one alone changed survives, what both changed is decided by a person."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.procedures.merging import merge
from hcc.procedures.record import (
    Audience,
    Case,
    Component,
    Fee,
    FeeKind,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)

A, B, C, D = (Component(name, original=1) for name in ("Tờ khai", "Căn cước", "Giấy khai sinh", "Ảnh"))
BASE = ProcedureRecord("1.000001", "Thủ tục", "ho-tich", components=(A, B), steps=("Nộp", "Nhận"), sets=1)


def papers(*rows: Component) -> ProcedureRecord:
    return replace(BASE, components=rows)


def merged(mine: ProcedureRecord, theirs: ProcedureRecord, base: ProcedureRecord = BASE) -> ProcedureRecord:
    """The one text that came of both; there must be no conflict."""
    result = merge(base, mine, theirs)
    assert result.conflicts == ()
    assert result.mine == result.theirs
    return result.mine


def both(mine: ProcedureRecord, theirs: ProcedureRecord, base: ProcedureRecord = BASE) -> ProcedureRecord:
    """The same from either side."""
    assert merged(mine, theirs, base) == merged(theirs, mine, base)
    return merged(mine, theirs, base)


def test_two_fields_changed_by_two_people():
    assert both(replace(BASE, sets=2), replace(BASE, steps=("Nộp",))) == replace(BASE, sets=2, steps=("Nộp",))


def test_a_paper_added_and_another_changed():
    changed = replace(A, copy=2)
    assert both(papers(changed, B), papers(A, B, C)).components == (changed, B, C)


def test_two_fields_of_one_paper():
    assert both(papers(replace(A, copy=2), B), papers(replace(A, note="Nếu có"), B)).components == (
        replace(A, copy=2, note="Nếu có"),
        B,
    )


def test_a_paper_taken_away_and_one_added_in_its_place():
    assert both(papers(B), papers(A, B, C)).components == (B, C)


def test_a_paper_called_otherwise_is_still_that_paper():
    renamed = replace(A, name="Tờ khai theo mẫu")
    assert both(papers(renamed, B), papers(replace(A, copy=1), B)).components == (replace(renamed, copy=1), B)


def test_a_paper_moved_while_another_field_changes():
    assert both(papers(B, A), replace(BASE, sets=3)) == replace(BASE, components=(B, A), sets=3)


def test_both_add_a_paper_at_the_end():
    assert set(merged(papers(A, B, C), papers(A, B, D)).components) == {A, B, C, D}
    assert merged(papers(A, B, C), papers(A, B, D)).components[2] == D, "what was saved first stands first"


def test_both_add_the_same_paper():
    assert both(papers(A, B, C), papers(A, B, C)).components == (A, B, C)


def test_both_tick_people():
    mine, theirs = (replace(BASE, audiences=(one,)) for one in (Audience.CITIZEN, Audience.BUSINESS))
    assert set(both(mine, theirs).audiences) == {Audience.CITIZEN, Audience.BUSINESS}


@pytest.mark.parametrize(
    ("mine", "theirs", "field"),
    [
        (replace(BASE, sets=2), replace(BASE, sets=3), "sets"),
        (replace(BASE, name="Một"), replace(BASE, name="Hai"), "name"),
        (replace(BASE, steps=("Nộp", "Trả", "Nhận")), replace(BASE, steps=("Nộp", "Đóng tiền", "Nhận")), "steps"),
        (replace(BASE, steps=("Nộp hồ sơ", "Nhận")), replace(BASE, steps=("Nộp đơn", "Nhận")), "steps"),
        (papers(replace(A, copy=1), B), papers(replace(A, copy=2), B), "components"),
        (papers(B), papers(replace(A, copy=2), B), "components"),
        (papers(B, A), papers(replace(A, copy=2), B), "components"),
        (papers(A, B, C), papers(A, B, replace(C, copy=1)), "components"),
        (papers(A, B, C), papers(C, A, B), "components"),
        (replace(BASE, steps=("Gửi",)), replace(BASE, steps=("Trả",)), "steps"),
        (papers(C), papers(D), "components"),
        (replace(BASE, results=("Giấy",)), replace(BASE, results=("Thẻ",)), "results"),
        (papers(C, D, B), papers(replace(A, copy=2), B), "components"),
    ],
)
def test_the_same_thing_changed_differently_is_left_to_a_person(mine, theirs, field):
    for one, other in ((mine, theirs), (theirs, mine)):
        result = merge(BASE, one, other)
        assert result.conflicts == (field,)
        assert result.mine == one
        assert result.theirs == other
        assert result.chosen([field]) == other


def test_in_a_list_in_conflict_the_other_rows_come_along():
    result = merge(BASE, papers(replace(A, copy=1), B), papers(replace(A, copy=2), B, C))
    assert result.conflicts == ("components",)
    assert result.mine.components == (replace(A, copy=1), B, C)
    assert result.theirs.components == (replace(A, copy=2), B, C)


def test_a_fee_made_free_is_not_given_the_others_amount():
    fee = Fee(FeeKind.PER_CASE, 8_000, per="bản")
    base = replace(BASE, fees=(fee,))
    mine = replace(base, fees=(replace(fee, kind=FeeKind.FREE, amount=0),))
    theirs = replace(base, fees=(replace(fee, amount=10_000),))
    assert merge(base, mine, theirs).conflicts == ("fees",)
    noted = replace(base, fees=(replace(fee, exempt="Người cao tuổi"),))
    assert both(theirs, noted, base).fees == (replace(fee, amount=10_000, exempt="Người cao tuổi"),)


# Whatever two people type

WORDS = st.sampled_from(["", "Nộp", "Nhận", "Đóng tiền", "Trả", "Tờ khai"])
CASES = st.sampled_from(["", "Lần đầu", "Cấp lại"])
COUNTS = st.integers(0, 2)
LINES = st.lists(WORDS.filter(bool), max_size=4, unique=True).map(tuple)


def rows(one, key):
    return st.lists(one, max_size=4, unique_by=key).map(tuple)


RECORDS = st.builds(
    ProcedureRecord,
    code=st.just("1.000001"),
    name=WORDS,
    field=st.just("ho-tich"),
    audiences=st.lists(st.sampled_from(sorted(Audience)), unique=True).map(sorted).map(tuple),
    non_territorial=st.sampled_from([None, True, False]),
    sets=COUNTS,
    steps=LINES,
    legal_basis=LINES,
    components=rows(
        st.builds(Component, name=WORDS.filter(bool), original=COUNTS, copy=COUNTS, case=CASES, note=WORDS),
        lambda row: (row.name, row.case),
    ),
    cases=rows(st.builds(Case, name=CASES.filter(bool), note=WORDS), lambda row: row.name),
    methods=rows(st.builds(Method, channel=st.sampled_from(["direct", "online"]), note=WORDS), lambda row: row.channel),
    time_limits=rows(
        st.builds(TimeLimit, unit=st.sampled_from(LimitUnit), amount=COUNTS, case=CASES), lambda row: row.case
    ),
    fees=rows(st.builds(Fee, kind=st.sampled_from(FeeKind), amount=COUNTS, case=CASES), lambda row: row.case),
)
few = settings(max_examples=60)
NAMES = [one.name for one in fields(ProcedureRecord)]


@few
@given(RECORDS, RECORDS)
def test_what_one_alone_changed_is_the_text(base, changed):
    assert both(changed, base, base) == changed
    assert both(changed, changed, base) == changed


@few
@given(RECORDS, RECORDS, st.sets(st.sampled_from(NAMES)))
def test_changes_in_different_fields_both_survive_from_either_side(base, other, mine):
    of_mine = replace(base, **{name: getattr(other, name) for name in mine})
    of_theirs = replace(base, **{name: getattr(other, name) for name in NAMES if name not in mine})
    assert both(of_mine, of_theirs, base) == other


@few
@given(RECORDS, RECORDS, RECORDS)
def test_a_conflict_is_where_both_changed_the_same_thing_differently(base, mine, theirs):
    result = merge(base, mine, theirs)
    for name in NAMES:
        was, left, right = (getattr(text, name) for text in (base, mine, theirs))
        touched = left not in (was, right) and right != was
        assert name not in result.conflicts or touched
        if touched and not isinstance(was, tuple):
            assert name in result.conflicts
    assert merge(base, theirs, mine).conflicts == result.conflicts


@few
@given(RECORDS, RECORDS, RECORDS)
def test_no_value_is_made_that_nobody_wrote(base, mine, theirs):
    result = merge(base, mine, theirs)
    for name in NAMES:
        given_values = [getattr(text, name) for text in (base, mine, theirs)]
        for value in (getattr(result.mine, name), getattr(result.theirs, name)):
            if not isinstance(value, tuple):
                assert value in given_values
                continue
            for row in value:
                known = [one for text in given_values for one in text]
                if isinstance(row, str):
                    assert row in known
                else:
                    assert all(getattr(row, f.name) in [getattr(k, f.name) for k in known] for f in fields(row))
            assert len(set(value)) == len(value), "no row twice"


@few
@given(RECORDS, RECORDS, RECORDS)
def test_each_sides_own_text_stands_in_a_conflict(base, mine, theirs):
    """Whoever chooses her own side has every line she added, and every word that is no list."""
    result = merge(base, mine, theirs)
    for name in result.conflicts:
        for side, text in ((result.mine, mine), (result.theirs, theirs)):
            value, wrote, was = (getattr(one, name) for one in (side, text, base))
            if not isinstance(was, tuple):
                assert value == wrote
            elif all(isinstance(row, str) for row in (*wrote, *was)):
                assert [row for row in wrote if row not in was and row not in value] == []
