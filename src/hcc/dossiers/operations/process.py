"""Taking a received dossier over for handling (art. 18)."""

from hcc.core.act import Act

from ..resources import Dossier
from .moving import check_move, move


def process(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """The acting official becomes the handler, and only she may propose a result."""
    check_move(dossier, "process", seen)
    dossier.handler = act.by
    move(dossier, "process", act=act)
