"""sheets/0001.toml: which sheet of which text hangs or hung at which board, who put it up and who took it down, and
when; in the order in which they were put up.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import message
from hcc.procedures.hangings import PLACE_LIMIT, HangingPlace, SheetKind
from hcc.procedures.hangings_past import Hung, Spot, hung_sheets, went_on
from hcc.procedures.operations.take_over_sheets import take_over_sheets
from hcc.procedures.resources import ProcedureFolder

from .planned import CONFLICT, NEW, NOTE, Planned, doing
from .reading import OfficeReader, Row
from .texts import NO_CODE

FOLDER, IN_A_FILE = "sheets", 5_000
"""So many sheets stand in one file: what is added changes the last alone."""
LOGIN = 120
_KEYS = {"board", "code", "kind", "revision", "by", "at", "until", "until_by"}
NO_BOARD = message("There is no place ${name}. Write it into boards.toml, or take these lines out.")
NO_KIND = message("${kind} is none of: ${known}.")
NO_TEXT = message("There is no approved text ${revision} of ${code}. Check both, or take these lines out.")
CLOSED = message("${name} is closed, so nothing hangs there. Say until when, or open the place in boards.toml.")
BACKWARDS = message("It would be taken down before it was put up. Check both moments.")
BOTH_HANG = message("Another sheet of this kind hung there at the same time, put up in line ${line} of ${file}.")


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    folder: ProcedureFolder = site.procedures
    names = {place.number: place.name for place in folder.hangings.places}
    every = [one for past in hung_sheets(folder).values() for one in past if one.place in names]
    every.sort(
        key=lambda one: (
            one.at,
            names[one.place],
            one.code,
            one.kind.value,
            one.until or datetime.max.replace(tzinfo=UTC),
        )
    )
    for start in range(0, len(every), IN_A_FILE):
        parts = [f"[[sheet]]\n{table(_facts(one, names[one.place]))}" for one in every[start : start + IN_A_FILE]]
        yield f"{FOLDER}/{start // IN_A_FILE + 1:04}.toml", "\n".join(parts).encode("utf-8")


def _facts(one: Hung, board: str) -> dict[str, Any]:
    facts = {"board": board, "code": one.code, "kind": one.kind.value, "revision": one.revision}
    return {**facts, "by": one.by, "at": one.at, "until": one.until, "until_by": one.until_by}


Told = tuple[Hung, Row]
_WORDS = (
    (NEW, "{} sheets"),
    (CONFLICT, "{} sheets hang or hung otherwise here"),
    (NOTE, "{} sheets stay behind: some hang there, and the place is closed here"),
)


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    folder: ProcedureFolder = site.procedures
    places, before = {one.name.casefold(): one for one in folder.hangings.places}, len(reader.problems)
    spots: dict[Spot, list[Told]] = {}
    other: dict[str, Row] = {}
    for path in reader.files(FOLDER, ".toml"):
        for row in reader.rows(f"{FOLDER}/{path.name}", "sheet", _KEYS):
            told = _sheet(row, places)
            if told is not None and told.code in reader.other_texts:
                other.setdefault(told.code, row)
            elif told is not None and _stands(folder, told, row):
                spots.setdefault(told.spot, []).append((told, row))
    for past in spots.values():
        past.sort(key=lambda one: (one[0].at, one[0].until is None, one[0].until))
        _check_one_at_a_time(past)
    for code, row in other.items():
        what = f"sheets of {code}: its texts are others here; look at the boards"
        yield Planned(NOTE, what, row.file, row.line(), lambda act: None)
    if len(reader.problems) == before:
        yield from _planned(folder, spots)


def _sheet(row: Row, places: dict[str, HangingPlace]) -> Hung | None:
    board, code, kind = row.text("board", most=PLACE_LIMIT), row.text("code"), row.text("kind")
    revision, by, at = row.number("revision", 1, 10**6), row.text("by", most=LOGIN), row.get("at", datetime)
    until, until_by = row.get("until", datetime, needed=False), row.text("until_by", needed=False, most=LOGIN)
    if board is not None and board.casefold() not in places:
        row.tell("board", NO_BOARD, name=board)
        return None
    if kind is not None and kind not in set(SheetKind):
        row.tell("kind", NO_KIND, kind=kind, known=", ".join(SheetKind))
        return None
    if code is not None and not PROCEDURE.match(code):
        row.tell("code", NO_CODE, code=code)
        return None
    if None in (board, code, kind, revision, by, at) or until_by is None or ("until" in row.data and until is None):
        return None
    ended = until.astimezone(UTC) if until is not None else None
    place = places[str(board).casefold()].number
    begun = at.astimezone(UTC)  # type: ignore[union-attr]
    return Hung(str(code), place, SheetKind(kind), revision, str(by), begun, ended, until_by if ended else "")  # type: ignore[arg-type]


def _stands(folder: ProcedureFolder, told: Hung, row: Row) -> bool:
    """Whether such a sheet can have hung there."""
    procedure, place = folder.get(told.code), folder.hangings.place(told.place)
    text = procedure.revisions.get(told.revision) if procedure is not None else None
    if text is None or text.approved_at is None:
        row.tell("revision", NO_TEXT, revision=told.revision, code=told.code)
    elif told.until is None and place is not None and place.name.casefold() in row.reader.closed_boards:
        row.tell("board", CLOSED, name=place.name)
    elif told.until is not None and told.until < told.at:
        row.tell("until", BACKWARDS)
    else:
        return True
    return False


def _check_one_at_a_time(past: list[Told]) -> None:
    for (one, row), (other, after) in pairwise(past):
        if one.until is None or one.until > other.at:
            after.tell("at", BOTH_HANG, line=row.line(), file=row.file)


def _planned(folder: ProcedureFolder, spots: dict[Spot, list[Told]]) -> Iterator[Planned]:
    """A board at a time: what hung where nothing did here, or where there only went on; and what hangs otherwise."""
    here = hung_sheets(folder)
    for place in folder.hangings.places:
        found: dict[str, list[list[Told]]] = {}
        for spot, past in spots.items():
            if spot[1] == place.number:
                word = _word(here.get(spot, ()), [one for one, _ in past], place.closed)
                found.setdefault(word, []).append(past)
        for word, what in _WORDS:
            if told := found.get(word):
                row, sheets = told[0][0][1], [one for past in told for one, _ in past]
                apply = doing(take_over_sheets, folder, sheets=sheets) if word != NOTE else lambda act: None
                yield Planned(word, f"board {place.name}: {what.format(len(sheets))}", row.file, row.line(), apply)


def _word(here: tuple[Hung, ...], there: list[Hung], closed: bool) -> str:
    if went_on(there, here):
        return ""
    if closed and there[-1].until is None:
        return NOTE
    return NEW if went_on(here, there) else CONFLICT
