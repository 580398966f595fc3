"""Who is able to do a step of an internal process on a day: with the role, in the unit, herself or standing in."""

from collections.abc import Callable
from datetime import date

from hcc.accounts.resources import AccountFolder, Official
from hcc.accounts.substitutes import powers_of

from .processes import ANY_UNIT, ProcessStep

WhoIsAble = Callable[[ProcessStep], list[Official]]
"""Answers the officials who can do a step today."""


def able_on(accounts: AccountFolder, day: date) -> WhoIsAble:
    """The question of who is able, over the officials as they are, with the substitutes of that day."""
    powers = [(one, powers_of(one, accounts, today=day)) for one in accounts.officials() if not one.disabled]

    def able(step: ProcessStep) -> list[Official]:
        found = []
        for official, held in powers:
            at_home = (official.unit, held.own)
            lent = [(accounts[login].unit, roles) for login, roles in held.lent]
            units = {unit for unit, roles in (at_home, *lent) if step.role in roles}
            named = official.login == step.stand_in and bool(units)
            if named or (units and step.unit in (ANY_UNIT, *units)):
                found.append(official)
        return found

    return able
