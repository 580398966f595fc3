"""Telling the person that the result is ready, or trying to (NĐ 61/2018 art. 20)."""

from enum import StrEnum

from hcc.core.act import Act
from hcc.core.text import clean_text

from ..resources import NOTE_LIMIT, Dossier
from ..results import Announcement
from .moving import check_standing, stay


class Means(StrEnum):
    """How the person was told."""

    PHONE = "phone"
    MESSAGE = "message"
    """A short message or Zalo."""
    HAMLET = "hamlet"
    """Through the head of the hamlet, a relative or whoever was named."""
    LOUDSPEAKER = "loudspeaker"
    IN_PERSON = "in_person"
    NOT_REACHED = "not_reached"
    """Nobody answered: to be tried again."""


def announce_result(dossier: Dossier, *, means: str, note: str = "", seen: int | None = None, act: Act) -> None:
    """Write one announcement or try down. Raises ValueError for a means there is not."""
    check_standing(dossier, "announce_result", seen)
    made = Announcement(act.at, act.by, Means(means).value, clean_text(note)[:NOTE_LIMIT])
    dossier.announcements = (*dossier.announcements, made)
    stay(dossier, "announce_result", act=act, means=made.means)
