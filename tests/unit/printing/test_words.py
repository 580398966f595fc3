"""Dates, moments and money as Vietnamese papers write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.printing import words

DIGITS = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
ENDINGS = {"mốt": 1, "tư": 4, "lăm": 5}


def read_aloud(spoken: str) -> int:
    """The number a listener writes down; knows the words only, not how the program chooses them."""
    total = billions = group = 0
    for word in spoken.split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word in ENDINGS:
            group += ENDINGS[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "trăm":
            group *= 100
        elif word in ("nghìn", "triệu"):
            total, group = total + group * {"nghìn": 10**3, "triệu": 10**6}[word], 0
        elif word == "tỷ":
            billions, total, group = total + group, 0, 0
        else:
            assert word == "linh"
    return billions * 10**9 + total + group


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (1_100, "một nghìn một trăm"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (10_000, "mười nghìn"),
        (15_000, "mười lăm nghìn"),
        (21_000, "hai mươi mốt nghìn"),
        (200_000, "hai trăm nghìn"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (24_644_454, "hai mươi tư triệu sáu trăm bốn mươi tư nghìn bốn trăm năm mươi tư"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (
            999_999_999_999,
            " ".join(f"chín trăm chín mươi chín {unit}" for unit in ("tỷ", "triệu", "nghìn", "")).strip(),
        ),
        (10**12, "một nghìn tỷ"),
    ],
)
def test_numbers_in_words(number, spoken):
    assert words.number_in_words(number) == spoken
    assert words.in_words(number) == f"{spoken} đồng"


@given(st.integers(0, 10**12) | st.integers(0, 10**7))
def test_a_listener_writes_down_the_same_number(number):
    assert read_aloud(words.number_in_words(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12 + 1])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="between"):
        words.in_words(number)


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0 đồng"), (500, "500 đồng"), (10_000, "10.000 đồng"), (1_234_567, "1.234.567 đồng")],
)
def test_money(amount, written):
    assert words.money(amount) == written


def test_money_is_never_negative():
    with pytest.raises(ValueError, match="negative"):
        words.money(-1)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_date_line(day, written):
    assert words.date_line("An Mẫu", day) == f"An Mẫu, {written}"
    assert words.date_line("", day) == f"N{written[1:]}"


def test_moments_are_told_on_the_office_clock():
    late_in_london = datetime(2026, 11, 26, 17, 5, tzinfo=UTC)
    assert words.moment_line(late_in_london) == "0 giờ 05 phút, thứ Sáu ngày 27/11/2026"
    assert words.hour_line(datetime(2026, 11, 23, 2, 12, tzinfo=UTC)) == "9 giờ 12 phút"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        words.moment_line(datetime(2026, 11, 27, 9, 12))


def test_weekdays():
    week = [words.weekday(date(2026, 11, day)) for day in range(23, 30)]
    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
