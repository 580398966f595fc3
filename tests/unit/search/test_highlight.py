"""Marking what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.search.highlight import best_sentence, marked


@pytest.mark.parametrize(
    ("text", "terms", "pieces"),
    [
        ("Đăng ký khai sinh", ["khai", "sinh"], [("Đăng ký ", False), ("khai sinh", True)]),
        ("Đăng ký khai sinh", ["dang ky"], [("Đăng ký", True), (" khai sinh", False)]),
        ("Hồ sơ hộ nghèo", ["hộ"], [("Hồ sơ ", False), ("hộ", True), (" nghèo", False)]),
        ("Hồ sơ", ["hộ"], [("Hồ sơ", False)]),
        ("Của ai ở cửa", ["cửa"], [("Của ai ở ", False), ("cửa", True)]),
        ("Của ai", ["cửa"], [("Của ai", False)]),
        ("Của ai ở cửa", ["cua"], [("Của", True), (" ai ở ", False), ("cửa", True)]),
        ("thuỷ sản", ["thủy"], [("thuỷ", True), (" sản", False)]),
        ("khai, sinh", ["khai", "sinh"], [("khai", True), (", ", False), ("sinh", True)]),
        ("<b>khai</b>", ["khai", "b"], [("<", False), ("b", True), (">", False), ("khai", True), ("</", False),
                                        ("b", True), (">", False)]),
        ("", ["khai"], []),
        ("khai", [], [("khai", False)]),
    ],
)  # fmt: skip
def test_marked(text, terms, pieces):
    assert marked(text, terms) == pieces


@given(st.text(st.characters(exclude_categories=())), st.lists(st.text(max_size=5), max_size=4))
def test_nothing_of_the_text_is_lost(text, terms):
    assert "".join(piece for piece, _ in marked(text, terms)) == text


def test_the_words_of_a_search_mark_its_hits(civil_status):
    results = civil_status.search("khai sinh")
    assert marked("Đăng ký khai sinh lưu động", results.terms)[1] == ("khai sinh", True)


def test_a_sentence_with_the_accents_that_were_typed_is_shown_before_one_with_others():
    sentences = ["Giấy tờ của ai người ấy mang.", "Nộp ở cửa số 2."]
    assert best_sentence(sentences, ["cửa"]) == "Nộp ở cửa số 2."
    assert best_sentence(sentences[:1], ["cửa"]) == sentences[0]
    assert best_sentence(sentences, ["cua"]) == sentences[0]
    long = "Của ai người ấy mang, " + "rất dài " * 60 + "nộp ở cửa số 2 " + "mãi " * 60
    assert "cửa số 2" in best_sentence([long], ["cửa"])
