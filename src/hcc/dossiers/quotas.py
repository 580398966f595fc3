"""How much a dossier may hold, and how much one official may send in a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from BTrees.OOBTree import OOBTree

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from .resources import Dossier, reception_day

MEGABYTE = 2**20


class TooManyPapers(Refusal):
    text = message("A dossier holds at most ${most} papers. Put several pages into one PDF.")


class DossierFull(Refusal):
    text = message("The papers of a dossier may take ${most} MB in all. Scan again in grey at 200 dpi.")


class SentEnough(Refusal):
    text = message("You sent ${most} papers today, as many as one official may. Ask the administrator to raise it.")


class SentTooMuch(Refusal):
    text = message("You sent ${most} MB today, as much as one official may. Ask the administrator to raise it.")


@dataclass(frozen=True)
class Quotas:
    """Numbers of papers, and bytes as they came. What was taken away counts for its sender and not for its dossier."""

    dossier_papers: int = 40
    dossier_bytes: int = 500 * MEGABYTE
    day_papers: int = 500
    day_bytes: int = 4_000 * MEGABYTE

    @classmethod
    def of(cls, settings: Any) -> "Quotas":
        """As the settings of the office have them."""
        return cls(
            settings.dossier_papers,
            settings.dossier_mb * MEGABYTE,
            settings.official_papers_a_day,
            settings.official_mb_a_day * MEGABYTE,
        )


QUOTAS = Quotas()
"""Where nothing else is said: the defaults of the settings."""


def check_room(dossier: Dossier, size: int, *, quotas: Quotas, act: Act) -> None:
    """Refuse a paper of so many bytes for which there is no room."""
    papers = list(dossier.papers)
    if len(papers) >= quotas.dossier_papers:
        raise TooManyPapers(most=quotas.dossier_papers)
    if sum(paper.size for paper in papers) + size > quotas.dossier_bytes:
        raise DossierFull(most=quotas.dossier_bytes // MEGABYTE)
    number, sent = sent_on(dossier, act.by, reception_day(act.at))
    if number >= quotas.day_papers:
        raise SentEnough(most=quotas.day_papers)
    if sent + size > quotas.day_bytes:
        raise SentTooMuch(most=quotas.day_bytes // MEGABYTE)


def count_sent(dossier: Dossier, size: int, act: Act) -> None:
    """Note that this official sent a paper of so many bytes."""
    day = reception_day(act.at)
    number, sent = sent_on(dossier, act.by, day)
    folder = dossier.__parent__
    if folder.sent is None:
        folder.sent = OOBTree()
    folder.sent[act.by] = f"{day.isoformat()} {number + 1} {sent + size}"


def sent_on(dossier: Dossier, login: str, day: date) -> tuple[int, int]:
    """How many papers this official sent on a day, and bytes. Only the last day she sent anything on is known."""
    sent = dossier.__parent__.sent
    kept = sent.get(login) if sent is not None else None
    if kept is None:
        return 0, 0
    on, number, size = kept.split()
    return (int(number), int(size)) if on == day.isoformat() else (0, 0)
