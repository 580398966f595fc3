"""Asking for an opinion, of an official or another office, until a day (NĐ 61/2018 art. 19)."""

from datetime import date

from hcc.accounts.resources import Official
from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, clean_text, message

from ..course import Consultation
from ..resources import NOTE_LIMIT, Dossier, reception_day
from .moving import check_move, move


class NobodyAsked(Refusal):
    field = "of"
    text = message("Choose the official whose opinion is asked for, or write the name of the office.")


class QuestionMissing(Refusal):
    field = "question"
    text = message("Write what the opinion is asked about.")


class AnswerDayPast(Refusal):
    field = "due"
    text = message("The day until which the opinion is wanted has passed already. Choose a later one.")


def consult(
    dossier: Dossier,
    *,
    official: Official | None = None,
    of: str = "",
    question: str,
    due: date,
    seen: int | None = None,
    act: Act,
) -> Consultation:
    """Ask; several may be asked at once. An official who is asked may read the dossier until she has answered."""
    check_move(dossier, "consult", seen)
    name = official.name if official is not None else clean_line(of)
    question = clean_text(question)[:NOTE_LIMIT]
    complaints: list[Refusal] = []
    if not name or (official is not None and official.disabled):
        complaints.append(NobodyAsked())
    if not question:
        complaints.append(QuestionMissing())
    if due < reception_day(act.at):
        complaints.append(AnswerDayPast())
    refuse_if(complaints)
    login = official.login if official is not None else ""
    number = len(dossier.consultations) + 1
    asked = Consultation(number, name, question, due, act.at, act.by, login)
    dossier.consultations = (*dossier.consultations, asked)
    move(dossier, "consult", act=act, number=number, of=login or name, due=due.isoformat())
    return asked
