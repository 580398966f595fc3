"""Attestations for ink, and the block of an electronic copy."""

import unicodedata

import pytest

from hcc.printing.corners import Corner

from .conftest import CHECK, lying_over


def block_of(paper, page=1):
    """The smallest box around all words of a page's attestation, in mm."""
    words = [word for word in paper.words() if word.page == page]
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def test_the_attestation_says_what_the_law_asks(printed, job):
    paper = printed("attestation_copy", job())
    assert paper.sizes_mm() == [(210, 297)]
    read = paper.line()
    assert unicodedata.is_normalized("NFC", read)
    for sentence in (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 1205 Quyển số: 01/2026 - SCT/BS",
        "Ngày 23 tháng 11 năm 2026",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Trần Văn Mẫu",
        "Quét để kiểm tra anmau.example/kt",
        "Trang 2/2 · Bản sao này có 2 trang, 1 tờ",
    ):
        assert sentence in read
    assert "giáp lai" not in read
    assert "THỬ NGHIỆM" not in read
    assert paper.qr_codes() == [CHECK]


def test_a_visit_is_one_job_in_the_order_of_the_tray(printed, attestation, job):
    papers = (
        attestation(number="1205", copies=5),
        attestation(number="1206", copies=3, qr=""),
        attestation(number="1207", copies=2, pages=4, sheets=2),
    )
    paper = printed("attestation_copy", job(attestations=papers))
    pages = paper.text().split("\f")[:-1]
    numbers = [next(n for n in ("1205", "1206", "1207") if n in page) for page in pages]
    assert numbers == ["1205"] * 5 + ["1206"] * 3 + ["1207"] * 2
    assert paper.sizes_mm() == [(210, 297)] * 10
    assert len(paper.qr_codes()) == 7
    assert "Quét để kiểm tra" not in pages[5]


def test_there_is_room_for_ink_and_seal(printed, job):
    words = printed("attestation_copy", job()).words()
    (capacity,) = [word for word in words if word.text == "PHÓ"]
    (name,) = [word for word in words if word.text == "Trần"]
    assert 34 < name.top - capacity.bottom < 40
    between = [word for word in words if capacity.bottom < word.top < name.top - 1 and word.left > 100]
    assert between == []


@pytest.mark.parametrize("corner", Corner)
def test_the_block_stands_in_its_corner(printed, job, corner):
    left, top, right, bottom = block_of(printed("attestation_copy", job(corner=corner)))
    assert (left < 35) == corner.endswith("left")
    assert (right > 175) == corner.endswith("right")
    assert (top < 30) == corner.startswith("top")
    assert (bottom > 270) == corner.startswith("bottom")


def test_the_block_moves_by_millimetres(printed, job):
    here = block_of(printed("attestation_copy", job()))
    there = block_of(printed("attestation_copy", job(dx_mm=-12, dy_mm=-7.5)))
    assert [round(a - b, 1) for a, b in zip(there, here, strict=True)] == [-12, -7.5, -12, -7.5]


@pytest.mark.parametrize(("dx", "dy"), [(200, 280), (-200, -280)])
def test_the_block_never_leaves_the_sheet(printed, job, dx, dy):
    left, top, right, bottom = block_of(printed("attestation_copy", job(dx_mm=dx, dy_mm=dy)))
    assert left >= 9.99
    assert top >= 9.99
    assert right <= 200.01
    assert bottom <= 288, "descenders hang below the baseline that is kept 10 mm from the edge"


def test_the_seam_is_marked_only_on_several_sheets(printed, attestation, job):
    papers = (attestation(sheets=1), attestation(sheets=2, pages=3))
    one, two = printed("attestation_copy", job(attestations=papers, seam_mark=True)).text().split("\f")[:-1]
    assert "Đóng dấu giáp lai" not in one
    assert "Đóng dấu giáp lai" in two
    assert "giáp lai" not in printed("attestation_copy", job(attestations=papers)).text()


def test_a_trial_job_says_so_on_every_page(printed, attestation, job):
    paper = printed("attestation_copy", job(attestations=(attestation(copies=3),), trial=True))
    assert [page.count("BẢN THỬ NGHIỆM") for page in paper.text().split("\f")[:-1]] == [1, 1, 1]


@pytest.mark.parametrize("letters", ["W" * 400, "Phó Chủ tịch " * 30, "漢" * 400])
def test_the_longest_texts_stay_in_the_block(printed, attestation, job, stamp_block, letters):
    long = dict.fromkeys(("number", "book", "date", "signer", "title", "check_host"), letters)
    long["capacity"] = (letters,) * 4
    for name, data in (
        ("attestation_copy", job(attestations=(attestation(**long),), dy_mm=-30)),
        ("stamp_block", stamp_block(**long, trial=True)),
    ):
        paper = printed(name, data)
        ((width, height),) = paper.sizes_mm()
        words = paper.words()
        assert [w for w in words if w.left < 1 or w.top < 1 or w.right > width - 1 or w.bottom > height - 1] == []
        assert lying_over(words) == []


def test_the_stamp_block_is_a_small_page(printed, stamp_block):
    paper = printed("stamp_block", stamp_block())
    assert paper.sizes_mm() == [(118, 44)]
    assert paper.qr_codes() == [CHECK]
    read = paper.line()
    for sentence in (
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 1205 Quyển số: 01/2026 - SCT/BS",
        "Ngày 23 tháng 11 năm 2026",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Trần Văn Mẫu",
        "Quét để kiểm tra anmau.example/kt",
    ):
        assert sentence in read
    assert "THỬ NGHIỆM" not in read


def test_a_trial_block_says_so(printed, stamp_block):
    assert "BẢN THỬ NGHIỆM" in printed("stamp_block", stamp_block(trial=True)).line()


def test_a_block_without_an_address_has_no_qr_code(printed, stamp_block):
    paper = printed("stamp_block", stamp_block(qr="", check_host=""))
    assert paper.sizes_mm() == [(118, 44)]
    assert paper.qr_codes() == []
    assert "Quét" not in paper.line()


def test_a_long_capacity_makes_the_block_higher(printed, stamp_block):
    capacity = ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG")
    paper = printed("stamp_block", stamp_block(capacity=capacity))
    ((width, height),) = paper.sizes_mm()
    assert width == 118
    assert 44 <= height < 55
    assert "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" in paper.line()
