"""texts/<code>/0001.toml: every text of every procedure as it is written in the catalogue, and in its table `standing`
what became of it: who wrote and approved it, from which day it holds, why it ended.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from hcc.content.plain_files import table
from hcc.content.plain_reading import TYPES, UNKNOWN_KEY, WRONG_TYPE
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.identifiers import PROCEDURE
from hcc.core.text import message
from hcc.procedures.kept import let_go
from hcc.procedures.operations.take_over_texts import STANDING, TakenText, standing_of, take_over_texts
from hcc.procedures.resources import Procedure
from hcc.procedures.toml_files import parse_record, write_record
from hcc.procedures.toml_places import Places

from .planned import CHANGED, NEW, NOTE, Planned
from .reading import OfficeReader, Row

FOLDER = "texts"
MARK = "\n[standing]\n"
PROGRAM = "system"
"""Who writes the catalogue that comes with the program into a new database."""
_NAME = re.compile(r"\d{4,6}\.toml")
_TYPE_OF = {"base": int, "copy_of": int, "announcement": int, "effective_from": date, "withdrawn_on": date}
NO_STANDING = message("There is no table [standing] at the end that says who wrote this text, and when.")
GAP = message("The texts of a procedure are numbered from 0001 on without a gap.")
NO_CODE = message("${code} is no code of a procedure.")


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    for procedure in site.procedures.values():
        for number, revision in procedure.revisions.items():
            told = f"{write_record(revision.record)}{MARK}{table(_plain(standing_of(revision)))}"
            yield f"{FOLDER}/{procedure.code}/{number:04}.toml", told.encode("utf-8")
        let_go(procedure)


def _plain(standing: dict[str, Any]) -> dict[str, Any]:
    return {name: standing[name] for name in STANDING if name in standing}


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    for folder in reader.folders(FOLDER):
        if not PROCEDURE.match(folder.name):
            reader.tell(reader.name(folder), 0, NO_CODE, code=folder.name)
            continue
        texts = _texts(reader, folder.name)
        if texts:
            yield from _planned(site, reader, folder.name, texts)


def _planned(site: Any, reader: OfficeReader, code: str, texts: list[TakenText]) -> Iterator[Planned]:
    procedure: Procedure | None = site.procedures.get(code)
    file = f"{reader.name(reader.folder / FOLDER / code)}/0001.toml"
    apply = partial(_take_over, site, code, texts)
    if procedure is None:
        yield Planned(NEW, f"texts of {code}: {len(texts)}", file, 1, apply)
        return
    here = [TakenText(one.record, _plain(standing_of(one))) for one in procedure.revisions.values()]
    shared = min(len(here), len(texts))
    if here[:shared] == texts[:shared]:
        if len(texts) > len(here):
            yield Planned(NEW, f"texts of {code}: {len(texts) - len(here)} further", file, 1, apply)
    elif len(here) == 1 and here[0].record == texts[0].record and here[0].standing["made_by"] == PROGRAM:
        yield Planned(CHANGED, f"texts of {code}: {len(texts)}, with their days", file, 1, apply)
    else:
        reader.other_texts.add(code)
        what = f"texts of {code}: others were written here; only the newest is looked at, in catalog/procedures"
        yield Planned(NOTE, what, file, 1, lambda act: None)
    let_go(procedure)


def _take_over(site: Any, code: str, texts: list[TakenText], act: Act) -> None:
    take_over_texts(site.procedures, code=code, texts=texts, act=act)


def _texts(reader: OfficeReader, code: str) -> list[TakenText]:
    """All of a procedure; none where one of them is wrong, which is told."""
    before, found = len(reader.problems), []
    for number, path in enumerate(reader.files(f"{FOLDER}/{code}", ".toml"), 1):
        if not _NAME.fullmatch(path.name) or int(path.stem) != number:
            reader.tell(reader.name(path), 0, GAP)
            return []
        found.append(_text(reader, code, path))
    return [one for one in found if one is not None] if len(reader.problems) == before else []


def _text(reader: OfficeReader, code: str, path: Any) -> TakenText | None:
    data, name = reader.text(path), reader.name(path)
    if data is None:
        return None
    text, mark, told = data.rpartition(MARK)
    if not mark:
        reader.tell(name, 0, NO_STANDING)
        return None
    record, problems = parse_record(text.encode("utf-8"), f"{code}.toml")
    for problem in problems:
        reader.tell(name, problem.line, problem.message)
    lines = text.count("\n") + 2
    tables = reader.toml(name, "\n" * lines + told)
    if tables is None or record is None:
        return None
    row = Row(reader, name, Places("\n" * lines + told), (), tables)
    standing = {one: value for one in tables if (value := _value(row, one)) is not None}
    for needed, kind in (("made_by", str), ("made_at", datetime)):
        row.get(needed, kind)  # type: ignore[type-var]
    return TakenText(record, standing)


def _value(row: Row, name: str) -> Any:
    if name not in STANDING:
        row.tell(name, UNKNOWN_KEY, key=name)
        return None
    kind = _TYPE_OF.get(name, datetime if name.endswith("_at") else str)
    value = row.get(name, kind)  # type: ignore[type-var]
    if isinstance(value, int) and not 0 < value < 10**6:
        row.tell(name, WRONG_TYPE, key=name, type=TYPES[int])
        return None
    return value.astimezone(UTC) if isinstance(value, datetime) else value
