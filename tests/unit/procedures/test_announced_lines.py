"""Lines pasted out of a decision's annex: what they are taken for, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcc.procedures.announced_lines import SecondCode, read_annex, read_lines
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
        (f"{ONE} Cấp giấy phép (mới)", AnnouncedRow(ONE, NEW, "Cấp giấy phép")),
        (f"{ONE} Cấp giấy phép - mới ban hành", AnnouncedRow(ONE, NEW, "Cấp giấy phép")),
        (f"{ONE} Cấp giấy phép (cấp mới)", AnnouncedRow(ONE, AMENDED, "Cấp giấy phép (cấp mới)")),
        (f"1\t{ONE}\tCấp phép (hạng A); gia hạn\tĐất đai\tmới", AnnouncedRow(ONE, NEW, "Cấp phép (hạng A); gia hạn")),
        (f"{ONE}\tKhai tử\tNghị định số 123/2015/NĐ-CP của Chính phủ", AnnouncedRow(ONE, AMENDED, "Khai tử")),
        (f"{ONE} Đăng ký khai tử [bãi bỏ]", AnnouncedRow(ONE, ABOLISHED, "Đăng ký khai tử")),
        (f"Đăng ký khai tử (sửa đổi, bổ sung) ({ONE})", AnnouncedRow(ONE, AMENDED, "Đăng ký khai tử")),
        (f"{ONE} Thay đổi, cải chính, bổ sung", AnnouncedRow(ONE, AMENDED, "Thay đổi, cải chính, bổ sung")),
        (f"{ONE} Khai tử – bị thay thế", AnnouncedRow(ONE, REPLACED, "Khai tử")),
        (f"{ONE} Khai tử (thay thế bằng {OTHER})", AnnouncedRow(ONE, REPLACED, "Khai tử", OTHER)),
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


ANNEX = f"""PHỤ LỤC I
(Kèm theo Quyết định số 1843/QĐ-UBND ngày 20.11.2026
của Chủ tịch Ủy ban nhân dân tỉnh Phú Mẫu)
DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH, SỬA ĐỔI, BỔ SUNG, BÃI BỎ
A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH
STT\tMã số TTHC\tTên thủ tục hành chính\tLĩnh vực\tThời hạn giải quyết\tPhí, lệ phí\tCăn cứ pháp lý
(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)
I. LĨNH VỰC HỘ TỊCH
1\t1.999001\tĐăng ký thử nghiệm\t\t5 ngày\tKhông\tNghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ
2\t1.999002\tChứng thực thử nghiệm\tchứng thực\t5 ngày
- 2 -
B. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG
Mã thủ tục
Tên thủ tục
II. HỘ TỊCH
{ONE} Đăng ký khai tử
C. Thủ tục hành chính bị bãi bỏ trong lĩnh vực đổi mới sáng tạo
Trang 3/3
{OTHER} Chứng thực bản sao
Tổng cộng: 04 thủ tục
TM. ỦY BAN NHÂN DÂN"""


def test_an_annex_is_read_as_it_stands_and_says_what_it_passed_over():
    annex = read_annex(ANNEX, REPLACED, {"Hộ tịch": "ho-tich", "Chứng thực": "chung-thuc"})
    assert annex.complaints == []
    assert annex.rows == (
        AnnouncedRow("1.999001", NEW, "Đăng ký thử nghiệm", field="ho-tich"),
        AnnouncedRow("1.999002", NEW, "Chứng thực thử nghiệm", field="chung-thuc"),
        AnnouncedRow(ONE, AMENDED, "Đăng ký khai tử"),
        AnnouncedRow(OTHER, ABOLISHED, "Chứng thực bản sao"),
    )
    lines = ANNEX.splitlines()
    passed = [number for number, _ in annex.passed]
    assert passed == [number for number in range(1, len(lines) + 1) if number not in (9, 10, 16, 19)]


@pytest.mark.parametrize("line", [f"{ONE}; {OTHER} bãi bỏ", f"{ONE} bãi bỏ {OTHER}", f"{ONE} (mới) {OTHER}"])
def test_two_codes_of_which_none_takes_the_others_place_are_asked_about(line):
    _, complaints = read_lines(f"{line}\n", AMENDED)
    assert [type(one) for one in complaints] == [SecondCode]


def test_what_names_several_kinds_says_none():
    title = "Danh mục thủ tục hành chính mới ban hành, sửa đổi, bổ sung và bãi bỏ"
    rows, complaints = read_lines(f"{title}\n{ONE} Đăng ký khai tử", AMENDED)
    assert ([row.kind for row in rows], complaints) == ([AMENDED], [])


@pytest.mark.parametrize(
    "line", ["PHỤ LỤC 1.00065", "I. 1.0006567", "Thủ tục hành chính mới: 1,000656", "STT 1. 000656", "1.OOO656 mới"]
)
def test_what_looks_like_a_code_is_never_passed_over(line):
    assert len(read_lines(f"{line}\n{OTHER}", AMENDED)[1]) == 1


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("II. Thủ tục đăng ký khai sinh có yếu tố nước ngoài", True),
        ("III\tThủ tục cấp bản sao trích lục hộ tịch", True),
        ("II) Cấp giấy phép xây dựng nhà ở riêng lẻ tại nông thôn", True),
        ("I. Đăng ký biện pháp bảo đảm", False),
        ("IV. Thủ tục hành chính cấp xã", False),
        ("V. Thủ tục cấp xã", False),
        ("III. Thủ tục thuộc thẩm quyền giải quyết của UBND cấp xã", False),
        ("VI. THỦ TỤC CẤP GIẤY PHÉP XÂY DỰNG VÀ NHÀ Ở", False),
        ("VII. Đăng ký, quản lý cư trú và căn cước công dân", False),
    ],
)
def test_what_reads_like_a_procedure_behind_a_roman_number_is_asked_about(line, asked):
    annex = read_annex(f"{line}\n{OTHER}", AMENDED, {"Đăng ký, quản lý cư trú và căn cước công dân": "cu-tru"})
    assert [one.facts["number"] for one in annex.complaints] == ([1] if asked else [])
    assert len(annex.passed) == (0 if asked else 1), "a heading is passed over, and that is said"


GROUPS = [
    "II. Thủ tục thực hiện tại cấp xã",
    "I. Thủ tục do Ủy ban nhân dân cấp xã giải quyết",
    "II. Thủ tục về hộ tịch",
    "II. Giải quyết chế độ chính sách cho người có công",
    "I. Đăng ký hộ kinh doanh, hợp tác xã và tổ hợp tác",
]


@pytest.mark.parametrize("line", GROUPS)
@pytest.mark.parametrize(
    ("below", "asked"),
    [
        (f"1. {OTHER} Chứng thực bản sao", False),
        (f"1\t{OTHER}\tChứng thực bản sao", False),
        (f"- {OTHER} Chứng thực bản sao", False),
        (f"STT\tMã số\tTên thủ tục\n(1)\t(2)\t(3)\n1. Lĩnh vực chứng thực\n1\tChứng thực bản sao\t{OTHER}", False),
        (f"{OTHER}", True),
        (f"III. {OTHER} Chứng thực bản sao", True),
        (f"có yếu tố nước ngoài {OTHER}", True),
        (f"III. Lĩnh vực chứng thực\n1. {OTHER} Chứng thực bản sao", True),
        (f"B. Danh mục thủ tục hành chính bị bãi bỏ\n1. {OTHER} Chứng thực bản sao", True),
        (f"PHỤ LỤC II\n1. {OTHER} Chứng thực bản sao", True),
    ],
)
def test_a_roman_line_is_a_heading_where_its_group_is_counted_directly_below(line, below, asked):
    annex = read_annex(f"1. {ONE} Đăng ký khai tử\n{line}\n{below}", AMENDED, {})
    assert [one.facts["number"] for one in annex.complaints] == ([2] if asked else [])
    assert [row.code for row in annex.rows] == [ONE, OTHER]


def test_a_long_line_is_said_to_be_cut():
    [complaint] = read_lines(f"{'Đăng ký ' * 20}\n{OTHER}", AMENDED)[1]
    assert complaint.facts["line"].endswith("…")
    assert len(complaint.facts["line"]) <= 60


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
