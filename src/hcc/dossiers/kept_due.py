"""The due moment of a dossier as it is stored: in UTC, and its explanation as one text.

The explanation is read when somebody asks for it, and written again by every act upon the dossier: as objects its six
or ten lines were half of what a dossier is written in.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from hcc.core.deadlines import Due, Line
from hcc.core.text import message

# Loaded with the first due moment that is told, not with the program.
if TYPE_CHECKING:
    from msgspec.json import Decoder

_Told = tuple[date, time | None, str, dict[str, Any] | None]


@cache
def _lines() -> "Decoder[list[_Told]]":
    from msgspec.json import Decoder

    return Decoder(list[_Told])


@dataclass(frozen=True)
class KeptDue:
    """What a `Due` says. Kept inside dossiers, where those of older databases still are a `Due`."""

    moment: datetime
    told: str
    """JSON: of each line the day, perhaps a clock time, the message id and what is filled in."""
    paused_since: datetime | None = None

    @classmethod
    def of(cls, due: Due) -> "KeptDue":
        from msgspec.json import encode

        told = encode([(one.day, one.at, str(one.text), one.text.mapping) for one in due.lines]).decode()
        paused = due.paused_since.astimezone(UTC) if due.paused_since is not None else None
        return cls(due.moment.astimezone(UTC), told, paused)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The explanation, as it was when the moment was reckoned."""
        return tuple(Line(day, at, message(text, mapping=facts)) for day, at, text, facts in _lines().decode(self.told))
