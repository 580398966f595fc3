"""Handing the result over (NĐ 61/2018 art. 20)."""

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..events import DossierReturned
from ..resources import Dossier, ReturnedResult
from .moving import check_move, move


class ReceiverMissing(Refusal):
    text = message("Write who takes the result, and by what paper the person was recognised.")


class ProxyPaperMissing(Refusal):
    field = "authorisation"
    text = message("Somebody else takes the result: write by which paper of authorisation.")


def return_result(
    dossier: Dossier,
    *,
    to: str,
    identified_by: str,
    fee: int = 0,
    originals: str = "",
    proxy: bool = False,
    authorisation: str = "",
    seen: int | None = None,
    act: Act,
) -> None:
    """Record who took the result, by what paper, which fee was taken (đồng) and which originals went back.

    `proxy`: not the owner took it, but somebody she authorised.
    """
    to, identified_by, authorisation = clean_line(to), clean_line(identified_by), clean_line(authorisation)
    complaints: list[Refusal] = []
    if not to or not identified_by:
        complaints.append(ReceiverMissing())
    if proxy and not authorisation:
        complaints.append(ProxyPaperMissing())
    refuse_if(complaints)
    check_move(dossier, "return_result", seen)
    dossier.returned = ReturnedResult(
        to, identified_by, act.at, fee, clean_line(originals), bool(proxy), authorisation if proxy else ""
    )
    move(dossier, "return_result", act=act, fee=fee, on_time=on_time(dossier, act), proxy=bool(proxy))
    act.announce(DossierReturned(dossier))


def fee_due(dossier: Dossier) -> int:
    """What is still to be taken, in đồng, as far as it is known: for the papers certified, less what was paid."""
    certified = sum(record.facts.get("fee", 0) for record in dossier.chain if record.what == "certify")
    return max(certified - sum(paid.amount for paid in dossier.payments), 0)


def on_time(dossier: Dossier, act: Act) -> bool:
    """Whether the result was ready in time: the office's time ends then, not when it is fetched (QĐ 766/QĐ-TTg)."""
    ready = dossier.resolved_at or act.at
    return bool(dossier.due and ready <= dossier.due.moment) and not dossier.counts_as_overdue
