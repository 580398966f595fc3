"""Handing the result over (art. 20)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..events import DossierReturned
from ..resources import Dossier, ReturnedResult
from .moving import check_version, move


class ReceiverMissing(Refusal):
    text = message("Write who takes the result, and by what paper the person was recognised.")


def return_result(
    dossier: Dossier,
    *,
    to: str,
    identified_by: str,
    fee: int = 0,
    originals: str = "",
    seen: int | None = None,
    act: Act,
) -> None:
    """Record who took the result, by what paper, which fee was taken and which originals went back."""
    to, identified_by = clean_line(to), clean_line(identified_by)
    if not to or not identified_by:
        raise ReceiverMissing()
    check_version(dossier, seen)
    ready = dossier.resolved_at or act.at  # the office's time ends when the result is ready, not when it is fetched
    move(dossier, "return_result", act=act, fee=fee, on_time=bool(dossier.due and ready <= dossier.due.moment))
    dossier.returned = ReturnedResult(to, identified_by, act.at, fee, clean_line(originals))
    act.announce(DossierReturned(dossier))
