"""The official slips of a dossier: what the person reads, on which paper, and that no text can spoil them."""

from dataclasses import asdict, fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcc.commands.slip_samples import sample_slips
from hcc.printing.dossier_slips import WantedPaper

from .conftest import lying_over
from .test_slips import OFFICE

RESULTS = {name[10:]: name for name in sample_slips(OFFICE) if name.startswith("result-")}
CONFIRMATION, DECISION = RESULTS["giay-xac-nhan-tinh-trang-hon"], RESULTS["quyet-dinh"]
LETTER = RESULTS["van-ban-tra-loi"]
SAMPLES = {name: sample for name, sample in sample_slips(OFFICE).items() if not name.startswith("01")}
LAID_OUT = [name for name in SAMPLES if name not in {*RESULTS.values()} - {CONFIRMATION, DECISION, LETTER}]
"""One of each layout: the result documents differ in their words alone."""
A5, A4, A4_WIDE = (148, 210), (210, 297), (297, 210)
NUMBERED = ("02-supplement-request", "03-refusal", "04-apology", "05-stop")
SIZES = {
    **dict.fromkeys((*NUMBERED, "06-control-slip"), A5),
    **dict.fromkeys(("02-supplement-request-two-copies", "07-register"), A4_WIDE),
    **dict.fromkeys(("cover", *RESULTS.values()), A4),
}
HOSTILE = [
    '#read("/etc/hostname")',
    "*b* _i_ `c` $x^2$ = h",
    "#{import} @ref <nhãn> // --- \\ ~",
    '"}]});#eval("1+1")',
    "<script>alert(1)</script>",
    "1. Một 2) Hai - Ba + Bốn / Năm: Sáu",
]


@pytest.fixture
def sample(printed):
    def make(name, **changes):
        template, data = SAMPLES[name]
        return printed(template, replace(data, **changes))

    return make


def unspoilt(paper):
    """No word leaves its sheet, and none lies over another."""
    words, sizes = paper.words(), paper.sizes_mm()
    assert [word for word in words if word.left < 9 or word.right > sizes[word.page - 1][0] - 9] == []
    assert [word for word in words if word.bottom > sizes[word.page - 1][1] - 3] == []
    assert lying_over(words) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_each_slip_has_the_paper_the_law_says(sample, name):
    paper = sample(name)
    assert set(paper.sizes_mm()) == {SIZES[name]}
    unspoilt(paper)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper.line() or name == "cover"


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "02-supplement-request",
            (
                "Số: 12/PBS-HDHS",
                "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                "Hồ sơ của: Nguyễn Thị Mẫu",
                "Mã hồ sơ: H44.99-261123-0037",
                "1 Tờ khai cấp Giấy xác nhận tình trạng hôn nhân Chưa ký tên ở trang 2. Bản chính",
                "Đề nghị nộp bổ sung chậm nhất ngày: 30/11/2026",
                "NGƯỜI HƯỚNG DẪN",
            ),
        ),
        (
            "03-refusal",
            ("Số: 03/PTC-HDHS", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "không tiếp nhận", "NGƯỜI NỘP HỒ SƠ"),
        ),
        (
            "04-apology",
            (
                "Số: 05/PXL-HDHS",
                "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
                "Thời gian hẹn trả kết quả: 9 giờ 12 phút, thứ Sáu ngày 27/11/2026",
                "thành thật xin lỗi Ông/Bà và đề nghị gia hạn",
                "Thời gian trả kết quả mới: 9 giờ 12 phút, thứ Tư ngày 02/12/2026",
                "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            ),
        ),
        ("05-stop", ("Số: 02/TBD-HDHS", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "theo đề nghị rút hồ sơ của Ông/Bà")),
        ("06-control-slip", ("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Giao: Lê Thị Ví Dụ", "Đúng hạn", "Tủ 2, ngăn 3")),
        ("07-register", ("SỔ THEO DÕI HỒ SƠ", "Cơ quan chủ trì giải quyết", "Cộng: 30 hồ sơ.")),
        ("cover", ("BÌA HỒ SƠ", "H44.99-261123-0037", "Người giải quyết: Đinh Văn Chứng")),
        (DECISION, ("QUYẾT ĐỊNH", "Điều 1. Đề nghị của ông/bà được chấp thuận.", "Nơi nhận:", "Như Điều 3;")),
        (
            CONFIRMATION,
            (
                "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
                "Họ, chữ đệm, tên: Nguyễn Thị Mẫu",
                "Giấy tờ tùy thân: căn cước số 025190000000, cấp ngày 02/02/2022",
                "Tình trạng hôn nhân: ......",
            ),
        ),
        (LETTER, ("V/v trả lời hồ sơ cấp Giấy", "Kính gửi: Nguyễn Thị Mẫu", "Đề nghị của ông/bà được chấp thuận.")),
    ],
)
def test_the_sentences_of_each_slip(sample, name, sentences):
    paper = sample(name)
    read = paper.line() + paper.line("-layout")
    assert [one for one in sentences if one not in read] == []


@pytest.mark.parametrize("name", NUMBERED)
def test_both_copies_fit_on_one_sheet_and_say_which_they_are(sample, name):
    paper = sample(name, two_up=True)
    assert paper.sizes_mm() == [A4_WIDE]
    assert paper.line().count("Nguyễn Thị Mẫu") >= 2
    assert "Liên 1: lưu tại Trung tâm." in paper.line()
    assert "Liên 2: giao người nộp." in paper.line()
    unspoilt(paper)


@pytest.mark.parametrize("name", NUMBERED)
def test_the_code_is_there_only_with_a_public_address(sample, name):
    assert sample(name).qr_codes() == ["https://anmau.example/tra-cuu/abcdefghijklmnop"]
    assert sample(name, qr="").qr_codes() == []


def test_the_cover_s_code_is_the_number_of_reception(sample):
    assert sample("cover").qr_codes() == ["H44.99-261123-0037"]


def spoilt_by(value, letters):
    """The data with these letters in every field of text; addresses behind codes stay."""
    if isinstance(value, str):
        return letters
    if isinstance(value, tuple):
        return tuple(spoilt_by(one, letters) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        kept = {"qr", "code", "layout"} if not hasattr(value, "agency") else set()
        changed = {
            part.name: spoilt_by(getattr(value, part.name), letters) for part in fields(value) if part.name not in kept
        }
        return replace(value, **changed)
    return value


ODD = ["W" * 400, "Nguyễn Thị " * 40, "Ễ" * 400, "漢" * 400, "dài " * 500, "😀" * 400, "\u202eنگوین \u2066x" * 60]


@pytest.mark.parametrize("letters", ODD)
@pytest.mark.parametrize("name", LAID_OUT)
def test_four_hundred_letters_in_every_field_spoil_nothing(printed, name, letters):
    template, data = SAMPLES[name]
    if name == "07-register":
        data = replace(data, rows=data.rows[:3])
    paper = printed(template, spoilt_by(data, letters))
    unspoilt(paper)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("name", [*NUMBERED, "06-control-slip", "cover"])
def test_markup_in_a_name_is_only_text(sample, name, typed):
    assert typed in sample(name, person=typed).line()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=[]), max_size=450), name=st.sampled_from(NUMBERED))
def test_no_text_blocks_a_slip(printed, text, name):
    template, data = SAMPLES[name]
    given = {**asdict(data), "person": text, "reason": text, "papers": (WantedPaper(text, text, text),)}
    unspoilt(printed(template, given))


@pytest.mark.parametrize(
    ("name", "field", "lengths", "signs"),
    [
        (DECISION, "body", [("Một đoạn văn.",) * many for many in range(14, 34, 2)], "KT. CHỦ TỊCH"),
        ("04-apology", "reason", ["Phải xác minh. " * many for many in range(1, 60, 4)], "KT. CHỦ TỊCH"),
    ],
)
def test_no_page_begins_with_the_signature_alone(sample, name, field, lengths, signs):
    pages = {}
    for length in lengths:
        paper = sample(name, **{field: length})
        last = len(paper.sizes_mm())
        words = " ".join(paper.text("-f", str(last), "-l", str(last)).split())
        pages[last] = words
        assert not words.removeprefix("BẢN THỬ NGHIỆM ").removeprefix(f"{last} ").startswith(("Nơi nhận", signs)), words
    assert len(pages) > 1, "the texts are long enough to go over the page"
