"""Sheets, posters, cards and pictures: always one page, whatever the procedure, with a code a phone can read."""

import io
import re
import subprocess
from dataclasses import replace

import pytest
from PIL import Image

from hcc.printing.poster_data import PosterSize, PostingData
from hcc.printing.posters import Posting, filled, render_posting
from hcc.procedures.posting_facts import posted_procedure, posting_office

from ..procedures.posted import AT, HOURS, MONSTERS, OFFICE, TODAY, revision_of, say, shipped_records
from .conftest import Paper, lying_over

A4, A3, A5 = (210.0, 297.0), (297.0, 420.0), (148.0, 210.0)
TYPICAL = "2.000815"
RECORDS = {**shipped_records(), **MONSTERS}
each_record = pytest.mark.parametrize("name", sorted(RECORDS))
one_page = pytest.mark.parametrize("kind", [Posting.SHEET, Posting.POSTER, Posting.CARD])


def data_of(*records, size=PosterSize.A4, office=OFFICE, heading="") -> PostingData:
    procedures = tuple(posted_procedure(revision_of(r), office=office, say=say, today=TODAY) for r in records)
    return PostingData(posting_office(office, HOURS), procedures, size, heading)


def printed(kind: Posting, data: PostingData) -> bytes:
    return render_posting(kind, filled(data), at=AT)


@pytest.fixture(scope="module")
def printed_once() -> dict[tuple[Posting, str], bytes]:
    """Papers by kind and text. Several tests look at one paper, and the longest take half a second to lay out."""
    return {}


@pytest.fixture
def paper(tmp_path, printed_once):
    def make(kind, *records, **options) -> Paper:
        text = filled(data_of(*records, **options))
        if (kind, text) not in printed_once:
            printed_once[kind, text] = render_posting(kind, text, at=AT)
        return Paper(printed_once[kind, text], tmp_path / f"{kind}.pdf")

    return make


def foot_picture(sheet: Paper) -> bytes:
    """The bottom right corner of a guide sheet, 42 x 55 mm at 8 dots a millimetre."""
    box = ("-x", 168 * 8, "-y", 242 * 8, "-W", 42 * 8, "-H", 55 * 8)
    command = ("pdftoppm", "-r", 203.2, "-gray", "-png", *box, sheet.path)
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout


def code_at_the_foot(sheet: Paper) -> str:
    found = subprocess.run(["zbarimg", "-q", "--raw", "-"], input=foot_picture(sheet), capture_output=True, check=True)
    return found.stdout.decode().strip()


def letters(text: str) -> str:
    """Only the letters: lines may break anywhere between words, and within what has no space."""
    return re.sub(r"\W+", "", text)


@each_record
def test_every_guide_sheet_is_one_a4_with_what_matters_and_its_code(paper, name):
    record = RECORDS[name]
    sheet = paper(Posting.SHEET, record)
    assert sheet.sizes_mm() == [A4]
    text = letters(sheet.text())
    for part in ("Mang theo gì", "Bao nhiêu tiền", "Bao lâu", record.code, OFFICE.phone, OFFICE.office_name):
        assert letters(part) in text
    assert code_at_the_foot(sheet) == f"{OFFICE.public_url}/thu-tuc/{record.code}"


@one_page
@pytest.mark.parametrize("name", sorted(MONSTERS))
def test_a_monster_fills_one_page_and_nothing_lies_over_anything(paper, kind, name):
    made = paper(kind, MONSTERS[name])
    assert made.sizes_mm() == [A5 if kind is Posting.CARD else A4]
    words = [word for word in made.words() if len(word.text) > 1]
    width, height = made.sizes_mm()[0]
    assert all(word.left >= 0 and word.right <= width and word.bottom <= height for word in words)
    assert lying_over(words) == []


def test_what_does_not_fit_is_counted_and_the_reader_told_where_it_stands(paper):
    text = " ".join(paper(Posting.SHEET, MONSTERS["hundred-papers"]).text("-raw").split())
    shown = [n for n in range(100) if f"Giấy tờ số {n} " in text]
    assert shown == list(range(len(shown)))
    assert 15 < len(shown) < 100
    assert f"Còn {100 - len(shown)} giấy tờ nữa, xem tiếp tại anmau.example/thu-" in text


def test_the_fee_and_the_time_are_kept_when_papers_are_cut(paper):
    record = replace(shipped_records()[TYPICAL], components=MONSTERS["hundred-papers"].components)
    for kind in (Posting.SHEET, Posting.POSTER, Posting.CARD):
        text = paper(kind, record).line()
        assert "2.000 đồng" in text
        assert "Trong ngày" in text


def test_a_typical_sheet_says_everything(paper):
    record = shipped_records()[TYPICAL]
    text = letters(paper(Posting.SHEET, record).text("-raw"))
    for part in (*record.steps, *record.results, *record.conditions, *record.legal_basis, record.audience):
        assert letters(part) in text, part
    for component in record.components:
        assert letters(component.name) in text
    for part in ("Bản 1, áp dụng từ 01/12/2026", "Thứ Hai đến thứ Sáu", OFFICE.address, OFFICE.office_name):
        assert letters(part) in text, part


@one_page
def test_without_a_public_address_there_is_no_code(paper, kind):
    made = paper(kind, shipped_records()[TYPICAL], office=replace(OFFICE, public_url=""))
    assert made.qr_codes() == []
    assert OFFICE.phone in made.line()


def test_the_code_of_a_sheet_is_25_mm_wide(paper):
    """As wide as the law's receipts have it: measured where zbar finds it, at 8 dots a millimetre."""
    made = paper(Posting.SHEET, shipped_records()[TYPICAL])
    with Image.open(io.BytesIO(foot_picture(made))) as picture:
        # Below the rule across the page, which is dark too.
        left, _, right, _ = (
            picture.convert("L").point(lambda shade: 255 * (shade < 128)).crop((0, 120, 336, 440)).getbbox()
        )
    assert (right - left) / 8 == pytest.approx(25, abs=0.4)


def test_a3_is_the_a4_poster_enlarged(paper):
    record = shipped_records()[TYPICAL]
    small, large = paper(Posting.POSTER, record), None
    words, size = small.words(), small.sizes_mm()
    large = paper(Posting.POSTER, record, size=PosterSize.A3)
    assert (size, large.sizes_mm()) == ([A4], [A3])
    for a, b in zip(words, large.words(), strict=True):
        assert a.text == b.text
        assert b.left == pytest.approx(a.left * 2**0.5, abs=0.5)


@pytest.mark.parametrize("name", [TYPICAL, "1.013182", *sorted(MONSTERS)])
def test_the_picture_is_exactly_as_large_as_chats_want_it(name):
    with Image.open(io.BytesIO(printed(Posting.PICTURE, data_of(RECORDS[name])))) as picture:
        assert (picture.format, picture.size) == ("PNG", (1080, 1350))
        # The red bar and the foot's ground reach both edges, so nothing pushed them off the page.
        assert picture.convert("RGB").getpixel((2, 2)) == (155, 28, 28)
        assert picture.convert("RGB").getpixel((1077, 1347)) == (247, 242, 232)


def test_a_table_names_every_procedure_and_repeats_its_head(paper):
    records = [shipped_records()[code] for code in sorted(shipped_records())[:60]]
    table = paper(Posting.TABLE, *records, heading="Thủ tục niêm yết thử")
    text = letters(table.text("-raw"))
    assert all(letters(record.code) in text for record in records)
    assert len(table.sizes_mm()) > 2
    assert set(table.sizes_mm()) == {A4[::-1]}
    assert table.text().count("Mang theo gì") == len(table.sizes_mm())
    assert "Thủ tục niêm yết thử" in table.line()


@pytest.mark.parametrize("kind", list(Posting))
def test_the_same_text_and_moment_give_the_same_bytes(kind):
    data = data_of(shipped_records()[TYPICAL])
    assert printed(kind, data) == printed(kind, data)


@one_page
def test_papers_keep_a_standard_and_embed_our_fonts(paper, kind):
    made = paper(kind, shipped_records()[TYPICAL])
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in made.bytes
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.bytes
    assert set(made.fonts()) <= {"BeVietnamPro-Regular", "BeVietnamPro-Bold", "LiberationSerif", "LiberationSerif-Bold"}
    assert set(made.fonts().values()) == {"yes"}


def test_a_draft_says_so_on_every_paper(paper):
    revision = revision_of(shipped_records()[TYPICAL])
    revision.approved_at = revision.effective_from = None
    posted = posted_procedure(revision, office=OFFICE, say=say, today=TODAY)
    for kind in (Posting.SHEET, Posting.POSTER, Posting.CARD):
        made = render_posting(kind, filled(PostingData(posting_office(OFFICE, HOURS), (posted,))), at=AT)
        assert b"%PDF" in made[:8]
        assert "Bản nháp, chưa công bố." in paper_text(made)


def paper_text(pdf: bytes) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


@one_page
def test_where_nothing_is_known_it_says_whom_to_call_and_what_to_ask(paper, kind):
    text = paper(kind, MONSTERS["nothing-known"]).line()
    for part in (
        "Hãy gọi trước khi đi",
        OFFICE.phone,
        "Mang theo gì, mỗi thứ mấy bản?",
        "Bao nhiêu tiền?",
        "Bao lâu có",
    ):
        assert part in text
    assert text.count("Trung tâm đang cập nhật") == 1
    assert ("ghi lại vào đây" in text) == (kind is not Posting.POSTER), "what is taken home has lines to write on"


def test_no_heading_ends_in_a_line_of_one_short_word(paper):
    """ "Chứng thực bản sao từ / bản chính" left two words alone on the second line of the poster."""
    record = shipped_records()[TYPICAL]
    lines = paper(Posting.POSTER, record).text("-layout").splitlines()
    heading = next(n for n, line in enumerate(lines) if "Chứng thực bản" in line)
    assert [" ".join(line.split()) for line in lines[heading : heading + 3] if line.strip()][:2] == [
        "Chứng thực bản sao", "từ bản chính",
    ]  # fmt: skip
