"""Acts upon the catalogue: writing drafts, and bringing files in, all or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hcc.core.errors import Refusal
from hcc.procedures.checking import checked
from hcc.procedures.operations.edit import DraftChanged, NothingChanged, draft_stamp, edit_procedure
from hcc.procedures.operations.import_catalogue import import_catalogue
from hcc.procedures.operations.publish import BeforeTheScheduled, publish_revision
from hcc.procedures.record import Fee, FeeKind, LimitUnit, ProcedureRecord, TimeLimit
from hcc.procedures.resources import ProcedureFolder
from unit.dossiers.building import MONDAY, act, catalogue, picture, record

TODAY = date(2026, 11, 23)
ONE, TWO, THREE = (record(f"1.00000{n}") for n in (1, 2, 3))


def changed(one: ProcedureRecord, **more) -> ProcedureRecord:
    return replace(one, results=("Giấy xác nhận",), **more)


def refused(thing, kind, do, *arguments, **options) -> Refusal:
    before = picture(thing)
    with pytest.raises(kind) as caught:
        do(*arguments, **options)
    assert picture(thing) == before, "the refused act changed something"
    return caught.value


def bring_in(folder, *records, minutes: float = 0, **options):
    by_code = {one.code: one for one in records}
    return import_catalogue(folder, records=by_code, act=act("command line", minutes=minutes), **options)


# Writing


def test_editing_a_published_text_begins_a_draft():
    procedure = catalogue()["1.000001"]
    published = procedure.published(TODAY)
    draft = edit_procedure(
        procedure, record=changed(ONE), opened_on=draft_stamp(procedure), act=act("danhmuc", minutes=1)
    )
    assert (draft.number, draft.base, draft.made_by) == (2, 1, "danhmuc")
    assert procedure.draft() is draft
    assert procedure.published(TODAY) is published
    assert published.record == ONE
    facts = procedure.__parent__.chain.last.facts
    assert facts == {"code": "1.000001", "revision": 2}


def test_editing_a_draft_goes_on_in_it():
    procedure = catalogue()["1.000001"]
    first = edit_procedure(
        procedure, record=changed(ONE), opened_on=draft_stamp(procedure), act=act("danhmuc", minutes=1)
    )
    later = edit_procedure(procedure, record=ONE, opened_on=draft_stamp(procedure), act=act("khac", minutes=2))
    assert later is first
    assert (later.record, later.made_by, later.made_at) == (ONE, "khac", act(minutes=2).at)
    assert len(procedure.revisions) == 2


def test_whoever_saves_second_is_told_who_saved_first():
    procedure = catalogue()["1.000001"]
    opened = draft_stamp(procedure)
    edit_procedure(procedure, record=changed(ONE), opened_on=opened, act=act("danhmuc", minutes=1))
    refusal = refused(
        procedure.__parent__, DraftChanged, edit_procedure, procedure, record=ONE, opened_on=opened, act=act("khac")
    )
    assert refusal.facts == {"by": "danhmuc"}
    for stamp in ("", "2@", "rubbish"):
        refused(procedure, DraftChanged, edit_procedure, procedure, record=ONE, opened_on=stamp, act=act("khac"))


def test_a_second_save_in_the_same_draft_makes_the_first_form_old():
    procedure = catalogue()["1.000001"]
    edit_procedure(procedure, record=changed(ONE), opened_on=draft_stamp(procedure), act=act("a", minutes=1))
    opened = draft_stamp(procedure)
    edit_procedure(procedure, record=ONE, opened_on=opened, act=act("b", minutes=2))
    refused(procedure, DraftChanged, edit_procedure, procedure, record=TWO, opened_on=opened, act=act("c", minutes=3))


def test_saving_nothing_new_is_refused():
    procedure = catalogue()["1.000001"]
    options = {"record": ONE, "opened_on": draft_stamp(procedure), "act": act("danhmuc")}
    refused(procedure.__parent__, NothingChanged, edit_procedure, procedure, **options)


def test_a_draft_published_meanwhile_is_not_changed_but_written_on_from():
    procedure = catalogue()["1.000001"]
    draft = edit_procedure(
        procedure, record=changed(ONE), opened_on=draft_stamp(procedure), act=act("danhmuc", minutes=1)
    )
    opened = draft_stamp(procedure)
    publish_revision(draft, effective=TODAY, act=act("danhmuc", minutes=2))
    third = edit_procedure(procedure, record=ONE, opened_on=opened, act=act("khac", minutes=3))
    assert (third.number, third.base) == (3, 2)
    assert draft.record == changed(ONE)


# Bringing files in


def test_new_files_become_drafts():
    folder = ProcedureFolder()
    result = bring_in(folder, TWO, ONE)
    assert (result.new, result.changed, result.unchanged, result.blocked) == (["1.000001", "1.000002"], [], [], [])
    assert [p.draft().record for p in folder.values()] == [ONE, TWO]
    assert list(folder.published(TODAY)) == []
    assert folder.chain.last.facts == {"new": 2, "changed": 0}


def test_published_on_the_way_in():
    folder = ProcedureFolder()
    bring_in(folder, ONE, effective=TODAY)
    assert folder["1.000001"].published(TODAY).record == ONE
    assert folder["1.000001"].draft() is None
    assert [key for _, _, key in folder.journal.since(0)] == ["1.000001"]


def test_what_differs_and_what_does_not():
    folder = catalogue(ONE, TWO)
    result = bring_in(folder, changed(ONE), TWO, THREE)
    assert (result.new, result.changed, result.unchanged) == (["1.000003"], ["1.000001"], ["1.000002"])
    draft = folder["1.000001"].draft()
    assert (draft.number, draft.base, draft.made_by) == (2, 1, "command line")
    assert len(folder["1.000002"].revisions) == 1


def test_the_same_files_twice_change_nothing():
    folder = catalogue(ONE, TWO)
    before = picture(folder)
    result = bring_in(folder, ONE, TWO, effective=TODAY)
    assert result.unchanged == ["1.000001", "1.000002"]
    assert picture(folder) == before


def test_a_dry_run_says_the_same_and_changes_nothing():
    folder = catalogue(ONE, TWO)
    before = picture(folder)
    said = bring_in(folder, changed(ONE), TWO, THREE, effective=TODAY, dry_run=True)
    assert picture(folder) == before
    assert said == bring_in(folder, changed(ONE), TWO, THREE, effective=TODAY)


def test_somebody_s_draft_blocks_everything():
    folder = catalogue(ONE, TWO)
    procedure = folder["1.000001"]
    edit_procedure(procedure, record=changed(ONE), opened_on=draft_stamp(procedure), act=act("danhmuc", minutes=1))
    before = picture(folder)
    result = bring_in(folder, replace(ONE, results=("Khác",)), changed(TWO), THREE, effective=TODAY)
    assert (result.blocked, result.changed, result.new) == (["1.000001"], ["1.000002"], ["1.000003"])
    assert picture(folder) == before


def test_a_draft_equal_to_the_file_is_unchanged():
    folder = catalogue(ONE)
    bring_in(folder, changed(ONE))
    result = bring_in(folder, changed(ONE), minutes=1)
    assert (result.unchanged, result.blocked) == (["1.000001"], [])
    assert len(folder["1.000001"].revisions) == 2


def test_what_is_scheduled_for_later_refuses_the_whole_import():
    folder = catalogue(ONE, TWO)
    scheduled = folder["1.000002"].add_revision(changed(TWO), made_by="danhmuc", made_at=MONDAY)
    publish_revision(scheduled, effective=TODAY + timedelta(days=30), act=act("danhmuc"))
    refusal = refused(
        folder,
        BeforeTheScheduled,
        bring_in,
        folder,
        changed(ONE),
        replace(TWO, results=("Khác",)),
        THREE,
        effective=TODAY,
    )
    assert refusal.facts["code"] == "1.000002"


def test_marks_and_wordings_are_counted():
    worded = replace(
        ONE,
        review="xem lại",
        time_limits=(TimeLimit(LimitUnit.WORDING, wording="Theo quy định", review="chưa rõ"),),
        fees=(Fee(FeeKind.WORDING, wording="Theo HĐND", review="chưa rõ"), Fee(FeeKind.FREE)),
    )
    result = bring_in(ProcedureFolder(), worded, TWO)
    assert (result.reviews, result.wording_limits, result.wording_fees) == (3, 1, 1)


# One rule for forms and files


def test_a_record_that_a_file_could_hold_is_kept_as_it_is():
    assert checked(ONE) == ONE


def test_a_record_no_file_could_hold_is_refused_with_every_fault():
    bad = replace(ONE, name="", time_limits=(TimeLimit(LimitUnit.WORKING_DAYS, -1.0),))
    with pytest.raises(Refusal) as refused_:
        checked(bad)
    sentences = [complaint.sentence.interpolate() for complaint in refused_.value.complaints]
    assert len(sentences) == 2
    assert all("${" not in sentence for sentence in sentences)
