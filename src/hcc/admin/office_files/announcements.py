"""decisions/0001/decision.toml: the decisions that announce procedures, row by row, each with its file as it came."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from hcc.content.plain_files import file_name, table
from hcc.content.reading_files import NO_BYTES
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import message
from hcc.files.names import shown_name
from hcc.files.received import Received, sha256_of
from hcc.pdf.intake import take_in
from hcc.procedures.announcements import (
    DECISION_LIMIT,
    ISSUER_LIMIT,
    NAME_LIMIT,
    AnnouncedRow,
    Announcement,
    ChangeOfRules,
)
from hcc.procedures.file_problems import IN_A_CIRCLE
from hcc.procedures.operations.take_over_decision import TakenDecision, TakenPaper, take_over_decision, taken_of
from hcc.procedures.successors import circles, with_arrows

from .planned import CONFLICT, NEW, Planned
from .reading import OfficeReader, Row

FOLDER, FILE = "decisions", "decision.toml"
_KEYS = {"decision", "issued_on", "effective_from", "issuer", "subject", "made_by", "made_at", "published_by"}
_KEYS |= {"published_at", "effective", "reason", "left_behind", "paper", "row"}
_ROW = ("code", "kind", "name", "successor", "field", "by")
_PAPER = {"name", "sha256", "added_by", "added_at"}
BAD_FOLDER = message("A folder of decisions is called by its number, such as 0001.")
NO_KIND = message("${kind} is none of: ${known}.")
OWN_SUCCESSOR = message("${code} cannot replace itself. Write the code of what takes its place.")
BAD_PAIR = message('Each text in left_behind is written with its code and number, such as ["1.004873", 2].')
NO_CODE = message("${code} is no code of a procedure.")


class PaperRefused(Refusal):
    text = message("The file of decision ${decision} is refused (${word}): it is damaged, or no PDF and no photo.")


class KeptHere(Refusal):
    text = message(
        "Decision ${decision} is written down here otherwise, and what a decision says is never written over. Leave"
        " the one of here (--on-conflict keep), or correct it on its page."
    )


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    for one in sorted(site.procedures.announcements.newest_first(), key=lambda one: one.number):
        place, told = f"{FOLDER}/{one.number:04}", taken_of(one)
        facts = {name: getattr(told, name) for name in TakenDecision.__dataclass_fields__ if name != "rows"}
        facts["left_behind"] = [list(pair) for pair in told.left_behind] or None
        if one.paper is not None:
            facts["paper"] = {name: getattr(one.paper, name) for name in sorted(_PAPER)}
            yield f"{place}/{file_name(one.paper.sha256, one.paper.name)}", one.paper.original
        rows = [f"\n[[row]]\n{table({name: getattr(row, name) for name in _ROW})}" for row in told.rows]
        yield f"{place}/{FILE}", "".join([table(facts), *rows]).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    for folder in reader.folders(FOLDER):
        if not (folder.name.isascii() and folder.name.isdecimal() and 0 < int(folder.name) < 10**6):
            reader.tell(reader.name(folder), 0, BAD_FOLDER)
            continue
        row = reader.whole(f"{FOLDER}/{folder.name}/{FILE}", _KEYS)
        before = len(reader.problems)
        told = _decision(row) if row is not None else None
        paper = _paper(reader, row, folder) if row is not None else None
        if row is not None and told is not None and len(reader.problems) == before:
            yield from _planned(site, office, reader, int(folder.name), told, paper, row)


def _planned(
    site: Any, office: Any, reader: OfficeReader, number: int, told: TakenDecision, paper: dict | None, row: Row
) -> Iterator[Planned]:
    known: Announcement | None = site.procedures.announcements.by_decision(told.decision, told.issued_on)
    what = f"decision {told.decision} of {told.issued_on}"
    if known is None:
        apply = partial(_take_over, site, office, reader, number, told, paper)
        yield Planned(NEW, what, row.file, row.line(), apply)
    elif taken_of(known) != told or (known.paper.sha256 if known.paper else "") != (paper or {}).get("sha256", ""):
        yield Planned(CONFLICT, f"{what}: here it is written otherwise", row.file, row.line(), partial(_refuse, told))


def _refuse(told: TakenDecision, act: Act) -> None:
    raise KeptHere(decision=told.decision)


def _take_over(
    site: Any, office: Any, reader: OfficeReader, number: int, told: TakenDecision, paper: dict | None, act: Act
) -> None:
    taken = None
    if paper is not None:
        original, clean = reader.space / f"decision-{number}", reader.space / f"decision-{number}.clean"
        shutil.copyfile(paper["path"], original)
        verdict = take_in(original, clean)
        if not verdict.accepted:
            raise PaperRefused(decision=told.decision, word=verdict.word)
        received = Received(original, original.stat().st_size, paper["sha256"])
        taken = TakenPaper(paper["name"], received, clean, verdict, paper["added_by"], paper["added_at"])
    if not reader.rehearsal:
        take_over_decision(site.procedures, decision=told, number=number, paper=taken, act=act)


def _decision(row: Row) -> TakenDecision | None:
    decision, issuer = row.text("decision", most=DECISION_LIMIT), row.text("issuer", needed=False, most=ISSUER_LIMIT)
    issued_on, begins = row.get("issued_on", date), row.get("effective_from", date)
    made_by, made_at = row.text("made_by"), row.get("made_at", datetime)
    published_at = row.get("published_at", datetime, needed=False)
    effective = row.get("effective", date, needed=False)
    rows = tuple(filter(None, map(_row, row.rows("row", set(_ROW)))))
    left = row.get("left_behind", list, []) or []
    if not all(map(_is_of_text, left)):
        row.tell("left_behind", BAD_PAIR)
        return None
    if None in (decision, issuer, issued_on, begins, made_by, made_at):
        return None
    follows = {one.code: one.successor for one in rows}
    closed = circles(follows, lambda code: follows.get(code, "")) if published_at is None else []
    for codes in closed[:1]:
        row.tell("row", IN_A_CIRCLE, circle=with_arrows(codes))
    return TakenDecision(
        str(decision),
        issued_on,  # type: ignore[arg-type]
        begins,  # type: ignore[arg-type]
        str(issuer),
        row.text("subject", needed=False) or "",
        str(made_by),
        made_at.astimezone(UTC),  # type: ignore[union-attr]
        rows,
        tuple((code, number) for code, number in left),
        published_at.astimezone(UTC) if published_at is not None else None,
        row.text("published_by", needed=False) or "",
        effective,
        row.text("reason", needed=False) or "",
    )


def _is_of_text(pair: object) -> bool:
    """Whether it is the code of a procedure with the number of one of its texts."""
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    code, number = pair
    return isinstance(code, str) and bool(PROCEDURE.match(code)) and type(number) is int and 0 < number < 10**6


def _row(row: Row) -> AnnouncedRow | None:
    code, kind = row.text("code"), row.text("kind")
    name, successor = row.text("name", needed=False, most=NAME_LIMIT), row.text("successor", needed=False)
    if code is None or kind is None or name is None or successor is None:
        return None
    if not PROCEDURE.match(code):
        row.tell("code", NO_CODE, code=code)
    if successor and successor == code:
        row.tell("successor", OWN_SUCCESSOR, code=code)
    if kind not in set(ChangeOfRules):
        row.tell("kind", NO_KIND, kind=kind, known=", ".join(ChangeOfRules))
        return None
    by, field = row.text("by", needed=False) or "", row.text("field", needed=False) or ""
    return AnnouncedRow(code, ChangeOfRules(kind), name, successor, field=field, by=by)


def _paper(reader: OfficeReader, row: Row, folder: Path) -> dict | None:
    """What is said of the file, and where it lies; what is not there or is not the same is told."""
    if "paper" not in row.data or row.get("paper", dict) is None:
        return None
    told = Row(reader, row.file, row._places, ("paper",), row.data["paper"])
    name, sha256 = told.text("name"), told.text("sha256", most=64)
    by, at = told.text("added_by"), told.get("added_at", datetime)
    if name is None or sha256 is None or by is None or at is None:
        return None
    path = folder / file_name(sha256, name)
    if "/" in path.name or path.parent != folder or not reader.has(f"{FOLDER}/{folder.name}/{path.name}"):
        told.tell("sha256", NO_BYTES, key="paper")
        return None
    if sha256_of(path) != sha256 or shown_name(name) != name:
        told.tell("sha256", NO_BYTES, key="paper")
        return None
    return {"path": path, "name": name, "sha256": sha256, "added_by": by, "added_at": at.astimezone(UTC)}
