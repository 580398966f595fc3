"""asked.toml: what somebody asked for and a colleague has not decided yet: that a procedure ends, that the approval of
a text or the publication of a decision is taken back; and what a colleague answered who did not want that.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from hcc.content.plain_files import table
from hcc.content.plain_reading import MISSING
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.text import message
from hcc.procedures.announced_waiting import is_scheduled, waits
from hcc.procedures.announcements import DECISION_LIMIT, Announcement
from hcc.procedures.asked_ends import AskedEnd, Declined
from hcc.procedures.kept import let_go
from hcc.procedures.operations.take_over_asked import Asked, asked_before, take_over_end, take_over_taking_back
from hcc.procedures.resources import Procedure, ProcedureFolder, Revision

from .planned import CONFLICT, NEW, NOTE, Planned
from .reading import OfficeReader, Row
from .sheets import LOGIN, NO_TEXT

FILE = "asked.toml"
ASKED, DECLINED = "asked", "declined"
_OF_PROCEDURE, _OF_DECISION, _SAID = {"code", "revision", "on"}, {"decision", "issued_on"}, {"reason", "by", "at"}
NO_PROCEDURE = message("There is no procedure ${code} here. Bring its text in too, or take these lines out.")
NO_DECISION = message("There is no decision ${decision} of that day. Check both, or take these lines out.")
Place = Procedure | Revision | Announcement


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    folder: ProcedureFolder = site.procedures
    parts = [part for procedure in folder.values() for part in _of_procedure(procedure, today)]
    for one in sorted(folder.announcements.newest_first(), key=lambda one: one.number):
        if (one.asked_back or one.declined) is None or not _waits(one, folder, today):
            continue
        named = {"decision": one.decision, "issued_on": one.issued_on}
        if one.asked_back is not None:
            parts.append(f"[[{ASKED}]]\n{table({**named, **_said(one.asked_back)})}")
        if one.declined is not None:
            parts.append(
                f"[[{DECLINED}]]\n{table({**named, 'asked_by': one.declined.asked_by, **_said(one.declined)})}"
            )
    if parts:
        yield FILE, "\n".join(parts).encode("utf-8")


def _of_procedure(procedure: Procedure, today: date) -> Iterator[str]:
    if (asked := procedure.asked_end) is not None:
        yield f"[[{ASKED}]]\n{table({'code': procedure.code, 'on': asked.on, **_said(asked)})}"
    for number, text in procedure.revisions.items():
        if (asked := text.asked_end) is not None and is_scheduled(text, today):
            yield f"[[{ASKED}]]\n{table({'code': procedure.code, 'revision': number, **_said(asked)})}"
    let_go(procedure)


def _waits(place: Place, folder: ProcedureFolder, today: date) -> bool:
    """Whether somebody can still decide on it: of what has begun nothing is taken back."""
    if isinstance(place, Announcement):
        return waits(place, folder, today)
    return isinstance(place, Procedure) or is_scheduled(place, today)


def _said(one: AskedEnd | Declined) -> dict[str, Any]:
    return {"reason": one.reason, "by": one.by, "at": one.at}


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    folder: ProcedureFolder = site.procedures
    whole = reader.whole(FILE, {ASKED, DECLINED})
    if whole is None:
        return
    before, seen = set(asked_before(folder)), set[Any]()
    for row in whole.rows(ASKED, _OF_PROCEDURE | _OF_DECISION | _SAID):
        code = row.data.get("code")
        if "revision" in row.data and isinstance(code, str) and code in reader.other_texts:
            what = f"asked: taking back of a text of {code}: its texts are others here"
            yield Planned(NOTE, what, row.file, row.line(), lambda act: None)
            continue
        place = _place(folder, row)
        on = row.get("on", date, needed=isinstance(place, Procedure))
        reason, by, at = _words(row)
        if place is not None and at is not None and (on is not None or not isinstance(place, Procedure)):
            asked = AskedEnd(on if isinstance(place, Procedure) else None, reason, by, at)
            yield from _planned(folder, place, asked, row, reader, seen, before)
    for row in whole.rows(DECLINED, _OF_DECISION | _SAID | {"asked_by"}):
        decision, asked_by = _decision(folder, row), row.text("asked_by", most=LOGIN)
        reason, by, at = _words(row)
        if decision is not None and asked_by is not None and at is not None:
            yield from _planned(folder, decision, Declined(asked_by, reason, by, at), row, reader, seen, before)


def _planned(
    folder: ProcedureFolder,
    place: Place,
    told: AskedEnd | Declined,
    row: Row,
    reader: OfficeReader,
    seen: set[Any],
    before: set[Asked],
) -> Iterator[Planned]:
    """What was asked here before at that moment is decided here, or still asked."""
    where, what = _named(place)
    if not reader.once(row, what, seen, where):
        return
    if (*where, told.at.isoformat()) in before:
        return
    stays = ""
    if isinstance(place, Announcement) and place.published_at is None:
        stays = "it is not published here"
    elif not _waits(place, folder, reader.now.astimezone(LOCAL).date()):
        stays = "nothing of it waits for its day here"
    if stays:
        yield Planned(NOTE, f"asked: {what}: {stays}", row.file, row.line(), lambda act: None)
    else:
        here = place.asked_back or place.declined if isinstance(place, Announcement) else place.asked_end
        apply = partial(_take_over, folder, place, told)
        yield Planned(CONFLICT if here is not None else NEW, f"asked: {what}", row.file, row.line(), apply)


def _take_over(folder: ProcedureFolder, place: Place, told: AskedEnd | Declined, act: Act) -> None:
    if isinstance(place, Announcement):
        asked, declined = (None, told) if isinstance(told, Declined) else (told, None)
        take_over_taking_back(place, folder, asked=asked, declined=declined, act=act)
    elif isinstance(told, AskedEnd):
        take_over_end(place, asked=told, act=act)


def _named(place: Place) -> tuple[tuple[str, int, int], str]:
    if isinstance(place, Announcement):
        return ("", 0, place.number), f"taking back of decision {place.decision}"
    if isinstance(place, Revision):
        return (place.procedure.code, place.number, 0), f"taking back of text {place.number} of {place.procedure.code}"
    return (place.code, 0, 0), f"end of {place.code}"


def _place(folder: ProcedureFolder, row: Row) -> Place | None:
    if "code" not in row.data:
        if "decision" in row.data:
            return _decision(folder, row)
        row.tell("", MISSING, key="code")
        return None
    code = row.text("code")
    procedure = folder.get(code) if code is not None else None
    if procedure is None or "revision" not in row.data:
        if code is not None and procedure is None:
            row.tell("code", NO_PROCEDURE, code=code)
        return procedure
    number = row.number("revision", 1, 10**6)
    text = procedure.revisions.get(number) if number is not None else None
    if number is not None and (text is None or text.approved_at is None):
        row.tell("revision", NO_TEXT, revision=number, code=code)
        return None
    return text


def _decision(folder: ProcedureFolder, row: Row) -> Announcement | None:
    decision, issued_on = row.text("decision", most=DECISION_LIMIT), row.get("issued_on", date)
    if decision is None or issued_on is None:
        return None
    found = folder.announcements.by_decision(decision, issued_on)
    if found is None:
        row.tell("decision", NO_DECISION, decision=decision)
    return found


def _words(row: Row) -> tuple[str, str, datetime | None]:
    """Why, who and when; no moment where one of them is wrong."""
    reason, by, at = row.text("reason", needed=False), row.text("by", most=LOGIN), row.get("at", datetime)
    if reason is None or by is None or at is None:
        return "", "", None
    return reason, by, at.astimezone(UTC)
