"""Taking a received dossier over for handling (art. 18)."""

from hcc.core.act import Act

from ..resources import Dossier
from ..workflow import WORKFLOW
from .moving import check_version, move


def process(dossier: Dossier, *, seen: int | None = None, act: Act) -> None:
    """The acting official becomes the handler, and only she may propose a result."""
    check_version(dossier, seen)
    WORKFLOW.target("process", dossier.state)
    dossier.handler = act.by
    move(dossier, "process", act=act)
