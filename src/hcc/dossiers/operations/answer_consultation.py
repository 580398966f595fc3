"""Writing down the opinion that was asked for; a late one is on record too (NĐ 61/2018 art. 19)."""

from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_text, message

from ..resources import NOTE_LIMIT, Dossier, reception_day
from ..workflow import CONSULTING, PROCESSING
from .moving import check_move, move


class OpinionMissing(Refusal):
    field = "opinion"
    text = message("Write the opinion.")


class NotAsked(Refusal):
    """There is no such open question, or it was put to somebody else."""

    field = "number"
    text = message("Choose a question that is still open and was put to you.")


def answer_consultation(dossier: Dossier, *, number: int, opinion: str, seen: int | None = None, act: Act) -> None:
    """Answer one question; with the last the dossier is in process again.

    The handler may write down any answer, an official who was asked her own.
    """
    opinion = clean_text(opinion)[:NOTE_LIMIT]
    if not opinion:
        raise OpinionMissing()
    check_move(dossier, "answer_consultation", seen)
    asked = next((one for one in dossier.consultations if one.number == number and one.open), None)
    if asked is None or not (act.is_of(dossier.handler) or act.is_of(asked.login)):
        raise NotAsked()
    answered = replace(asked, opinion=opinion, answered_at=act.at, answered_by=act.by)
    dossier.consultations = tuple(answered if one.number == number else one for one in dossier.consultations)
    waiting = any(one.open for one in dossier.consultations)
    late = reception_day(act.at) > asked.due
    move(
        dossier,
        "answer_consultation",
        act=act,
        to=CONSULTING if waiting else PROCESSING,
        number=number,
        late=late,
    )
