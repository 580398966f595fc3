"""One row of the catalogue board: how a procedure stands on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntFlag

from hcc.core.text import TranslationString, message


class Standing(IntFlag):
    """How a procedure stands; several may hold at once."""

    DRAFT = 1
    """Somebody is writing a text."""
    REVIEW = 2
    """A text lies before whoever approves it."""
    SCHEDULED = 4
    """A text is approved for a later day."""
    PUBLISHED = 8
    WITHDRAWN = 16
    EXPIRED = 32
    NEVER = 64
    """It never had a text for citizens."""
    ENDING = 128
    """It is in force until a day, and nothing follows."""


STANDING_NAMES: dict[Standing, TranslationString] = {
    Standing.DRAFT: message("Draft"),
    Standing.REVIEW: message("In review"),
    Standing.SCHEDULED: message("Scheduled"),
    Standing.PUBLISHED: message("In force"),
    Standing.WITHDRAWN: message("Withdrawn"),
    Standing.EXPIRED: message("No longer in force"),
    Standing.NEVER: message("Never published"),
    Standing.ENDING: message("Will end"),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One procedure. `published` and `draft` are numbers of revisions, 0 where there is none."""

    code: str
    title: str
    field: str
    standing: int
    has_page: bool
    """Whether citizens find a page of it."""
    published: int
    draft: int
    from_day: date | None
    """Of the text that is scheduled."""
    ends_on: date | None
    """From which day on nothing is in force any more, where that is coming."""
    changed_at: datetime
    changed_by: str
    gaps: int
    words: str
    """What is searched: code and names without accents, then the first letters of the names' words."""
    council: tuple[tuple[str, str], ...]
    """Case and channel of each fee that the province's council sets."""
    until: date | None
    """The first day on which it stands otherwise without anybody doing anything, where there is one."""
