"""Whatever is written is said in words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.printing.spoken import ABBREVIATIONS, amount, digits, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nộp tại UBND xã", "nộp tại Ủy ban nhân dân xã"),
        ("thẻ CCCD, BHYT", "thẻ căn cước công dân, bảo hiểm y tế"),
        ("từ 02 trang", "từ hai trang"),
        ("2.000 đồng", "hai nghìn đồng"),
        ("1.500.000đ", "một triệu năm trăm nghìn đồng"),
        ("27/11/2026", "ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("ngày 01/04/2026", "ngày một tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("15:00", "mười lăm giờ"),
        ("7:30–12:00", "bảy giờ ba mươi phút đến mười hai giờ"),
        ("8h30", "tám giờ ba mươi phút"),
        ("9 giờ 12 phút", "chín giờ mười hai phút"),
        ("3,5 ngày", "ba phẩy năm ngày"),
        ("50%", "năm mươi phần trăm"),
        ("3-5 ngày", "ba đến năm ngày"),
        ("120 m2", "một trăm hai mươi mét vuông"),
        ("nhà cấp III, IV", "nhà cấp ba, bốn"),
        ("Phụ lục I", "Phụ lục một"),
        ("GIẤY KHAI SINH", "giấy khai sinh"),
        ("nhiễm HIV", "nhiễm hát i vê"),
        ("công/thân nhân", "công hoặc thân nhân"),
        ("cha, mẹ, v.v.", "cha, mẹ, vân vân"),
        (
            "NĐ 224/2026/NĐ-CP",
            "nghị định hai trăm hai mươi tư trên hai nghìn không trăm hai mươi sáu nghị định Chính phủ",
        ),
        ("đơn (theo mẫu); ảnh", "đơn, theo mẫu, ảnh"),
        ("Ở nhà. Ý kiến", "Ở nhà, Ý kiến"),
        ("0210", "không hai một không"),
        ("giấy 😀 «tờ»", "giấy tờ"),
        ("", ""),
    ],
)
def test_said(written, said):
    assert spoken(written) == said


def test_a_telephone_number_is_read_digit_by_digit_with_pauses():
    assert digits("0210 000 12") == "không hai một không, không không không, một hai"
    assert digits("gọi ngay") == ""


@pytest.mark.parametrize(("number", "said"), [(3.0, "ba"), (3.5, "ba phẩy năm"), (155.0, "một trăm năm mươi lăm")])
def test_amounts(number, said):
    assert amount(number) == said


@pytest.mark.parametrize("short", sorted(ABBREVIATIONS))
def test_every_abbreviation_is_written_out_into_words_without_abbreviations(short):
    said = spoken(f"theo {short} mới")
    assert short not in said.split()
    assert spoken(said) == said


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [*sorted(ABBREVIATIONS), "12", "3.000", "1,5", "27/11/2026", "15:30", "XII", "ABC", "Ⅳ", "²", "ƯỢ"]
    ),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=8), st.sampled_from(["", " ", "/", "-", "."]))
def test_nothing_is_left_that_cannot_be_read_aloud(pieces, between):
    said = spoken(between.join(pieces))
    assert not re.search(r"\d", said)
    for word in re.findall(r"[^\W\d_]+", said):
        assert word not in ABBREVIATIONS
        assert not (len(word) > 1 and word.isupper()), word
    assert not re.search(r"[,.]\s*,|^,|,$|\s\s", said)
