"""Lines pasted out of a decision's annex: what they are taken for, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.procedures.announced_lines import read_lines
from hcc.procedures.announcements import MOST_ROWS, AnnouncedRow, ChangeOfRules

NEW, AMENDED, REPLACED, ABOLISHED = ChangeOfRules
ONE, OTHER = "1.000656", "2.000815"


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (ONE, AnnouncedRow(ONE, AMENDED)),
        (f"1. {ONE} Đăng ký khai tử", AnnouncedRow(ONE, AMENDED, "Đăng ký khai tử")),
        (f"{ONE}\tCấp mới giấy phép", AnnouncedRow(ONE, AMENDED, "Cấp mới giấy phép")),
        (f"{ONE}\tCấp giấy phép\tMới ban hành", AnnouncedRow(ONE, NEW, "Cấp giấy phép")),
        (f"{ONE}; Cấp giấy phép; Sửa đổi, bổ sung", AnnouncedRow(ONE, AMENDED, "Cấp giấy phép")),
        (f"Đăng ký khai tử | {ONE} | bị bãi bỏ", AnnouncedRow(ONE, ABOLISHED, "Đăng ký khai tử")),
        (f"{ONE} thay thế bởi {OTHER}", AnnouncedRow(ONE, REPLACED, "", OTHER)),
        (f"{ONE} thay thế", AnnouncedRow(ONE, REPLACED)),
        (f"{ONE}.000.00.00.H44 Đăng ký", AnnouncedRow(f"{ONE}.000.00.00.H44", AMENDED, "Đăng ký")),
        (f"{ONE} bai bo", AnnouncedRow(ONE, ABOLISHED)),
    ],
)
def test_a_line(line, row):
    assert read_lines(line, AMENDED) == ((row,), [])


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH", NEW),
        ("B. Danh mục TTHC được sửa đổi, bổ sung", AMENDED),
        ("Thủ tục hành chính bị thay thế", REPLACED),
        ("C. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ", ABOLISHED),
        ("Bãi bỏ", ABOLISHED),
        ("C. BÃI BỎ", ABOLISHED),
        ("II) Sửa đổi, bổ sung:", AMENDED),
        ("1.2. Mới ban hành", NEW),
        ("Danh mục thủ tục bị hủy bỏ", ABOLISHED),
    ],
)
def test_a_heading_counts_for_the_lines_below_it(heading, kind):
    rows, complaints = read_lines(f"{OTHER}\n{heading}\n{ONE}", AMENDED)
    assert not complaints
    assert [row.kind for row in rows] == [AMENDED, kind]


@pytest.mark.parametrize("line", ["Đăng ký khai tử", "1.00065", "21.000656", "1.0006567", "1.000656x", "…"])
def test_a_line_without_a_code_is_named_by_its_number(line):
    rows, [complaint] = read_lines(f"\n{line}\n{OTHER}", AMENDED)
    assert [row.code for row in rows] == [OTHER]
    assert complaint.facts["number"] == 2
    assert line in complaint.facts["line"]


def test_more_rows_than_a_decision_has():
    lines = "\n".join(f"1.{number:06}" for number in range(MOST_ROWS + 1))
    [complaint] = read_lines(lines, AMENDED)[1]
    assert complaint.facts == {"most": MOST_ROWS}


def test_nothing_at_all():
    assert len(read_lines(" \n\t\n", AMENDED)[1]) == 1


codes = st.integers(min_value=0, max_value=999_999).map(lambda number: f"1.{number:06}")
names = st.text(alphabet="abc đĐẫ ().,-", max_size=30)


@given(st.lists(st.tuples(codes, names), max_size=20, unique_by=lambda pair: pair[0]), st.sampled_from(ChangeOfRules))
def test_every_code_becomes_one_row_of_the_chosen_kind(pairs, kind):
    rows, complaints = read_lines("\n".join(f"{code}\t{name}" for code, name in pairs), kind)
    assert [row.code for row in rows] == [code for code, _ in pairs]
    assert all(row.kind is kind for row in rows)
    assert len(complaints) == (0 if pairs else 1)


@given(st.text(max_size=400))
def test_any_text_is_rows_and_sentences(text):
    rows, complaints = read_lines(text, AMENDED)
    assert rows or complaints
    for complaint in complaints:
        assert complaint.sentence.interpolate()
