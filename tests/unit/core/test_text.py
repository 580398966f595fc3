"""Text as the office keeps it, whatever keyboard or clipboard it came from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.text import clean_line, clean_text, fold


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn Thị Mẫu ", "Nguyễn Thị Mẫu"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Mẫu"), "Nguyễn Thị Mẫu"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("Mẫu\u202e\u200b\x00\ue000", "Mẫu"),
        ("e\u200b\u0302", "ê"),
    ],
)
def test_clean_text(typed, kept):
    assert clean_text(typed) == kept


def test_clean_line_is_one_line():
    assert clean_line(" Nguyễn\n\tThị   Mẫu\u00a0 ") == "Nguyễn Thị Mẫu"


@given(st.text())
def test_cleaning_is_done_once(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in "\n\t" for c in cleaned)
    assert cleaned.isascii() or cleaned.encode("utf-8")
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


def test_fold_takes_marks_away_and_nothing_else():
    assert fold("Đặng Thị Ước, số 12") == "dang thi uoc, so 12"
    assert fold(unicodedata.normalize("NFD", "ĐẶNG")) == fold("đặng") == "dang"


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ "))
def test_every_vietnamese_letter_folds_to_a_plain_one(text):
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)
    assert len(fold(text)) == len(text)
