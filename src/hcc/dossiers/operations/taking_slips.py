"""Numbers of slips: gapless per kind and year, taken in the transaction of the act that needs one."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, clean_text, message

from ..resources import NOTE_LIMIT, Dossier, reception_day
from ..slips import SYMBOLS, Slip, SlipKind


class ClockBehind(Refusal):
    """The wall clock is behind the last record of this dossier: a number would stand before its time."""

    text = message("This computer's clock is behind. Tell the administrator to set it, then do it again.")


def clock_is_behind(dossier: Dossier, act: Act) -> bool:
    """Whether the clock is behind the dossier's own records."""
    last = dossier.chain.last
    return last is not None and act.at < last.at


def check_clock(dossier: Dossier, act: Act) -> None:
    """Refuse an act that takes a number or a moment while the clock is behind."""
    if clock_is_behind(dossier, act):
        raise ClockBehind()


def take_slip(
    dossier: Dossier, kind: SlipKind, *, reason: str, details: tuple[str, ...] = (), symbol: str = "", act: Act
) -> Slip:
    """The next slip of this kind in the year of the act; `symbol` is what the office has set, or empty."""
    year = reception_day(act.at).year
    folder = dossier.__parent__
    slip = Slip(
        kind=kind,
        number=folder.counters.take("slip", kind.value, str(year)),
        year=year,
        symbol=clean_line(symbol) or SYMBOLS[kind],
        at=act.at,
        by=act.by,
        reason=clean_text(reason)[:NOTE_LIMIT],
        details=details,
    )
    dossier.slips = (*dossier.slips, slip)
    folder.keep_slip(dossier, slip)
    return slip
