"""Procedures that take each other's place in a circle leave nothing in force: one rule finds that, wherever planned."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import InACircle, add_rows, announce, change_row, row_complaints
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.withdraw import withdraw_procedure
from hcc.procedures.readiness import readiness, surroundings
from hcc.procedures.resources import ProcedureFolder
from hcc.procedures.successors import Succession, circle, circles
from hcc.procedures.table_reading import Known
from unit.dossiers.building import MONDAY, record

A, B, C = "1.000001", "1.000002", "1.000003"
TODAY = MONDAY.date()
ACT = Act("an", MONDAY)
REPLACED = ChangeOfRules.REPLACED


@pytest.fixture
def folder():
    folder = ProcedureFolder()
    records = {code: replace(record(code), successor="") for code in (A, B, C)}
    import_catalogue(folder, records=records, act=ACT, effective=TODAY)
    return folder


def decided(folder, *rows: AnnouncedRow, number: int = 1):
    facts = {"issued_on": TODAY, "effective_from": TODAY, "issuer": "UBND tỉnh", "today": TODAY}
    return announce(folder, decision=f"{number}/QĐ-UBND", rows=rows, act=ACT, **facts)


def ends(code: str, by: str) -> AnnouncedRow:
    return AnnouncedRow(code, REPLACED, successor=by)


def told(complaints) -> list[str]:
    return [one.facts["circle"] for one in complaints if isinstance(one, InACircle)]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.sampled_from("abcdef"))
def test_only_who_stands_in_a_circle_is_told_of_it_and_every_walk_ends(follows, first):
    closed = circle(first, follows.get(first, ""), lambda code: follows.get(code, ""))
    walk, code = [], first
    while code in follows and code not in walk:
        walk.append(code)
        code = follows[code]
    in_a_circle = code == first and len(walk) > 1
    assert closed == (tuple(walk) if in_a_circle else ())


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefg")), st.permutations("abcdef"))
def test_all_circles_are_found_in_one_go_as_each_alone_and_told_once(follows, codes):
    alone = [circle(code, follows.get(code, ""), lambda one: follows.get(one, "")) for code in codes]
    expected, seen = [], set()
    for closed in filter(None, alone):
        if frozenset(closed) not in seen:
            seen.add(frozenset(closed))
            expected.append(closed)
    assert circles(codes, lambda one: follows.get(one, "")) == expected


def test_a_long_line_of_successors_is_walked_once(folder, monkeypatch):
    codes = [f"1.{number:06}" for number in range(400)]
    follows = dict(pairwise(codes))
    asked = []
    assert not circles(codes, lambda code: asked.append(code) or follows.get(code, ""))
    assert len(asked) == len(codes)
    asked.clear()
    answers = Succession.follows
    monkeypatch.setattr(Succession, "follows", lambda self, code: asked.append(code) or answers(self, code))
    rows = [ends(code, by) for code, by in follows.items()]
    assert not told(row_complaints(folder, rows))
    [closed] = told(row_complaints(folder, [*rows, ends(codes[-1], codes[0])]))
    assert closed.startswith(f"{codes[0]} → {codes[1]} → ")
    assert closed.endswith(f" → … → {codes[-1]} → {codes[0]}"), "nobody reads four hundred codes"
    assert len(closed) < 200
    assert len(asked) <= 5 * len(codes), "both lists together"


@given(st.data())
def test_what_a_file_leaves_to_be_taken_in_closes_no_circle(data):
    codes = st.sampled_from("abcd")
    stands, brought = (data.draw(st.dictionaries(codes, codes)) for _ in range(2))
    texts = {code: replace(record(A), code=code, successor=by, name="mới") for code, by in brought.items()}
    known = Known({code: record(code) for code in stands}, {}, {}, (), stands)
    faulty = known.in_circles(texts)
    assert set(faulty) <= set(texts)
    left = stands | {code: by for code, by in brought.items() if code not in faulty}
    assert not [one for one in circles("abcd", lambda code: left.get(code, "")) if set(one) & set(texts) - set(faulty)]
    assert bool(faulty) == any(set(one) & set(texts) for one in circles("abcd", (stands | brought).get))


def test_who_changes_one_of_a_circle_and_closes_it_at_another_has_both_told():
    """The catalogue says that A is replaced by B; the file has another name for A, and says that B is replaced by A."""
    stands = {A: replace(record(A), successor=B), B: replace(record(B), successor="")}
    known = Known(stands, {}, {}, (), {A: B})
    brought = {A: replace(stands[A], name="Tên khác"), B: replace(stands[B], successor=A)}
    assert set(known.in_circles(brought)) == {A, B}
    # Where A keeps what the catalogue says, because C closed a circle with it, B would close another.
    brought = {A: replace(stands[A], successor=C), B: brought[B], C: replace(record(C), successor=A)}
    assert set(known.in_circles(brought)) == {A, B, C}


def test_one_decision_or_several_close_no_circle(folder):
    with pytest.raises(Refusal) as refused:
        decided(folder, ends(A, B), ends(B, C), ends(C, A))
    assert told(refused.value.complaints) == [f"{A} → {B} → {C} → {A}"], "said once"
    first = decided(folder, ends(A, B))
    with pytest.raises(Refusal) as refused:
        add_rows(first, folder, rows=[ends(B, f"{A}.000.00.00.H44")], act=ACT)
    assert told(refused.value.complaints) == [f"{B} → {A} → {B}"], "by whichever of its codes"
    second = decided(folder, ends(B, C), number=2)
    with pytest.raises(Refusal) as refused:
        change_row(second, folder, code=B, kind=REPLACED, successor=A, act=ACT)
    assert told(refused.value.complaints) == [f"{B} → {A} → {B}"]
    change_row(first, folder, code=A, kind=ChangeOfRules.AMENDED, successor="", act=ACT)
    change_row(second, folder, code=B, kind=REPLACED, successor=A, act=ACT)


def test_what_was_replaced_and_comes_back_may_take_the_place_of_its_successor(folder):
    withdraw_procedure(folder[A], on=TODAY + timedelta(days=1), reason="QĐ", act=ACT, announcement=9)
    folder[A].latest().replaced_by = B
    with pytest.raises(Refusal) as refused:
        decided(folder, ends(B, A))
    assert told(refused.value.complaints) == [f"{B} → {A} → {B}"]
    decided(folder, AnnouncedRow(A, ChangeOfRules.AMENDED), ends(B, A))


def test_what_ended_may_take_a_place_again_once_its_new_text_is_published_as_the_sentence_says(folder):
    withdraw_procedure(folder[A], on=TODAY + timedelta(days=1), reason="QĐ", act=ACT, announcement=9)
    folder[A].latest().replaced_by = B
    text = replace(record(A), name="Trở lại", successor="")
    draft = folder[A].add_revision(text, made_by="an", made_at=MONDAY, base=1)
    names_it = replace(record(B), successor=A, effective_to=TODAY + timedelta(days=30))
    (fault,) = readiness(names_it, surroundings(folder)).wrong
    assert f"{B} → {A} → {B}" in fault.sentence.interpolate()
    assert "publish its new text first" in fault.sentence
    assert not readiness(text, surroundings(folder)).wrong, "which nothing stands in the way of"
    publish_revision(draft, effective=TODAY + timedelta(days=1), act=ACT)
    assert not readiness(names_it, surroundings(folder)).wrong


def test_texts_that_are_brought_close_no_circle_together_or_with_what_stands(folder):
    over = {"effective_to": TODAY + timedelta(days=30)}
    texts = {code: replace(folder[code].latest().record, successor=by, **over) for code, by in ((A, B), (B, C), (C, A))}
    with pytest.raises(Refusal) as refused:
        import_catalogue(folder, records=texts, act=ACT)
    assert told(refused.value.complaints) == [f"{A} → {B} → {C} → {A}"]
    import_catalogue(folder, records={A: texts[A], B: texts[B]}, act=ACT)
    with pytest.raises(Refusal):
        import_catalogue(folder, records={C: texts[C]}, act=ACT, dry_run=True)
