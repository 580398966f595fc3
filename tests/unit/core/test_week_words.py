"""The hours of an ordinary week, as the foot of pages and of posters says them."""

from datetime import date, time

import pytest

from hcc.core.calendar import ALL_YEAR, SessionTable, weekdays
from hcc.core.week_words import opening_lines

MORNING, AFTERNOON, SHORT = (time(7, 30), time(12)), (time(13, 30), time(17)), (time(8), time(11, 30))
WHOLE, OFF = (MORNING, AFTERNOON), ()


def table(*week) -> SessionTable:
    return SessionTable(date(2026, 1, 1), week)


def said(week: SessionTable, lang: str = "vi") -> list[str]:
    return [line.replace("\u00a0", " ") for line in opening_lines(week, lang)]


@pytest.mark.parametrize(
    ("week", "lines"),
    [
        (ALL_YEAR, ["Thứ Hai đến thứ Sáu", "7:30–12:00 và 13:30–17:00"]),
        (weekdays((SHORT,)), ["Thứ Hai đến thứ Sáu", "8:00–11:30"]),
        (
            table(*(WHOLE,) * 5, (SHORT,), OFF),
            ["Thứ Hai đến thứ Sáu", "7:30–12:00 và 13:30–17:00", "Thứ Bảy", "8:00–11:30"],
        ),
        (table(*(OFF,) * 5, (SHORT,), (SHORT,)), ["Thứ Bảy và Chủ nhật", "8:00–11:30"]),
        (table(*(WHOLE,) * 7), ["Thứ Hai đến Chủ nhật", "7:30–12:00 và 13:30–17:00"]),
        (table((MORNING, AFTERNOON, (time(18), time(20))), *(OFF,) * 6),
         ["Thứ Hai", "7:30–12:00, 13:30–17:00 và 18:00–20:00"]),
        (
            table(WHOLE, (SHORT,), WHOLE, (SHORT,), OFF, OFF, OFF),
            [
                "Thứ Hai: 7:30–12:00 và 13:30–17:00",
                "Thứ Ba: 8:00–11:30",
                "Thứ Tư: 7:30–12:00 và 13:30–17:00",
                "Thứ Năm: 8:00–11:30",
            ],
        ),
    ],
)  # fmt: skip
def test_days_alike_are_said_together_and_closed_days_not_at_all(week, lines):
    assert said(week) == lines


def test_in_english():
    assert said(ALL_YEAR, "en") == ["Monday to Friday", "7:30–12:00 and 13:30–17:00"]
