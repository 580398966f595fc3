"""Sheets that hang and what is asked, carried to an office that has its own."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.admin.office_files import sheets
from hcc.admin.office_files.planned import CONFLICT, NEW, NOTE
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.asked_ends import AskedEnd, Declined
from hcc.procedures.hangings import SheetKind
from hcc.procedures.hangings_past import hung_sheets
from hcc.procedures.hangings_telling import untold_of_hangings
from hcc.procedures.operations import take_over_sheets
from hcc.procedures.operations.ask_end import ask_cancelling, ask_withdrawal, give_back_end
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.post import (
    SheetsHangThere,
    close_place,
    open_place,
    post_sheets,
    reopen_place,
    take_down_sheets,
)
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.operations.take_over_decision import TakenDecision, take_over_decision
from office import MONDAY
from unit.admin.carrying import ACT, CODE, LATER, bring_in, fresh, lay, written
from unit.dossiers.building import record


def test_a_board_that_went_on_asks_nothing_and_one_that_went_elsewhere_asks(tmp_path):
    there, here = fresh(), fresh()
    spot, other = (CODE, 1, SheetKind.SHEET), (CODE, 1, SheetKind.POSTER_A4)
    open_place(there.procedures, name="Sảnh", act=ACT)
    post_sheets(there.procedures, sheets=[(spot, 1)], act=ACT)
    first = lay(tmp_path / "first", written(there))
    take_down_sheets(there.procedures, sheets=[spot], act=LATER)
    second = lay(tmp_path / "second", written(there))
    open_place(here.procedures, name="Nhà văn hóa", act=ACT)
    for folder, word in ((first, "board Sảnh: 1 sheets"), (second, "board Sảnh: 1 sheets")):
        planned, problems = bring_in(here, folder)
        assert ([one.what for one in planned if one.kind == NEW][-1:], problems) == ([word], [])
    assert list(here.procedures.hangings) == [], "there it was taken down"
    assert bring_in(here, first) == ([], []), "what is older than here is no news"
    place = here.procedures.hangings.places[1]
    assert (place.number, place.name) == (2, "Sảnh"), "boards are found by name"
    mine = (CODE, 2, SheetKind.POSTER_A4)
    post_sheets(here.procedures, sheets=[(mine, 1)], act=ACT)
    post_sheets(there.procedures, sheets=[(other, 1)], act=LATER)
    planned, problems = bring_in(here, lay(tmp_path / "third", written(there)))
    assert [one.what for one in planned if one.kind == CONFLICT] == ["board Sảnh: 1 sheets hang or hung otherwise here"]
    assert here.procedures.hangings.find(*mine).at == LATER.at, "taken: what the files say stands"
    assert list(untold_of_hangings(here.procedures)) == []


def test_a_board_that_was_closed_on_one_side_hinders_nothing(tmp_path):
    there, here = fresh(), fresh()
    spots = [(CODE, 1, kind) for kind in (SheetKind.SHEET, SheetKind.POSTER_A4)]
    open_place(there.procedures, name="Sảnh", act=ACT)
    post_sheets(there.procedures, sheets=[(spots[0], 1)], act=ACT)
    first = lay(tmp_path / "first", written(there))
    bring_in(here, first)
    take_down_sheets(here.procedures, sheets=spots[:1], act=ACT)
    close_place(here.procedures, number=1, act=ACT)
    post_sheets(there.procedures, sheets=[(spots[1], 1)], act=LATER)
    second = lay(tmp_path / "second", written(there))
    kept, problems = bring_in(here, first, keep=True)
    assert ([(one.kind, one.what) for one in kept], problems) == ([(CONFLICT, "board: Sảnh is open there")], [])
    kept, problems = bring_in(here, second, keep=True)
    assert ([one.kind for one in kept], problems) == ([CONFLICT, NOTE], [])
    assert len(here.procedures.hangings) == 0, "what hangs there is only named"
    taken, problems = bring_in(here, second)
    assert ([one.kind for one in taken], problems) == ([CONFLICT, NEW], [])
    assert [one.kind for one in here.procedures.hangings] == [SheetKind.POSTER_A4]
    take_down_sheets(there.procedures, sheets=spots, act=LATER)
    close_place(there.procedures, number=1, act=LATER)
    planned, problems = bring_in(here, lay(tmp_path / "third", written(there)))
    assert ([one.what for one in planned][-1], problems) == ("board: Sảnh is closed there", [])
    assert here.procedures.hangings.place(1).closed
    assert list(untold_of_hangings(here.procedures)) == []


def test_sheets_of_a_clock_that_was_set_back_come_back_too(tmp_path):
    there, here, mine = fresh(), fresh(), (CODE, 1, SheetKind.SHEET)
    open_place(there.procedures, name="Sảnh", act=ACT)
    ahead, behind = (Act("x", LATER.at + timedelta(minutes=minutes)) for minutes in (40, -40))
    post_sheets(there.procedures, sheets=[(mine, 1)], act=ahead)
    first = lay(tmp_path / "first", written(there))
    assert bring_in(here, first)[1] == []
    for site, act in ((here, LATER), (there, behind)):
        take_down_sheets(site.procedures, sheets=[mine], act=act)
        post_sheets(site.procedures, sheets=[(mine, 1)], act=act)
        folder = lay(tmp_path / act.by, written(site))
        assert bring_in(site, folder) == ([], []), "its own files are no news"
        assert bring_in(site, first) == ([], [])
        assert bring_in(fresh(), folder)[1] == []


steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 2), st.sampled_from((SheetKind.SHEET, SheetKind.POSTER_A4))), max_size=8
)


def live(site, lived: list, start: int) -> None:
    """Sheets go up and come down, boards close and open again, a minute apart; what cannot be is not done."""
    folder = site.procedures
    for minute, (what, place, kind) in enumerate(lived, start):
        act, spot = Act("x", MONDAY + timedelta(minutes=minute)), (CODE, place, kind)
        with suppress(Refusal):
            if what == 0:
                post_sheets(folder, sheets=[(spot, 1)], act=act)
            elif what == 1:
                take_down_sheets(folder, sheets=[spot], act=act)
            elif what == 2:
                close_place(folder, number=place, act=act)
            else:
                reopen_place(folder, number=place, act=act)


@settings(max_examples=40, deadline=None)
@given(together=steps, here_then=steps, there_then=steps, keep=st.booleans())
def test_two_offices_that_went_on_apart_hinder_each_other_only_by_sheets_that_must_come_down(
    together, here_then, there_then, keep
):
    there, here = fresh(), fresh()
    for site, then in ((there, there_then), (here, here_then)):
        for name in ("Sảnh", "Nhà văn hóa"):
            open_place(site.procedures, name=name, act=ACT)
        live(site, together, 1)
        live(site, then, 100 if site is there else 200)
    with tempfile.TemporaryDirectory() as place:
        folder = lay(Path(place), written(there))
        _, problems = bring_in(here, folder, keep=keep)
        assert all(isinstance(fault, SheetsHangThere) for *_, fault in problems)
        assert not (keep and problems)
        assert list(untold_of_hangings(here.procedures)) == []
        assert bring_in(here, lay(Path(place) / "mine", written(here))) == ([], []), "its own files are no news"


def test_where_the_texts_are_others_neither_sheets_nor_wishes_of_them_come(tmp_path):
    there, here = fresh(), fresh()
    for site, name in ((there, "Khác"), (here, "Khác nữa")):
        procedure = site.procedures[CODE]
        edit_procedure(procedure, record=record(CODE, short_name=name), opened_on=draft_stamp(procedure), act=ACT)
        put_in_force(procedure.draft(), effective=MONDAY.date() + timedelta(days=5), act=ACT)
    open_place(there.procedures, name="Sảnh", act=ACT)
    post_sheets(there.procedures, sheets=[((CODE, 1, SheetKind.SHEET), 1)], act=ACT)
    ask_cancelling(there.procedures[CODE].latest(), reason="nhầm", act=ACT)
    planned, problems = bring_in(here, lay(tmp_path, written(there)))
    assert problems == []
    told = [one.what for one in planned if one.kind == NOTE]
    assert any(what.startswith(f"sheets of {CODE}") for what in told)
    assert any(what.startswith("asked: ") for what in told)
    assert len(here.procedures.hangings) == 0
    assert here.procedures[CODE].latest().asked_end is None


def test_what_was_decided_here_since_is_not_asked_again(tmp_path):
    there, here = fresh(), fresh()
    ask_withdrawal(there.procedures[CODE], on=MONDAY.date() + timedelta(days=1), reason="bãi bỏ", act=ACT)
    folder = lay(tmp_path, written(there))
    bring_in(here, folder)
    assert here.procedures[CODE].asked_end == there.procedures[CODE].asked_end
    give_back_end(here.procedures[CODE], reason="không", act=LATER)
    assert bring_in(here, folder) == ([], [])
    ask_withdrawal(here.procedures[CODE], on=MONDAY.date() + timedelta(days=9), reason="khác", act=ACT)
    other = fresh()
    ask_withdrawal(other.procedures[CODE], on=MONDAY.date() + timedelta(days=2), reason="nữa", act=LATER)
    planned, _ = bring_in(other, folder)
    assert [one.kind for one in planned] == [CONFLICT]


def decide_twice(site, *, published: bool) -> None:
    """Two decisions about one procedure, each with its text: one for Saturday, one for Sunday."""
    day, procedure = MONDAY.date(), site.procedures[CODE]
    rows = (AnnouncedRow(CODE, ChangeOfRules.AMENDED, by="danhmuc"),)
    told = TakenDecision("1/QĐ", day, day, "UBND tỉnh", "", "danhmuc", MONDAY, rows)
    if published:
        told = replace(told, published_at=MONDAY, published_by="danhmuc", effective=day)
    for number in (1, 2):
        decision = replace(told, decision=f"{number}/QĐ")
        take_over_decision(site.procedures, decision=decision, number=number, paper=None, act=ACT)
        text = record(CODE, announcement=decision.decision, announced_on=day)
        edit_procedure(procedure, record=text, opened_on=draft_stamp(procedure), act=ACT)
        put_in_force(procedure.draft(), effective=day + timedelta(days=4 + number), act=ACT)


def test_what_is_asked_of_a_decision_and_what_was_answered_come_along(tmp_path):
    there, here, other = fresh(), fresh(), fresh()
    decide_twice(there, published=True)
    asked, declined = AskedEnd(None, "nhầm", "x", MONDAY), Declined("x", "không nhầm", "y", MONDAY)
    there.procedures.announcements.get(1).asked_back = asked
    there.procedures.announcements.get(2).declined = declined
    folder = lay(tmp_path, written(there))
    assert bring_in(here, folder)[1] == []
    first, second = (here.procedures.announcements.get(number) for number in (1, 2))
    assert (first.asked_back, first.declined) == (asked, None)
    assert (second.asked_back, second.declined) == (None, declined)
    assert bring_in(here, folder) == ([], [])
    decide_twice(other, published=False)
    planned, _ = bring_in(other, folder)
    assert [one.what for one in planned if one.kind == NOTE] == [
        f"asked: taking back of decision {number}/QĐ: it is not published here" for number in (1, 2)
    ]
    assert other.procedures.announcements.get(1).asked_back is None


def test_what_has_begun_is_not_asked_back_any_more(tmp_path):
    there, here, day = fresh(), fresh(), MONDAY.date()
    decide_twice(there, published=True)
    ask_cancelling(there.procedures[CODE].revisions[2], reason="nhầm ngày", act=ACT)
    for number in (1, 2):
        there.procedures.announcements.get(number).asked_back = AskedEnd(None, "nhầm", "x", MONDAY)
    files = [written(there, day + timedelta(days=days)).get("asked.toml", b"") for days in (4, 5, 6)]
    assert [content.count(b"[[asked]]") for content in files] == [3, 1, 0]
    planned, problems = bring_in(here, lay(tmp_path, written(there)), act=Act("x", MONDAY + timedelta(days=5)))
    assert problems == []
    assert [one.what for one in planned if one.kind == NOTE] == [
        f"asked: taking back of {what}: nothing of it waits for its day here"
        for what in (f"text 2 of {CODE}", "decision 1/QĐ")
    ]
    asked = [here.procedures.announcements.get(number).asked_back is not None for number in (1, 2)]
    assert (asked, here.procedures[CODE].revisions[2].asked_end) == ([False, True], None)


def test_many_sheets_stand_in_several_files_and_records(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "IN_A_FILE", 2)
    monkeypatch.setattr(take_over_sheets, "TOLD_AT_ONCE", 2)
    there, here = fresh(), fresh()
    open_place(there.procedures, name="Sảnh", act=ACT)
    spots = [(CODE, 1, kind) for kind in SheetKind]
    for minute, spot in enumerate([*spots, *spots]):
        post_sheets(there.procedures, sheets=[(spot, 1)], act=Act("x", MONDAY + timedelta(minutes=minute)))
    files = written(there)
    assert [path for path in files if path.startswith("sheets/")] == [f"sheets/000{n}.toml" for n in (1, 2, 3)]
    assert bring_in(here, lay(tmp_path, files))[1] == []
    assert hung_sheets(here.procedures) == hung_sheets(there.procedures)
    assert written(here) == files
    assert list(untold_of_hangings(here.procedures)) == []
