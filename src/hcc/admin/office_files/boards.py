"""boards.toml: where sheets of procedures hang. What hangs there stands in `sheets`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.procedures.operations.post import close_place, open_place, reopen_place
from hcc.procedures.resources import ProcedureFolder

from .planned import CONFLICT, NEW, Planned, doing
from .reading import OfficeReader

FILE = "boards.toml"


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    places = sorted(site.procedures.hangings.places, key=lambda one: one.number)
    parts = [f"[[board]]\n{table({'name': one.name, **({'closed': True} if one.closed else {})})}" for one in places]
    if parts:
        yield FILE, "\n".join(parts).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    folder: ProcedureFolder = site.procedures
    there, seen = {one.name.casefold(): one for one in folder.hangings.places}, set[Any]()
    for row in reader.rows(FILE, "board", {"name", "closed"}):
        name, closed = row.text("name"), row.get("closed", bool, False)
        if name is None or closed is None or not reader.once(row, name, seen, name.casefold()):
            continue
        if closed:
            reader.closed_boards[name.casefold()] = row
        known = there.get(name.casefold())
        if known is None:
            yield Planned(NEW, f"board: {name}", row.file, row.line(), doing(_open, folder, name, closed))
        elif known.closed and not closed:
            apply = doing(reopen_place, folder, number=known.number)
            yield Planned(CONFLICT, f"board: {name} is open there", row.file, row.line(), apply)


def plan_closing(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    """Boards of here that are closed there: after the sheets, for those that came down there come down here first."""
    folder: ProcedureFolder = site.procedures
    there = {one.name.casefold(): one for one in folder.hangings.places}
    for name, row in reader.closed_boards.items():
        if name in there and not there[name].closed:
            apply = doing(close_place, folder, number=there[name].number)
            yield Planned(CONFLICT, f"board: {there[name].name} is closed there", row.file, row.line(), apply)


def _open(folder: ProcedureFolder, name: str, closed: bool, *, act: Act) -> None:
    place = open_place(folder, name=name, act=act)
    if closed:
        close_place(folder, number=place.number, act=act)
