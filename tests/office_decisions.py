"""An office that has decided everything an office can decide, for tests that carry it elsewhere."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pikepdf

from hcc.accounts.operations.units import add_unit, close_unit
from hcc.certifications.operations.set_fee import set_fee
from hcc.core.act import Act
from hcc.core.calendar import DayRule
from hcc.core.roles import Role
from hcc.dossiers.hamlets import Hamlet
from hcc.dossiers.operations.set_hamlets import set_hamlets
from hcc.dossiers.operations.set_symbol import set_symbol
from hcc.files.received import Received, sha256_of
from hcc.office_calendar.operations.days import set_days
from hcc.office_calendar.operations.sessions import set_sessions
from hcc.pdf.intake import take_in
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.hangings import SheetKind
from hcc.procedures.operations.announce import announce, keep_decision
from hcc.procedures.operations.ask_end import ask_cancelling, ask_withdrawal
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.post import close_place, open_place, post_sheets, take_down_sheets
from hcc.procedures.operations.process_edit import edit_process, process_stamp
from hcc.procedures.operations.process_publish import publish_process
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.operations.set_council_fees import council_places, set_council_fees
from hcc.procedures.operations.withdraw import withdraw_procedure
from hcc.procedures.shipped_processes import shipped_for
from office import LOGINS, MONDAY

DRAFTED, PUBLISHED, COUNCIL, WITH_PROCESS = "2.000884", "2.000815", "1.004873", "2.001019"
AUTHOR = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], MONDAY)
ADMINISTRATOR = Act(LOGINS[Role.ADMINISTRATOR], MONDAY)
TODAY = MONDAY.date()
MORNING = ((time(7), time(11, 30)),)


def one_page(path: Path) -> Path:
    """A PDF of one empty page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, deterministic_id=True)
    return path


def decide_everything(site, settings, space: Path) -> None:
    """Decide on all of it, as officials would on the screen."""
    decide_on_time(site)
    set_symbol(site.dossiers, kind="apology", symbol="XL-UBND", first=TODAY, settings=settings, act=ADMINISTRATOR)
    set_hamlets(site.dossiers, hamlets=[Hamlet("Xóm Mới", "An Cũ"), Hamlet("Xóm “Đông”")], act=ADMINISTRATOR)
    unit = add_unit(site.accounts, name="Phòng Việc mới", act=ADMINISTRATOR)
    close_unit(site.accounts, number=add_unit(site.accounts, name="Tổ cũ", act=ADMINISTRATOR).number, act=ADMINISTRATOR)
    set_fee(site.books.fees, kind="division", amount=70_000, basis="Nghị quyết số 1/2026", act=ADMINISTRATOR)
    places = council_places(site.procedures[COUNCIL], TODAY)
    set_council_fees(
        site.procedures, amounts={places[0]: 25_000}, resolution="12/2026/NQ-HĐND", first=TODAY, act=AUTHOR
    )
    write_texts(site)
    pin_up(site.procedures)
    write_processes(site, unit.number)
    write_decision(site, space)
    ask_for_ends(site.procedures)


def decide_on_time(site) -> None:
    week = (((time(7, 30), time(12)), (time(13, 30), time(17))),) * 5 + (MORNING, ())
    set_sessions(site.calendar_book, valid_from=date(2027, 1, 4), week=week, note='Giờ "mới"', act=ADMINISTRATOR)
    set_days(site.calendar_book, first=date(2027, 2, 1), rule=DayRule(False, "Nghỉ bù"), act=ADMINISTRATOR)
    set_days(site.calendar_book, first=date(2026, 1, 2), rule=None, reason="nhầm", act=ADMINISTRATOR)


def write_texts(site) -> None:
    """A draft over a published text; a text published for a later day; a procedure that was withdrawn."""
    for code in (DRAFTED, PUBLISHED):
        procedure = site.procedures[code]
        record = replace(procedure.latest().record, conditions=("Có “hộ khẩu” ở xã.",))
        edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=AUTHOR)
    put_in_force(site.procedures[PUBLISHED].draft(), effective=TODAY + timedelta(days=9), act=AUTHOR)
    withdraw_procedure(site.procedures["1.001612"], on=TODAY + timedelta(days=3), reason="bãi bỏ", act=AUTHOR)


def pin_up(procedures) -> None:
    """A sheet of a text that was replaced by the next on its day, another that was taken down, a board that closed."""
    hall, old = (open_place(procedures, name=name, act=AUTHOR).number for name in ("Bảng “tin” ở sảnh", "Nhà cũ"))
    poster, sheet = (PUBLISHED, hall, SheetKind.POSTER_A3), (COUNCIL, old, SheetKind.SHEET)
    post_sheets(procedures, sheets=[(poster, 1), (sheet, 1), ((COUNCIL, hall, SheetKind.SHEET), 1)], act=AUTHOR)
    later = Act(LOGINS[Role.AUTHOR], MONDAY + timedelta(days=2, microseconds=7))
    post_sheets(procedures, sheets=[(poster, 2)], act=later)
    take_down_sheets(procedures, sheets=[sheet], act=later)
    close_place(procedures, number=old, act=later)


def ask_for_ends(procedures) -> None:
    """A procedure that is to end, and an approval that is to be taken back; a colleague has decided neither."""
    ask_withdrawal(procedures[DRAFTED], on=TODAY + timedelta(days=4), reason="bãi bỏ", act=AUTHOR)
    ask_cancelling(procedures[PUBLISHED].latest(), reason="nhầm ngày", act=AUTHOR)


def write_processes(site, unit: int) -> None:
    """A version in force and a draft behind it, with a step of one unit."""
    procedure = site.procedures[WITH_PROCESS]
    process = shipped_for(procedure.code, procedure.latest().record.field).adopted((), clerk=False)
    steps = tuple(replace(step, unit=unit) if step.key == 2 else step for step in process.steps)
    first = replace(process, steps=steps, basis="QĐ 9/QĐ-UBND", timed=False)
    edit_process(procedure, process=first, opened_on=process_stamp(procedure), act=AUTHOR)
    publish_process(
        procedure,
        effective=TODAY,
        opened_on=process_stamp(procedure),
        today=TODAY,
        able=lambda step: True,
        units=site.accounts.units(),
        act=AUTHOR,
    )
    later = replace(first, basis="QĐ 10/QĐ-UBND")
    edit_process(procedure, process=later, opened_on=process_stamp(procedure), act=AUTHOR)


def write_decision(site, space: Path) -> None:
    decision = announce(
        site.procedures,
        decision="1843/QĐ-UBND",
        issued_on=TODAY - timedelta(days=3),
        effective_from=TODAY + timedelta(days=9),
        issuer="UBND tỉnh",
        subject="Công bố “thủ tục”",
        today=TODAY,
        rows=[AnnouncedRow(PUBLISHED, ChangeOfRules.AMENDED), AnnouncedRow("1.999999", ChangeOfRules.NEW, "Mới")],
        act=AUTHOR,
    )
    original, clean = one_page(space / "quyet-dinh"), space / "clean"
    verdict = take_in(original, clean)
    assert verdict.accepted
    received = Received(original, original.stat().st_size, sha256_of(original))
    keep_decision(
        decision, site.procedures, received=received, clean=clean, verdict=verdict, name="QĐ 1843: a?.pdf", act=AUTHOR
    )
