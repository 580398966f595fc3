"""Two people write one text at once: what each changed elsewhere comes together, what both changed is left to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.core.line_merging import MOST_STEPS, merge_lines

BASE = "# Giờ làm việc\n\nSáng: 7 giờ.\n\nChiều: 13 giờ.\n\nThứ Bảy nghỉ."


def changed(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (changed("7 giờ", "8 giờ"), BASE, changed("7 giờ", "8 giờ")),
        (BASE, changed("7 giờ", "8 giờ"), changed("7 giờ", "8 giờ")),
        (changed("7 giờ", "8 giờ"), changed("7 giờ", "8 giờ"), changed("7 giờ", "8 giờ")),
        (changed("7 giờ", "8 giờ"), changed("13", "14"), changed("7 giờ", "8 giờ").replace("13", "14")),
        (changed("Thứ Bảy nghỉ.", ""), changed("# Giờ", "# Lịch"), changed("Thứ Bảy nghỉ.", "").replace("Giờ", "Lịch")),
        ("Mới.\n\n" + BASE, BASE + "\n\nHết.", "Mới.\n\n" + BASE + "\n\nHết."),
    ],
)
def test_changes_at_different_places_both_stay(mine, theirs, both):
    assert merge_lines(BASE, mine, theirs) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (changed("7 giờ", "8 giờ"), changed("7 giờ", "9 giờ")),
        (changed("Sáng: 7 giờ.\n", ""), changed("7 giờ", "9 giờ")),
        (BASE + "\nMột.", BASE + "\nHai."),
        ("Một", "Hai"),
    ],
)
def test_changes_at_one_place_are_left_to_people(mine, theirs):
    assert merge_lines(BASE, mine, theirs) is None
    assert merge_lines(BASE, theirs, mine) is None


def test_texts_too_long_to_compare_are_left_to_people():
    lines = round(MOST_STEPS**0.5) + 10
    base = "\n".join(f"a{n}" for n in range(lines))
    mine = "\n".join(f"b{n}" for n in range(lines))
    assert merge_lines(base, mine, base + "x") is None


TEXTS = st.lists(st.sampled_from("abc"), max_size=8).map("\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_they_write_no_line_is_made_up_and_it_does_not_matter_who_was_first(base, mine, theirs):
    both = merge_lines(base, mine, theirs)
    assert both == merge_lines(base, theirs, mine)
    assert merge_lines(base, mine, base) == mine
    if both is not None:
        assert set(both.split("\n")) <= set(mine.split("\n")) | set(theirs.split("\n")) | {""}
