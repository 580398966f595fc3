"""units.toml: the units of the commune. The first is the centre itself; internal processes name them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hcc.accounts.operations.units import add_unit, close_unit, open_unit, rename_unit
from hcc.accounts.resources import AccountFolder
from hcc.accounts.units import CENTRE, CENTRE_NAME
from hcc.content.plain_files import table
from hcc.content.writing_files import Written
from hcc.core.act import Act

from .planned import CHANGED, CONFLICT, NEW, Planned, doing
from .reading import OfficeReader

FILE = "units.toml"


def write(site: Any, office: Any, today: date) -> Iterator[Written]:
    units = sorted(site.accounts.units(), key=lambda one: one.number)
    parts = [f"[[unit]]\n{table({'name': one.name, **({'closed': True} if one.closed else {})})}" for one in units]
    yield FILE, "\n".join(parts).encode("utf-8")


def plan(site: Any, office: Any, reader: OfficeReader) -> Iterator[Planned]:
    accounts: AccountFolder = site.accounts
    there, seen = {one.name.casefold(): one for one in accounts.units()}, set[Any]()
    for number, row in enumerate(reader.rows(FILE, "unit", {"name", "closed"})):
        name, closed = row.text("name"), row.get("closed", bool, False)
        if name is None or closed is None or not reader.once(row, name, seen, name.casefold()):
            continue
        known = there.get(name.casefold())
        at = (row.file, row.line())
        if number == 0:
            centre = accounts.unit(CENTRE)
            if centre.name != name:
                apply = doing(rename_unit, accounts, number=CENTRE, name=name)
                kind = CHANGED if centre.name == CENTRE_NAME else CONFLICT
                yield Planned(kind, f"unit: {name}, here {centre.name}", *at, apply)
        elif known is None:
            yield Planned(NEW, f"unit: {name}", *at, doing(_add, accounts, name, closed))
        elif known.closed != closed:
            apply = doing(close_unit if closed else open_unit, accounts, number=known.number)
            told = "closed" if closed else "open"
            yield Planned(CONFLICT, f"unit: {name} is {told} there", *at, apply)


def _add(accounts: AccountFolder, name: str, closed: bool, *, act: Act) -> None:
    unit = add_unit(accounts, name=name, act=act)
    if closed:
        close_unit(accounts, number=unit.number, act=act)
