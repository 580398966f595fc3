"""What people write and fill in on a PDF is on the copy, however its writer left it to be drawn. Judged by poppler."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from hcc.pdf.intake import Verdict, take_in
from pdfs import make
from pdfs.judging import active_parts, picture

PAGE = (595, 842)
WHITE = (255, 255, 255)


@pytest.fixture
def taken(tmp_path):
    """Hands in a blank A4 page with this annotation; answers the verdict and a picture of the copy, a pixel a point."""

    def taken(note: bytes, more: dict[int, bytes] | None = None) -> tuple[Verdict, Image.Image]:
        original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
        page = b"/Annots [<< /Type /Annot %s >>]" % note
        original.write_bytes(make.one_page(content=b"", page=page, more=more))
        verdict = take_in(original, clean)
        assert active_parts(clean) == set()
        return verdict, drawn(clean)

    return taken


def drawn(pdf: Path, page: int = 1) -> Image.Image:
    ppm = picture(pdf, "-f", str(page), "-l", str(page), dpi=72)
    pixels = ppm.split(b"\n", 3)[3]
    return Image.frombytes("RGB", PAGE, pixels)


def inked(seen: Image.Image, left: int, low: int, right: int, high: int) -> int:
    """Pixels that are not white in this part of the page, in points from its lower left corner."""
    part = seen.crop((left, PAGE[1] - high, right, PAGE[1] - low))
    return sum(count for count, colour in part.getcolors(10**6) if colour != WHITE)


SEEN_ON_SCREEN, PRINTS, HIDDEN, ONLY_PRINTS, NOWHERE = 0, 4, 6, 36, 32


@pytest.mark.parametrize(
    ("flags", "kept"), [(SEEN_ON_SCREEN, True), (PRINTS, True), (ONLY_PRINTS, True), (HIDDEN, False), (NOWHERE, False)]
)
def test_a_highlight_stays_when_anybody_saw_it_and_is_told_when_not(flags, kept, taken):
    form = make.stream(b"1 1 0 rg 0 0 200 30 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 200 30]")
    note = b"/Subtype /Highlight /Rect [72 700 272 730] /F %d /AP << /N 10 0 R >>" % flags
    verdict, seen = taken(note, more={10: form})
    assert verdict.removed == (() if kept else ("notes",))
    assert (inked(seen, 72, 700, 272, 730) == 200 * 30) is kept


SHAPES = {
    "handwriting": (
        b"/Subtype /Ink /InkList [[100 100 150 150] [200 100 250 120]] /C [0 0 1]",
        (125, 125),
        (0, 0, 255),
    ),
    "line": (b"/Subtype /Line /L [100 100 200 100] /C [1 0 0] /BS << /W 4 >> /Rect [0 0 0 0]", (150, 100), (255, 0, 0)),
    "frame": (b"/Subtype /Square /Rect [100 100 200 200] /C [1 0 0] /BS << /W 6 >>", (103, 150), (255, 0, 0)),
    "filled": (b"/Subtype /Square /Rect [100 100 200 200] /IC [0 1 0] /Border [0 0 0]", (150, 150), (0, 255, 0)),
    "circle": (b"/Subtype /Circle /Rect [100 100 200 200] /C [0] /IC [0 1 0]", (150, 150), (0, 255, 0)),
    "corners": (b"/Subtype /Polygon /Vertices [100 100 200 100 150 200] /IC [0 1 1]", (150, 130), (0, 255, 255)),
    "zigzag": (b"/Subtype /PolyLine /Vertices [100 100 200 100 200 200] /BS << /W 4 >>", (150, 100), (0, 0, 0)),
    "marked": (b"/Subtype /Highlight /QuadPoints [100 200 200 200 100 100 200 100]", (150, 150), (255, 255, 0)),
    "marked by its frame": (b"/Subtype /Highlight /C [0 1 0] /Rect [100 100 200 200]", (150, 150), (0, 255, 0)),
    "struck out, corners in turn": (
        b"/Subtype /StrikeOut /C [1 0 0] /QuadPoints [100 100 200 100 200 121 100 121]",
        (150, 110),
        (255, 0, 0),
    ),
    "struck out": (
        b"/Subtype /StrikeOut /C [1 0 0] /QuadPoints [100 121 200 121 100 100 200 100]",
        (150, 110),
        (255, 0, 0),
    ),
}
"""A note that brings no drawing, a point on it and the colour it has there."""


@pytest.mark.parametrize("name", SHAPES)
def test_a_note_without_a_drawing_is_drawn(name, taken):
    note, (across, up), colour = SHAPES[name]
    verdict, seen = taken((b"" if b"/Rect" in note else b"/Rect [90 90 260 210] ") + note)
    assert (verdict.word, verdict.removed) == ("clean", ())
    assert colour in {
        seen.getpixel((across + right, PAGE[1] - up + down)) for right in (-1, 0, 1) for down in (-1, 0, 1)
    }
    assert inked(seen, 300, 0, 595, 842) == 0, "nothing is drawn elsewhere"


@pytest.mark.parametrize(
    "note",
    [
        b"/Subtype /Stamp /Rect [100 100 200 200] /Name /Approved",
        b"/Subtype /Ink /Rect [0 0 9 9] /InkList [[1 2 (x) 4]]",
        b"/Subtype /Ink /Rect [0 0 9 9] /InkList 7",
        b"/Subtype /Line /Rect [0 0 9 9] /L [1 1 9e30 1]",
        b"/Subtype /Square /Rect [9 9 9 9]",
        b"/Subtype /Polygon /Rect [0 0 9 9] /Vertices [%s]" % (b"1 " * 200_000),
        b"/Subtype /Text /Rect [100 100 120 120] /Contents (xin xem lai)",
        b"/Subtype /FreeText /Rect [100 100 120 120] /Contents ()",
    ],
)
def test_a_note_that_cannot_be_drawn_is_told(note, taken):
    verdict, _ = taken(note)
    assert (verdict.word, verdict.removed) == ("clean", ("notes",))


def test_words_typed_on_a_page_without_a_drawing_are_drawn(taken):
    words = "Tôi đồng ý chuyển nhượng thửa đất này".encode("utf-16-be").hex().encode()
    verdict, seen = taken(
        b"/Subtype /FreeText /Rect [100 100 200 160] /DA (1 0 0 rg /F1 14 Tf) /Contents <FEFF%s>" % words
    )
    assert verdict.removed == ()
    upper, lower = inked(seen, 100, 130, 200, 160), inked(seen, 100, 100, 200, 130)
    assert min(upper, lower) > 60, "the words go on in a second line"
    assert (255, 0, 0) in {colour for _, colour in seen.getcolors(10**6)}
    assert inked(seen, 0, 0, 595, 842) == upper + lower


VIETNAMESE = b"<FEFF%s>" % "Nguyễn Thị Bưởi".encode("utf-16-be").hex().encode()


@pytest.mark.parametrize("form", [b"", b"/NeedAppearances true"])
@pytest.mark.parametrize("value", [b"(Nguyen Thi Buoi)", VIETNAMESE])
def test_what_was_filled_in_shows_though_nobody_drew_it(value, form, tmp_path):
    verdict, seen, text = _field(tmp_path, value, form=form)
    assert verdict.removed == ("fields",)
    assert inked(seen, 72, 500, 272, 530) > 150
    assert inked(seen, 0, 0, 595, 842) == inked(seen, 72, 500, 272, 530), "it stays within its field"
    assert "?" not in text, "qpdf puts question marks for letters it does not know"


def test_a_long_name_is_made_to_fit_its_field(tmp_path):
    long = b"<FEFF%s>" % ("Nguyễn Thị " * 6).encode("utf-16-be").hex().encode()
    _, seen, _ = _field(tmp_path, long)
    assert inked(seen, 72, 500, 270, 530) > 150
    assert inked(seen, 270, 500, 272, 530) == 0, "the last letters are not cut off at the frame"


def test_a_filled_field_that_only_shows_on_screen_is_on_the_copy(tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    original.write_bytes(make.with_form().replace(b"/F 4 ", b"/F 0 "))
    take_in(original, clean)
    assert "Nguyen" in subprocess.run(["pdftotext", clean, "-"], capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("value", "shows", "text"),
    [
        (b"(Tran Van Ba)", b"(Nguyen)", "Tran Van Ba"),
        (b"(Tran Van Ba)", b"()", "Tran Van Ba"),
        (b"(Tran Van Ba)", b"(Tran Van  Ba)", "Tran Van  Ba"),
        (VIETNAMESE, b"(Nguy\\352n)", "NguyŒn"),
        (VIETNAMESE, b"(Nguy?n)", ""),
        (VIETNAMESE, b"()", ""),
    ],
)
def test_a_form_to_be_drawn_anew_keeps_drawings_that_may_be_right(value, shows, text, tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    original.write_bytes(make.with_form(need_appearances=True, value=value, shows=shows))
    take_in(original, clean)
    read = subprocess.run(["pdftotext", "-layout", clean, "-"], capture_output=True, text=True).stdout
    assert read.replace("Don xin xac nhan", "").split() == text.split()
    assert inked(drawn(clean), 72, 500, 272, 530) > 100


@pytest.mark.parametrize(("shows", "text"), [(b"()", "Nam"), (b"(Nam Nu)", "Nam Nu")])
def test_a_list_to_be_drawn_anew_shows_what_was_chosen(shows, text, tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    form = make.with_form(need_appearances=True, value=b"(Nam) /Opt [(Nam) (Nu)]", shows=shows)
    original.write_bytes(form.replace(b"/FT /Tx", b"/FT /Ch"))
    take_in(original, clean)
    read = subprocess.run(["pdftotext", "-layout", clean, "-"], capture_output=True, text=True).stdout
    assert read.replace("Don xin xac nhan", "").split()[:2] in (text.split(), ["Nam", "Nu"])


@pytest.mark.parametrize("appearance", [True, False])
def test_a_value_shows_though_its_field_names_no_font(appearance, tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    form = make.with_form(need_appearances=True, appearance=appearance, value=b"(Tran Van Ba)", shows=b"()")
    original.write_bytes(form.replace(b"/DA (/Helv 12 Tf 0 g)", b"/DA (0 g)"))
    take_in(original, clean)
    assert inked(drawn(clean), 72, 500, 272, 530) > 150


def test_a_form_whose_field_is_written_inline_is_not_refused(tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /V %s /Rect [72 500 272 530] >>" % VIETNAMESE
    form = b"/AcroForm << /Fields [%s] /NeedAppearances true >>" % field
    original.write_bytes(make.one_page(content=b"", catalogue=form, page=b"/Annots [%s]" % field))
    assert take_in(original, clean).removed == ("fields",)
    assert inked(drawn(clean), 72, 500, 272, 530) > 150


def test_a_value_that_is_no_text_at_all_does_not_refuse_the_file(tmp_path):
    verdict, seen, _ = _field(tmp_path, b"<EFBBBF41FF>")
    assert verdict.word == "clean"
    assert inked(seen, 72, 500, 272, 530) > 20


def test_pages_may_share_one_list_of_notes(tmp_path):
    original, clean = tmp_path / "original.pdf", tmp_path / "clean.pdf"
    box = b"<< /Type /Annot /Subtype /Square /Rect [100 100 200 200] /IC [0 1 0] >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] >>",
        3: b"<< /Type /Page /Parent 2 0 R /Annots 5 0 R >>",
        4: b"<< /Type /Page /Parent 2 0 R /Annots 5 0 R >>",
        5: b"[6 0 R]",
        6: box,
    }
    original.write_bytes(make.raw(objects))
    assert take_in(original, clean).pages == 2
    assert [inked(drawn(clean, page), 101, 101, 199, 199) for page in (1, 2)] == [98 * 98] * 2


def test_a_password_typed_into_a_form_is_not_shown(tmp_path):
    _, seen, text = _field(tmp_path, VIETNAMESE, field=b"/Ff 8192")
    assert inked(seen, 0, 0, 595, 842) == 0
    assert text.strip() == ""


def _field(folder: Path, value: bytes, *, field: bytes = b"", form: bytes = b"") -> tuple[Verdict, Image.Image, str]:
    """A page with one text field that holds `value` and has no drawing: the verdict, its picture and its text."""
    original, clean = folder / "original.pdf", folder / "clean.pdf"
    fonts = b"/DR << /Font << /Helv 5 0 R >> >>"
    widget = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ho_ten) /V %s /Rect [72 500 272 530] %s >>" % (value, field)
    original.write_bytes(
        make.one_page(
            content=b"",
            catalogue=b"/AcroForm << /Fields [10 0 R] /DA (/Helv 12 Tf 0 g) %s %s >>" % (fonts, form),
            page=b"/Annots [10 0 R]",
            more={10: widget},
        )
    )
    verdict = take_in(original, clean)
    assert active_parts(clean) == set()
    return verdict, drawn(clean), subprocess.run(["pdftotext", clean, "-"], capture_output=True, text=True).stdout
