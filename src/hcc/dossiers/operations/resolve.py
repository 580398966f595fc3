"""Saying that the work is done: the result can be handed out (state 9)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..events import DossierResolved
from ..resources import Dossier
from .moving import check_move, move


class ResultMissing(Refusal):
    text = message(
        "There is no result yet. Register the signed paper, or write down the work done in another system, first."
    )


def resolve(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """An approved dossier is ready; refused without a result, unless the procedure has none or it is made elsewhere."""
    check_move(dossier, "resolve", seen)
    if dossier.record.results and not dossier.results and not dossier.external_work:
        raise ResultMissing()
    dossier.resolved_at = act.at
    move(dossier, "resolve", act=act, results=len(dossier.results))
    act.announce(DossierResolved(dossier))
