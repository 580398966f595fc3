"""The receipt: what the citizen reads on it, and that no name can spoil it."""

import unicodedata
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcc.printing.papers import Component, ReceiptData

from .conftest import lying_over

LEFT, RIGHT, BOTTOM = 9.9, 138.1, 209


def test_the_citizen_reads_what_was_promised(printed, receipt):
    paper = printed("receipt", receipt())
    assert paper.sizes_mm() == [(148, 210)]
    read = paper.line()
    assert unicodedata.is_normalized("NFC", read)
    for sentence in (
        "ỦY BAN NHÂN DÂN XÃ AN MẪU",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 37/TNHS",
        "An Mẫu, ngày 23 tháng 11 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H44.99-261123-0037",
        "Mã bí mật để tra cứu: 7K2M 94QD",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Mẫu",
        "Số căn cước: 025190000000 Điện thoại: 0900 000 000",
        "Địa chỉ: xóm Mẫu, xã An Mẫu, tỉnh Phú Mẫu",
        "Nội dung yêu cầu: Cấp Giấy xác nhận tình trạng hôn nhân",
        "1. Thành phần hồ sơ nộp gồm:",
        "STT Tên giấy tờ Hình thức Số lượng",
        "1 Tờ khai cấp Giấy xác nhận tình trạng hôn nhân Bản chính 1",
        "2 Quyết định công nhận thuận tình ly hôn Bản sao 1",
        "2. Số bộ hồ sơ: 01",
        "3. Thời gian nhận hồ sơ: 9 giờ 12 phút, ngày 23/11/2026",
        "4. Hẹn trả kết quả: 9 giờ 12 phút, thứ Sáu ngày 27/11/2026",
        "5. Nhận kết quả tại: quầy 4, Trung tâm Phục vụ hành chính công xã An Mẫu",
        "6. Phí, lệ phí: 5.000 đồng (mức mẫu), đã thu bằng tiền mặt",
        "Vào Sổ theo dõi hồ sơ, quyển số 02, số thứ tự 1163",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lê Thị Ví Dụ",
        "Liên 2: giao người nộp.",
    ):
        assert sentence in read
    assert "THỬ NGHIỆM" not in read
    assert "Trang" not in read


def test_the_qr_code_leads_to_the_dossier(printed, receipt):
    assert printed("receipt", receipt()).qr_codes() == ["https://anmau.example/tra-cuu?ma=H44.99-261123-0037"]


def test_without_an_address_there_is_no_qr_code(printed, receipt):
    paper = printed("receipt", receipt(qr=""))
    assert paper.qr_codes() == []
    assert "Mã hồ sơ: H44.99-261123-0037" in paper.line()


def test_what_is_not_known_is_left_out(printed, receipt):
    read = printed("receipt", receipt(secret="", id_number="", phone="", address="", register="", notes=())).line()
    for label in ("bí mật", "Số căn cước", "Điện thoại", "Địa chỉ", "Thư điện tử", "Vào Sổ"):
        assert label not in read
    assert "Mã số thuế: 0100000000" in printed("receipt", receipt(id_label="Mã số thuế", id_number="0100000000")).line()


def test_while_the_dossier_code_is_not_known_the_number_of_reception_stands_for_it(printed, receipt):
    read = printed("receipt", receipt(code_known=False)).line()
    assert "Số tiếp nhận tại Trung tâm: H44.99-261123-0037" in read
    assert "Mã hồ sơ" not in read
    both = printed("receipt", receipt(dossier_code="H44.05-261123-7788", reception_number="H44.99-261123-0037")).line()
    assert "Mã hồ sơ: H44.05-261123-7788" in both
    assert "Số tiếp nhận tại Trung tâm: H44.99-261123-0037" in both


def test_the_proxy_signs_for_the_owner(printed, receipt):
    read = printed("receipt", receipt(submitter="Bùi Văn Mẫu")).line()
    assert "Tiếp nhận hồ sơ của: Nguyễn Thị Mẫu" in read
    assert read.count("Nguyễn Thị Mẫu") == 1
    assert read.count("Bùi Văn Mẫu") == 1


def test_a_due_sentence_may_replace_the_moment(printed, receipt):
    read = printed("receipt", receipt(due="Trả ngay trong buổi làm việc")).line()
    assert "4. Hẹn trả kết quả: Trả ngay trong buổi làm việc 5." in read


def test_a_long_list_flows_to_the_next_page_with_its_head(printed, receipt):
    rows = tuple(Component(f"Bản vẽ số {n} của công trình gắn liền với thửa đất", "Bản sao") for n in range(1, 31))
    paper = printed("receipt", receipt(components=rows, trial=True))
    pages = paper.text("-layout").split("\f")[:-1]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/2" in page
        assert "Mã hồ sơ H44.99-261123-0037" in page
        assert "Tên giấy tờ" in page
        assert "BẢN THỬ NGHIỆM" in page
    assert "Hẹn trả kết quả" in pages[1]
    assert [n for n in range(1, 31) if f"Bản vẽ số {n} của" not in paper.line()] == []


def unspoilt(paper):
    """No word leaves its column or the paper, and none lies over another."""
    words = paper.words()
    assert [word for word in words if word.left < LEFT or word.right > RIGHT or word.bottom > BOTTOM] == []
    assert lying_over(words) == []


@pytest.mark.parametrize("letters", ["W" * 400, "Nguyễn" * 70, "Nguyễn Thị " * 40, "Ễ" * 400, "漢" * 400])
def test_four_hundred_letters_in_every_field_spoil_nothing(printed, receipt, letters):
    texts = {part.name: letters for part in fields(ReceiptData) if isinstance(getattr(receipt(), part.name), str)}
    assert len(texts) > 20
    rows = (Component(letters, letters, 9999),) * 3
    paper = printed("receipt", receipt(**(texts | {"qr": ""}), notes=(letters,) * 6, components=rows))
    unspoilt(paper)
    assert "Hẹn trả kết quả" in paper.line()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('#read("/etc/hostname")', '#read("/etc/hostname")'),
        ("*b* _i_ `c` $x^2$ = h", "*b* _i_ `c` $x^2$ = h"),
        ("#{import} @ref <nhãn> // --- \\ ~", "#{import} @ref <nhãn> // --- \\ ~"),
        ('"}]});#eval("1+1")', '"}]});#eval("1+1")'),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Lan \N{RIGHT-TO-LEFT OVERRIDE}hnA 😀", "Lan hnA □"),
        ("1. Một 2) Hai - Ba + Bốn / Năm: Sáu", "1. Một 2) Hai - Ba + Bốn / Năm: Sáu"),
    ],
)
def test_markup_in_a_name_is_only_text(printed, receipt, typed, read):
    paper = printed("receipt", receipt(person=typed, components=(Component(typed, "Bản sao"),)))
    assert f"Tiếp nhận hồ sơ của: {read}" in paper.line()
    assert f"1 {read} Bản sao 1" in paper.line("-layout")
    assert len(paper.sizes_mm()) == 1
    unspoilt(paper)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=[]), max_size=450))
def test_no_name_blocks_a_receipt(printed, receipt, name):
    unspoilt(printed("receipt", receipt(person=name, address=name, components=(Component(name, name),))))
