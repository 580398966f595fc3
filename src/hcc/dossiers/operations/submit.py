"""Submitting: a prepared draft goes to reception."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..resources import Dossier
from .moving import check_version, move
from .prepare import NameMissing


class PaperMissing(Refusal):
    """A mandatory component has neither a paper nor a verdict."""

    text = message("Missing: ${paper}. Attach it, or mark how it was seen.")


def incomplete(dossier: Dossier) -> list[Refusal]:
    """Everything that still stands in the way of handing the dossier in."""
    complaints: list[Refusal] = [] if dossier.person.name else [NameMissing()]
    complaints += [PaperMissing(paper=dossier.record.components[index].name) for index in dossier.missing()]
    return complaints


def submit(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """Pass the draft to reception; refused with everything that is missing."""
    check_version(dossier, seen)
    refuse_if(incomplete(dossier))
    move(dossier, "submit", act=act)
    dossier.submitted_at = act.at
