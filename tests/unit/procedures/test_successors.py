"""Procedures that take each other's place in a circle leave nothing in force: one rule finds that, wherever planned."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import InACircle, add_rows, announce, change_row
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.withdraw import withdraw_procedure
from hcc.procedures.resources import ProcedureFolder
from hcc.procedures.successors import circle
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
    assert closed == (" → ".join((*walk, first)) if in_a_circle else "")


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


def test_texts_that_are_brought_close_no_circle_together_or_with_what_stands(folder):
    over = {"effective_to": TODAY + timedelta(days=30)}
    texts = {code: replace(folder[code].latest().record, successor=by, **over) for code, by in ((A, B), (B, C), (C, A))}
    with pytest.raises(Refusal) as refused:
        import_catalogue(folder, records=texts, act=ACT)
    assert told(refused.value.complaints) == [f"{A} → {B} → {C} → {A}"]
    import_catalogue(folder, records={A: texts[A], B: texts[B]}, act=ACT)
    with pytest.raises(Refusal):
        import_catalogue(folder, records={C: texts[C]}, act=ACT, dry_run=True)
