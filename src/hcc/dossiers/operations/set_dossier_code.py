"""Entering the dossier code that the national or provincial system gave (mã hồ sơ; NĐ 309/2026 art. 8)."""

import re
from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.identifiers import DOSSIER
from hcc.core.text import clean_line, message

from ..resources import Dossier
from .moving import check_standing, stay

_POSSIBLE = re.compile(r"[A-Z0-9][A-Z0-9.\-/_]{3,31}\Z", re.ASCII)


class CodeImpossible(Refusal):
    field = "code"
    text = message("Paste the code as the portal shows it, such as H44.99-261123-0001: letters, digits, dots, hyphens.")


class CodeUnusual(Refusal):
    """Not shaped as any code seen so far; may be entered all the same."""

    field = "unusual"
    text = message("${code} does not look like a dossier code. Compare it; if the portal shows it so, tick here.")


class CodeTaken(Refusal):
    field = "code"
    text = message("${code} is the code of dossier ${dossier} already. Look at the portal again.")


class CodeUnchanged(Refusal):
    field = "code"
    text = message("This dossier has that code already.")


def read_code(typed: str) -> str:
    """A code in its kept form: capitals, without spaces."""
    return "".join(clean_line(typed).split()).upper().replace("–", "-")


def looks_like_a_code(code: str) -> bool:
    """Whether the code has a shape seen in state systems, with a date that is in the calendar."""
    found = DOSSIER.match(code)
    if not found:
        return False
    try:
        date(2000 + int(found[1][:2]), int(found[1][2:4]), int(found[1][4:6]))
    except ValueError:
        return False
    return True


def set_dossier_code(dossier: Dossier, *, code: str, unusual: bool = False, seen: int | None = None, act: Act) -> None:
    """Give the dossier this code, or another one when the first was a mistake; it can be looked up by it.

    Every code belongs to one dossier. One of unknown shape is taken when `unusual` says that somebody compared it.
    """
    check_standing(dossier, "set_dossier_code", seen)
    code = read_code(code)
    folder = dossier.__parent__
    if not _POSSIBLE.match(code):
        raise CodeImpossible()
    if code == dossier.dossier_code:
        raise CodeUnchanged()
    other = folder.by_number(code)
    if other is not None and other is not dossier:
        raise CodeTaken(code=code, dossier=other.number_shown)
    if not looks_like_a_code(code) and not unusual:
        raise CodeUnusual(code=code)
    before, dossier.dossier_code = dossier.dossier_code, code
    if before and before != dossier.reception_number:
        folder.forget_number(before)
    folder.number(dossier)
    stay(dossier, "set_dossier_code", act=act, code=[before, code])
