"""Texts of procedures held against the catalogue's chain, for `hcc verify`: what was approved, for when, what it says,
when it ended; and against the decisions and posted sheets that name them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hcc.core.act import Act
from hcc.core.calendar import LOCAL

from .announcements import Announcement, is_of
from .operations.withdraw import END_TAKEN_BACK
from .resources import Procedure, ProcedureFolder, Revision
from .text_digest import text_digest

TEXTS_NOTED = "texts noted"
"""What the chain calls the note of approved texts from before it told what they say."""
NOTED_AT_ONCE = 500
Key = tuple[str, int]
"""Code of the procedure, number of the text."""


@dataclass
class _Told:
    """What the chain says of one text."""

    approved: tuple[str, str, int | None] | None = None
    """Day of effect, moment, decision."""
    ended: str = ""
    """The day from which it does not hold, or is never to."""
    discarded: bool = False
    digest: str = ""
    brought: bool = False
    """It came from another installation: the chain here tells what it says, not what became of it there."""


def untold_of_texts(folder: ProcedureFolder) -> Iterator[str]:
    """Texts that are not those on record, decisions without their texts, sheets of no text; in English for the log."""
    told = _told(folder)
    held = {(code, number): one for code, procedure in folder.items() for number, one in procedure.revisions.items()}
    for key in sorted(told.keys() | held.keys()):
        for what in _differing(told.get(key, _Told()), held.get(key)):
            yield f"text {key[1]} of {key[0]} {what}"
    for (code, number), revision in sorted(held.items()):
        # The row of a text that was taken back before its day may be taken out.
        decision = revision.announcement if revision.takes_effect else None
        if decision is not None and not _names(folder.announcements.get(decision), code, told.get((code, number))):
            yield f"text {number} of {code} names decision {decision}, which does not name it"
    for announcement in folder.announcements.newest_first():
        for code in _without_texts(announcement, folder):
            yield f"decision {announcement.number} is published, and {code} has no text of it"
    for sheet in folder.hangings:
        shown = held.get((sheet.code, sheet.revision))
        if shown is None or shown.approved_at is None:
            yield f"what hangs of {sheet.code} on board {sheet.place} shows no approved text: {sheet.revision}"


def note_texts(folder: ProcedureFolder, act: Act) -> None:
    """Put on record what every approved text says of which the chain does not tell it yet."""
    told = _told(folder)
    missing = [
        [code, number, text_digest(one.record)]
        for code, procedure in folder.items()
        for number, one in procedure.revisions.items()
        if one.approved_at is not None and not told.get((code, number), _Told()).digest
    ]
    for start in range(0, len(missing), NOTED_AT_ONCE):
        folder.chain.append(act, TEXTS_NOTED, texts=missing[start : start + NOTED_AT_ONCE])


def _told(folder: ProcedureFolder) -> dict[Key, _Told]:
    found: dict[Key, _Told] = {}
    verbs = ("published", "withdrawn", "cancelled", "discarded", "texts brought", END_TAKEN_BACK, TEXTS_NOTED)
    for at, what, facts in folder.chain.told(*verbs):
        if what == TEXTS_NOTED:
            for code, number, digest in facts["texts"]:
                found.setdefault((code, number), _Told()).digest = digest
            continue
        code = facts["code"]
        if what == "published":
            one = found.setdefault((code, facts["revision"]), _Told())
            one.approved = (facts["effective"], at, facts.get("announcement"))
            one.digest, one.brought = facts.get("digest", ""), False
        elif what == "texts brought":
            found.update(((code, number), _Told(digest=digest, brought=True)) for number, digest in facts["texts"])
        elif what == "withdrawn":
            _end(found, at, facts)
        else:
            one = found.setdefault((code, facts["revision"]), _Told())
            one.discarded, one.ended = what == "discarded", _day_of(at) if what == "cancelled" else ""
    return found


def _end(found: dict[Key, _Told], at: str, facts: dict[str, Any]) -> None:
    """A procedure ended: the text in force on that day then; those approved for later at once, they never hold."""
    for number in facts["revisions"]:
        one = found.setdefault((facts["code"], number), _Told())
        later = one.approved is not None and one.approved[0] > facts["on"] and number != facts.get("ending")
        one.ended = _day_of(at) if later else facts["on"]


def _day_of(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(LOCAL).date().isoformat()


def _differing(told: _Told, held: Revision | None) -> Iterator[str]:
    if held is None:
        yield "is gone"
        return
    if not told.brought:
        if told.approved != _approved(held):
            yield "is not approved as recorded"
        if told.ended != _shown(held.withdrawn_on):
            yield "does not end as recorded"
        if told.discarded != (held.discarded_at is not None):
            yield "is not thrown away as recorded"
    # A draft that was brought may have been written on since.
    if told.digest and held.approved_at is not None and told.digest != text_digest(held.record):
        yield "does not say what is on record"


def _approved(held: Revision) -> tuple[str, str, int | None] | None:
    if held.approved_at is None or held.effective_from is None:
        return None
    return held.effective_from.isoformat(), held.approved_at.astimezone(UTC).isoformat(), held.announcement


def _shown(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _names(announcement: Announcement | None, code: str, told: _Told | None) -> bool:
    if announcement is None:  # what was brought alone keeps the number its decision had elsewhere
        return told is not None and told.brought
    return announcement.row(code) is not None


def _without_texts(announcement: Announcement, folder: ProcedureFolder) -> Iterator[str]:
    """Codes of a published decision that neither end by it nor have an approved text of it."""
    if announcement.published_at is None:
        return
    for row in announcement.rows:
        procedure = folder.get(row.code)
        if not row.kind.ends and (procedure is None or not any(_is_from(announcement, procedure))):
            yield row.code


def _is_from(announcement: Announcement, procedure: Procedure) -> Iterator[bool]:
    for one in procedure.revisions.values():
        of_it = one.announcement == announcement.number or is_of(one.record, announcement)
        yield one.approved_at is not None and of_it
