"""Dates and times in words that people read on screens."""

from collections.abc import Iterable
from datetime import date, datetime

from .calendar import LOCAL
from .counting import Line
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


def basis_lines(lines: Iterable[Line], lang: str = "vi") -> list[tuple[str, str, TranslationString]]:
    """The explanation of a due moment as it is shown: day, clock time (or empty), what it means for the count."""
    return [(short_day(one.day, lang), f"{one.at:%-H:%M}" if one.at else "", one.text) for one in lines]
