"""Units: opened, renamed, closed."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..resources import NAME_LIMIT, AccountFolder
from ..units import CENTRE, Unit


class UnitNameMissing(Refusal):
    field = "name"
    text = message("Write the name of the unit.")


class UnitNameTaken(Refusal):
    field = "name"
    text = message("There is already a unit called ${name}.")


class UnitGone(Refusal):
    text = message("There is no such unit any more. Open the list of units again.")


class UnitInUse(Refusal):
    text = message("${count} officials belong to ${name}. Move them to another unit first, then close this one.")


class CentreStays(Refusal):
    text = message("The centre itself cannot be closed.")


def add_unit(accounts: AccountFolder, *, name: str, act: Act) -> Unit:
    """Open a unit under the next number."""
    name = _free_name(accounts, name, but=None)
    unit = Unit(max(one.number for one in accounts.units()) + 1, name)
    accounts.put_unit(unit)
    accounts.chain.append(act, "unit added", unit=unit.number, name=name)
    return unit


def rename_unit(accounts: AccountFolder, *, number: int, name: str, act: Act) -> None:
    """Give a unit another name, from now on everywhere."""
    unit = _unit(accounts, number)
    name = _free_name(accounts, name, but=number)
    if name == unit.name:
        return
    accounts.put_unit(Unit(number, name, unit.closed))
    accounts.chain.append(act, "unit renamed", unit=number, before=unit.name, after=name)


def close_unit(accounts: AccountFolder, *, number: int, act: Act) -> None:
    """Offer a unit no more. Raises UnitInUse while officials who may sign in belong to it."""
    unit = _unit(accounts, number)
    if number == CENTRE:
        raise CentreStays()
    members = sum(1 for official in accounts.values() if official.unit == number and not official.disabled)
    if members:
        raise UnitInUse(count=members, name=unit.name)
    if not unit.closed:
        accounts.put_unit(Unit(number, unit.name, closed=True))
        accounts.chain.append(act, "unit closed", unit=number, name=unit.name)


def open_unit(accounts: AccountFolder, *, number: int, act: Act) -> None:
    """Offer a closed unit again."""
    unit = _unit(accounts, number)
    if unit.closed:
        accounts.put_unit(Unit(number, unit.name))
        accounts.chain.append(act, "unit opened", unit=number, name=unit.name)


def _unit(accounts: AccountFolder, number: int) -> Unit:
    try:
        return accounts.unit(number)
    except KeyError:
        raise UnitGone() from None


def _free_name(accounts: AccountFolder, name: str, *, but: int | None) -> str:
    name = clean_line(name)[:NAME_LIMIT]
    if not name:
        raise UnitNameMissing()
    if any(one.name.casefold() == name.casefold() and one.number != but for one in accounts.units()):
        raise UnitNameTaken(name=name)
    return name
