"""How dates, moments and money are written on Vietnamese papers.

Two figures for a day below 10 and for the months 1 and 2, as Decree 30/2020/NĐ-CP asks of every official paper.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""By `date.weekday()`."""

IN_WORDS_LIMIT = 10**12
"""The largest amount `in_words` writes out: one thousand billion đồng."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")


def weekday(day: date) -> str:
    """Name of the day of the week, as it stands in the middle of a sentence."""
    return WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """`27/11/2026`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def date_line(place: str, day: date) -> str:
    """`An Mẫu, ngày 23 tháng 11 năm 2026`; without a place `Ngày 23 tháng 11 năm 2026`."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    line = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{place}, {line}" if place else line.capitalize()


def date_in_words(day: date) -> str:
    """`ngày hai mươi ba tháng mười một năm hai nghìn không trăm hai mươi sáu`; the fourth month is `tháng tư`."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"ngày {number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def local(moment: datetime) -> datetime:
    """The moment on the office's clock. Raises `ValueError` for one without a zone: nobody could say when it is."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("a moment on paper needs a time zone")
    return moment.astimezone(LOCAL_ZONE)


def hour_line(moment: datetime) -> str:
    """`9 giờ 12 phút`, on the office's clock. Raises `ValueError` for a moment without a zone."""
    here = local(moment)
    return f"{here.hour} giờ {here.minute:02} phút"


def moment_line(moment: datetime) -> str:
    """`9 giờ 12 phút, thứ Sáu ngày 27/11/2026`, on the office's clock. Raises `ValueError` without a zone."""
    here = local(moment).date()
    return f"{hour_line(moment)}, {weekday(here)} ngày {short_date(here)}"


def brief_moment(moment: datetime) -> str:
    """9:12, 23/11/2026: where many moments stand in one table."""
    return f"{local(moment):%-H:%M, %d/%m/%Y}"


def money(amount: int) -> str:
    """`10.000 đồng`. Raises `ValueError` for a negative amount."""
    if amount < 0:
        raise ValueError("no paper asks for a negative amount")
    return f"{amount:,} đồng".replace(",", ".")


def number_in_words(number: int) -> str:
    """A whole number from 0 to `IN_WORDS_LIMIT` spelled out: `hai nghìn không trăm hai mươi sáu`.

    Northern spelling, as in school books: linh, nghìn, mốt after mươi, tư after mươi, lăm after mười and mươi.
    Raises `ValueError` outside the range.
    """
    if not 0 <= number <= IN_WORDS_LIMIT:
        raise ValueError(f"{number} is not between 0 and {IN_WORDS_LIMIT}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [f"{number_in_words(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group, rest = divmod(rest, 1000**power)
        if group:
            words.append(_group(group, leading=not words) + _GROUPS[power])
    return " ".join(words)


def in_words(amount: int) -> str:
    """An amount of money spelled out: `mười nghìn đồng`. Raises `ValueError` outside 0 to `IN_WORDS_LIMIT`."""
    return f"{number_in_words(amount)} đồng"


def _group(number: int, *, leading: bool) -> str:
    """One to three digits; inside a longer number the hundreds are always said, be they none."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return "lăm" if tens and ones == 5 else _DIGITS[ones]
