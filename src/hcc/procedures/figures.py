"""Fees and time limits in the reader's language: each once, and which of them the boxes of the sheet show."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hcc.core.text import TranslationString, message

from .names import CHANNEL_NAMES
from .record import Channel, ProcedureRecord
from .wording import UPDATING, FeeWords, LimitWords, fee_words, limit_words

Say = Callable[[TranslationString | str], str]
"""Puts a message into the reader's language."""

MOST_IN_A_BOX = 4
"""Fees, or time limits, that one box holds; of more only the ordinary ones stand there, the others with their case."""
LONG_FIGURE = 24
"""Letters."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One fee or time limit: the figure large, then what belongs to it. Unknown ones say so and are not large."""

    figure: str
    known: bool
    case: str = ""
    """The case it holds for; empty for the ordinary one."""
    channels: str = ""
    """The ways of handing in that it holds for; empty for all."""
    per: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Whether it is a sentence, which nobody reads in the size of a figure."""
        return len(self.figure) > LONG_FIGURE


def fee_figures(record: ProcedureRecord, say: Say) -> tuple[FigureWords, ...]:
    """Every fee, the ordinary ones first."""
    return _merged([_fee(fee_words(fee), say) for fee in record.fees])


def limit_figures(record: ProcedureRecord, say: Say) -> tuple[FigureWords, ...]:
    """Every time limit, the ordinary ones first."""
    return _merged([_limit(limit_words(limit), say) for limit in record.time_limits])


def _merged(figures: list[FigureWords]) -> tuple[FigureWords, ...]:
    """Those that differ only in the channel once, under the names of the channels."""
    channels: dict[FigureWords, list[str]] = {}
    for words in sorted(figures, key=lambda one: bool(one.case)):
        channels.setdefault(replace(words, channels=""), []).append(words.channels)
    return tuple(replace(words, channels="" if "" in names else ", ".join(names)) for words, names in channels.items())


def boxed(figures: tuple[FigureWords, ...], say: Say) -> tuple[FigureWords, ...]:
    """What stands in the box: every figure where there are few, else the ordinary ones."""
    if not figures:
        return (FigureWords(say(UPDATING), known=False),)
    if len(figures) <= MOST_IN_A_BOX:
        return figures
    ordinary = tuple(one for one in figures if not one.case)
    return ordinary or (FigureWords(say(message("It depends on your case.")), known=True),)


def _fee(words: FeeWords, say: Say) -> FigureWords:
    notes = [say(note) for note in words.notes]
    if words.exempt:
        text = message("Pays nothing: ${who}")
        notes.append(say(TranslationString(text, domain=text.domain, mapping={"who": words.exempt})))
    rows = tuple((say(what), say(amount)) for what, amount in words.rows)
    per = say(words.per) if words.per else ""
    channel = _channel(words.channel, say)
    return FigureWords(say(words.figure), words.known, words.case, channel, per, rows, tuple(notes))


def _limit(words: LimitWords, say: Say) -> FigureWords:
    notes = tuple(say(note) for note in words.notes)
    return FigureWords(say(words.figure), words.known, words.case, _channel(words.channel, say), notes=notes)


def _channel(channel: str, say: Say) -> str:
    return say(CHANNEL_NAMES[Channel(channel)]) if channel else ""


def joined_words(first: str, second: str, between: str = ": ") -> str:
    """Both, or the one that is not empty."""
    return between.join(part for part in (first, second) if part)
