"""Writing down work that was done in a system of the state (hộ tịch, đất đai, bảo trợ xã hội), by its number there."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..resources import Dossier
from ..results import ExternalWork
from .moving import check_standing, stay

NAME_LIMIT = 120


class ExternalWorkMissing(Refusal):
    field = "system"
    text = message("Write the name of the system and the number the work has there.")


def record_external_work(dossier: Dossier, *, system: str, number: str, seen: int | None = None, act: Act) -> None:
    """Add one piece of work; it stands for a result where the result is made there."""
    system, number = clean_line(system)[:NAME_LIMIT], clean_line(number)[:NAME_LIMIT]
    if not system or not number:
        raise ExternalWorkMissing()
    check_standing(dossier, "record_external_work", seen)
    dossier.external_work = (*dossier.external_work, ExternalWork(system, number, act.at, act.by))
    stay(dossier, "record_external_work", act=act, system=system, number=number)
