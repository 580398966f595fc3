"""Whatever was typed becomes a line that can be set."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.printing.text import clean, repertoire


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Mẫu, Đường Ượ"), "Nguyễn Thị Mẫu, Đường Ượ"),
        ("xóm Mẫu\r\nxã An Mẫu\tđội 3", "xóm Mẫu  xã An Mẫu đội 3"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("An\u202eàoH\u202c \u200bBình\ufeff\x00\x07\u00ad", "AnàoH Bình"),
        ("Lan 😀 漢字", "Lan □ □□"),
        ("שלום Lan", "□□□□ Lan"),
        ("\ud800a\ue000b", "ab"),
        ("a\u200d\u0301", "á"),
        ('#read("x") *b* $x$ @ref <b>', '#read("x") *b* $x$ @ref <b>'),
        ("hồ\u00a0sơ", "hồ\u00a0sơ"),
        ("x" + "\u0338" * 9, "x" + "\u0338" * 2),
        ("", ""),
    ],
)
def test_clean(typed, printed):
    assert clean(typed, 100) == printed


def test_a_long_text_shows_that_it_was_cut():
    assert clean("Ng" * 200, 20) == "NgNgNgNgNgNgNgNgNgN…"
    assert clean("x" * 20, 20) == "x" * 20


def test_the_limit_counts_letters_after_composing_them():
    assert clean(unicodedata.normalize("NFD", "ễ" * 10), 10) == "ễ" * 10


@given(st.text(st.characters(exclude_categories=[]), max_size=60), st.integers(1, 40))
def test_the_result_can_be_set_and_stays_as_it_is(typed, limit):
    once = clean(typed, limit)
    assert len(once) <= limit
    assert clean(once, limit) == once
    assert unicodedata.is_normalized("NFC", once)
    assert all(ord(letter) in repertoire() for letter in once)
    assert not {unicodedata.category(letter) for letter in once} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
