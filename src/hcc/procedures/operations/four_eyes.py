"""Deciding whether another person than its writer approves each text (nguyên tắc bốn mắt)."""

from hcc.accounts.resources import AccountFolder
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from ..resources import ProcedureFolder

FOUR_EYES_ASKED, FOUR_EYES_LIFTED = "four eyes asked for", "four eyes lifted"
"""What is recorded in the catalogue's chain."""


class NobodyElse(Refusal):
    text = message(
        "Officials who can keep the catalogue: ${count}. Nobody could approve what one of them writes: give another "
        "official the role first."
    )


def keepers(accounts: AccountFolder) -> int:
    """How many officials can keep the catalogue today."""
    return sum(1 for one in accounts.officials() if Role.CATALOGUE_ADMINISTRATOR in one.roles and not one.disabled)


def set_four_eyes(folder: ProcedureFolder, accounts: AccountFolder, *, required: bool, act: Act) -> None:
    """From now on another person approves each text, or its writer may. What is in force stays.

    What holds already is not recorded again. Raises NobodyElse where fewer than two officials keep the catalogue.
    """
    if folder.four_eyes == required:
        return
    if required and (count := keepers(accounts)) < 2:
        raise NobodyElse(count=count)
    folder.four_eyes = required
    folder.chain.append(act, FOUR_EYES_ASKED if required else FOUR_EYES_LIFTED)
