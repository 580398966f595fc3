"""Marking what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.search.highlight import marked


@pytest.mark.parametrize(
    ("text", "terms", "pieces"),
    [
        ("Đăng ký khai sinh", ["khai", "sinh"], [("Đăng ký ", False), ("khai sinh", True)]),
        ("Đăng ký khai sinh", ["dang ky"], [("Đăng ký", True), (" khai sinh", False)]),
        ("Hồ sơ hộ nghèo", ["hộ"], [("Hồ sơ ", False), ("hộ", True), (" nghèo", False)]),
        ("Hồ sơ", ["hộ"], [("Hồ", True), (" sơ", False)]),
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
