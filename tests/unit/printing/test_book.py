"""A printed volume: A4 landscape, heads on every page, what is struck shown so, room to bind it."""

from dataclasses import replace

import pytest

from .conftest import lying_over

KINDS = ("SCT/BS", "SCT/CK,ĐC", "SCT/CKND", "SCT/HĐ,GD")


@pytest.fixture
def long_book(book):
    """Ninety lines, so several pages."""
    made = book()
    return replace(made, rows=tuple(replace(made.rows[0], number=str(n)) for n in range(1, 91)))


def test_pages_lie_and_are_numbered_and_every_page_has_the_heads(printed, long_book):
    paper = printed("book", long_book)
    sizes = paper.sizes_mm()
    assert len(sizes) > 3
    assert set(sizes) == {(297.0, 210.0)}
    pages = paper.text("-layout").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"Trang {number}/{len(pages)}" in page
        assert "Quyển số 01/2026 - SCT/BS" in page
    tables = [page for page in pages[1:] if "Bằng tốt nghiệp" in page]
    assert len(tables) > 2
    assert all("(1)" in page and "Ghi chú" in page for page in tables)


def test_the_left_edge_is_left_free_for_the_binding(printed, long_book):
    words = printed("book", long_book).words()
    assert min(word.left for word in words) > 25
    assert max(word.right for word in words) < 297 - 10
    assert max(word.bottom for word in words) < 210 - 5


@pytest.mark.parametrize("symbol", KINDS)
def test_each_kind_has_its_columns(printed, book, symbol):
    said = printed("book", book(symbol=symbol, volume=f"01/2026 - {symbol}")).line()
    assert ("bản sao" in said) == (symbol == "SCT/BS")
    assert ("giấy tờ tùy thân" in said) == (symbol != "SCT/BS")


def test_a_struck_line_has_its_reason_and_a_closed_year_its_total_in_words(printed, book):
    open_book, closed = book(), book(closed="31/12/2026", year_tally=(book().tally,))
    said = printed("book", open_book).line()
    assert "Đã gạch: Ghi nhầm" in said
    assert "Sổ năm 2026 chưa khóa" in said
    said = printed("book", closed).line()
    assert "Khóa sổ năm 2026 ngày 31/12/2026" in said
    assert said.count("cộng 2 số chứng thực (bằng chữ: hai)") == 2


@pytest.mark.parametrize("letters", ["W" * 1_500, "Nguyễn Thị " * 140, "漢" * 400])
def test_what_is_long_stays_inside_its_cell(printed, book, letters):
    made = book()
    row = replace(made.rows[0], person=letters, paper=letters, signer=letters, note=letters)
    words = printed("book", replace(made, rows=(row,))).words()
    assert max(word.right for word in words) < 297 - 10
    assert lying_over(words) == []
