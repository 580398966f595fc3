"""Dates and times in words that people read on screens."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from .calendar import LOCAL
from .counting import DAY_OFF, Line
from .text import TranslationString

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(day: date, lang: str = "vi") -> str:
    return (_ENGLISH if lang == "en" else WEEKDAYS)[day.weekday()].replace(" ", "\u00a0")


def day_line(day: date, lang: str = "vi") -> str:
    """ "thứ Sáu 27/11/2026"."""
    return f"{weekday(day, lang)} {day:%d/%m/%Y}"


_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_SHORT_ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def short_day(day: date, lang: str = "vi") -> str:
    """ "T6 27/11", for officials' lists."""
    return f"{(_SHORT_ENGLISH if lang == 'en' else _SHORT)[day.weekday()]} {day:%d/%m}"


def clock(moment: datetime) -> str:
    """ "9:12", for officials."""
    local = moment.astimezone(LOCAL)
    return f"{local.hour}:{local:%M}"


def spoken_clock(moment: datetime, lang: str = "vi") -> str:
    """ "9 giờ 12 phút", for the public."""
    if lang == "en":
        return clock(moment)
    local = moment.astimezone(LOCAL)
    return f"{local.hour} giờ" + (f" {local:%M} phút" if local.minute else "")


def moment_line(moment: datetime, lang: str = "vi") -> str:
    """ "9 giờ 12 phút, thứ Sáu 27/11/2026"."""
    return f"{spoken_clock(moment, lang)}, {day_line(moment.astimezone(LOCAL).date(), lang)}"


def short_moment(moment: datetime, lang: str = "vi") -> str:
    """ "9:12 thứ Sáu 27/11", for officials' lists."""
    local = moment.astimezone(LOCAL)
    return f"{clock(moment)} {weekday(local.date(), lang)} {local:%d/%m}"


class BasisLine(NamedTuple):
    """A line of the explanation of a due moment, as it is shown."""

    day: str
    at: str
    """The clock time, or empty."""
    text: TranslationString
    """What it means for the count."""
    day_off: str
    """The Vietnamese name of the day off `text` speaks of, or empty: an English page says whose words it is."""


def basis_lines(lines: Iterable[Line], lang: str = "vi") -> list[BasisLine]:
    """The explanation of a due moment as it is shown."""
    return [
        BasisLine(short_day(one.day, lang), f"{one.at:%-H:%M}" if one.at else "", one.text, _day_off(one))
        for one in lines
    ]


def _day_off(one: Line) -> str:
    return one.text.mapping["name"] if one.text == DAY_OFF else ""
