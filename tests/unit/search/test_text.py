"""Syllables compared exactly and folded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.search.text import exact_words, fold, folded_words, order_key, pairs, spellings, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà giải", "hòa giải"),
        ("thuỷ sản", "thủy sản"),
        ("khoẻ", "khỏe"),
        ("hòan", "hoàn"),
        ("đăng ký", "đăng kí"),
        ("quý", "quí"),
        ("lý lịch", "lí lịch"),
        ("QUỐC TỊCH", "quốc tịch"),
        ("Ðất đai", "đất đai"),
        ("khai\u00adsinh", "khaisinh"),
        (unicodedata.normalize("NFD", "chứng thực hộ nghèo"), "chứng thực hộ nghèo"),
    ],
)
def test_spellings_of_the_same_word_are_exactly_the_same(one, other):
    assert exact_words(one) == exact_words(other)


def test_ho_with_other_tones_is_another_word_yet_folds_alike():
    words = ["hộ", "hồ", "họ", "ho", "hổ", "hở"]
    assert len({spellings(word)[0] for word in words}) == len(words)
    assert {spellings(word)[1] for word in words} == {"ho"}


def test_y_and_i_stay_apart_where_they_are_different_sounds():
    assert spellings("thúy")[1] != spellings("thúi")[1]
    assert spellings("quyết")[1] == "quyet"
    assert spellings("tuy")[1] != spellings("tui")[1]


def test_punctuation_parts_words_and_vanishes():
    assert fold('"Đăng ký" (khai-sinh), số: 12/QĐ_UBND; *?~') == "dang ki khai sinh so 12 qd ubnd"


def test_pairs_join_neighbours():
    assert pairs(folded_words("Đăng ký khai sinh")) == ["dang_ki", "ki_khai", "khai_sinh"]


def test_tokens_say_where_they_stand_in_the_text_as_given():
    text = unicodedata.normalize("NFD", "  Hộ nghèo\x00và\ud800chợ")
    assert [unicodedata.normalize("NFC", text[t.start : t.end]) for t in tokens(text)] == ["Hộ", "nghèo", "và", "chợ"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_syllables_that_fold_to_themselves(text):
    for token in tokens(text):
        assert spellings(token.exact) == (token.exact, token.folded)
        assert not any(c.isspace() for c in token.exact)
        assert text[token.start : token.end]


def test_vietnamese_order():
    words = ["đất", "dân", "ấn", "ân", "an", "ăn", "án", "àn", "bán 10", "bán 9", "Bảo"]
    assert sorted(words, key=order_key) == ["an", "àn", "án", "ăn", "ân", "ấn", "bán 9", "bán 10", "Bảo", "dân", "đất"]


def test_figures_and_foreign_letters_have_their_place_in_the_order():
    words = ["жар", "za", "10", "007", "2", "bán lại", "bán", "bán 2", "ßa", "ba"]
    assert sorted(words, key=order_key) == ["2", "007", "10", "ba", "bán", "bán 2", "bán lại", "za", "ßa", "жар"]
