"""A draft remembers what stood in it before it was saved again: an old form is compared with its own text."""

from dataclasses import replace

import pytest

from hcc.procedures.earlier_texts import MOST
from hcc.procedures.operations.discard import (
    DiscardedWithoutReason,
    DraftMovedMeanwhile,
    NoDraftToDiscard,
    OnlyText,
    discard_draft,
)
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.reconciling import BothChanged, reconcile, text_on
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.resources import Procedure, RevisionState
from unit.dossiers.building import MONDAY, act, catalogue


def saved(procedure: Procedure, results: str, minutes: float) -> str:
    """Save a draft that gives these results; answers the stamp of its text."""
    record = replace(procedure.latest().record, results=(results,))
    edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act("a", minutes=minutes))
    return draft_stamp(procedure)


def results_on(procedure: Procedure, stamp: str) -> tuple[str, ...] | None:
    text = text_on(procedure, stamp)
    return text.results if text is not None else None


@pytest.fixture
def procedure() -> Procedure:
    return catalogue()["1.000001"]


def test_every_text_is_found_by_its_stamp(procedure):
    published = draft_stamp(procedure)
    stamps = [saved(procedure, f"Lần {n}", n) for n in range(1, 4)]
    assert [results_on(procedure, stamp) for stamp in stamps] == [("Lần 1",), ("Lần 2",), ("Lần 3",)]
    assert results_on(procedure, published) == procedure.revisions[1].record.results


def test_the_oldest_are_forgotten(procedure):
    stamps = [saved(procedure, f"Lần {n}", n) for n in range(MOST + 3)]
    assert [results_on(procedure, stamp) for stamp in stamps[:3]] == [None, None, ("Lần 2",)]


@pytest.mark.parametrize(
    "stamp", ["", "@", "9@x", "-1@x", "²@x", "1@", "9" * 5_000 + "@x", "x" * 80, "1@2020-01-01T00:00:00+00:00"]
)
def test_a_stamp_nobody_gave_finds_nothing(procedure, stamp):
    assert text_on(procedure, stamp) is None


def test_whoever_opened_an_old_text_keeps_both_changes(procedure):
    opened = saved(procedure, "Lần 1", 1)
    mine = replace(procedure.latest().record, agency="Trung tâm")
    saved(procedure, "Lần 2", 2)
    whole = reconcile(procedure, record=mine, opened_on=opened)
    assert (whole.record.results, whole.record.agency, whole.joined) == (("Lần 2",), "Trung tâm", ("results",))


def test_whoever_opened_a_forgotten_text_is_shown_every_difference(procedure):
    mine: ProcedureRecord = replace(procedure.latest().record, results=("Của tôi",), agency="Trung tâm")
    with pytest.raises(BothChanged) as refused:
        reconcile(procedure, record=mine, opened_on="1@long ago")
    assert refused.value.merged.conflicts == ("agency", "results")
    seen = refused.value.seen
    choices = {"agency": "mine", "results": "theirs"}
    whole = reconcile(procedure, record=mine, opened_on="1@long ago", seen=seen, choices=choices)
    assert whole.record == replace(procedure.latest().record, agency="Trung tâm")


# Thrown away


def test_a_draft_thrown_away_counts_for_nothing(procedure):
    published = procedure.latest()
    stamp = saved(procedure, "Nháp", 1)
    draft = discard_draft(procedure, seen=stamp, reason=" Thừa ", act=act("b", minutes=2))
    assert (procedure.draft(), procedure.latest()) == (None, published)
    assert draft.state(MONDAY.date()) is RevisionState.DISCARDED
    assert procedure.revisions[2].record.results == ("Nháp",)
    assert procedure.__parent__.chain.last.facts == {"code": procedure.code, "revision": 2, "reason": "Thừa"}
    saved(procedure, "Nháp mới", 3)
    assert (procedure.draft().number, procedure.draft().base) == (3, 1)


def test_what_speaks_against_throwing_away(procedure):
    with pytest.raises(NoDraftToDiscard):
        discard_draft(procedure, seen=draft_stamp(procedure), reason="Thừa", act=act("b"))
    old = saved(procedure, "Lần 1", 1)
    new = saved(procedure, "Lần 2", 2)
    with pytest.raises(DraftMovedMeanwhile):
        discard_draft(procedure, seen=old, reason="Thừa", act=act("b", minutes=3))
    with pytest.raises(DiscardedWithoutReason):
        discard_draft(procedure, seen=new, reason=" \u200b", act=act("b", minutes=3))
    assert procedure.draft().record.results == ("Lần 2",)


def test_the_only_text_is_not_thrown_away():
    folder = catalogue()
    alone = folder["9.000001"] = Procedure("9.000001")
    alone.add_revision(replace(folder["1.000001"].latest().record, code="9.000001"), made_by="a", made_at=MONDAY)
    with pytest.raises(OnlyText):
        discard_draft(alone, seen=draft_stamp(alone), reason="Thừa", act=act("b"))
