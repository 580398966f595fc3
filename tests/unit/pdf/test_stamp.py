"""The stamp stands upright in the corner people see, whatever the page is like. Read back with poppler and zbar."""

import io
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
import segno
import typst
from PIL import Image, ImageChops

import hcc.printing
from hcc.pdf.errors import AlreadySigned, BlockRefused, Unreadable
from hcc.pdf.intake import take_in
from hcc.pdf.stamp import stamp
from pdfs import make

CHECK = "https://anmau.example/kiem-tra/3f9k2m7q8w5x1c6z"
TEXT = "Chứng thực bản sao đúng với bản chính. Số chứng thực: 99, quyển số 02 SCT/BS. Xã Ấn Mẫu, ngữ nghĩa"
DPI = 150
DOTS_A_MM = DPI / 25.4
WIDE, HIGH, MARGIN = 80, 30, 10

BLOCK = """
#set page(width: 80mm, height: 30mm, margin: 0mm, fill: none)
#set text(font: "Liberation Serif", size: 9pt, lang: "vi")
#let d = json(bytes(sys.inputs.data))
#grid(columns: (45mm, 5mm, 30mm), d.text, [], image(bytes(d.qr), format: "svg", width: 30mm))
"""

PAGES = {
    "upright": {"media": b"/MediaBox [0 0 595 842]"},
    "turned 90": {"media": b"/MediaBox [0 0 595 842] /Rotate 90"},
    "turned 180": {"media": b"/MediaBox [0 0 595 842] /Rotate 180"},
    "turned 270": {"media": b"/MediaBox [0 0 595 842] /Rotate 270"},
    "turned -90": {"media": b"/MediaBox [0 0 595 842] /Rotate -90"},
    "turned 450": {"media": b"/MediaBox [0 0 595 842] /Rotate 450"},
    "cropped": {"media": b"/MediaBox [0 0 700 900] /CropBox [60 40 655 842]"},
    "cropped and turned": {"media": b"/MediaBox [0 0 700 900] /CropBox [60 40 655 842] /Rotate 90"},
    "crop box beyond the page": {"media": b"/MediaBox [0 0 595 842] /CropBox [-100 -100 2000 700]"},
    "negative origin": {"media": b"/MediaBox [-200 -300 395 542]"},
    "negative origin turned": {"media": b"/MediaBox [-200 -300 395 542] /Rotate 270"},
    "swapped corners": {"media": b"/MediaBox [595 842 0 0]"},
    "landscape": {"media": b"/MediaBox [0 0 842 595]"},
    "A3": {"media": b"/MediaBox [0 0 842 1191]"},
    "A6": {"media": b"/MediaBox [0 0 297.6 419.5]"},
    "half turn, cropped at all sides": {"media": b"/MediaBox [-20 -10 700 900] /CropBox [60 40 655 842] /Rotate 180"},
    "cropped, turned, larger unit": {
        "media": b"/MediaBox [0 0 400 500] /CropBox [30 20 327 441] /Rotate 270 /UserUnit 2"
    },
    "smaller unit": {"media": b"/MediaBox [0 0 1190 1684] /UserUnit 0.5"},
    "larger unit": {"media": b"/MediaBox [0 0 595 842] /UserUnit 2"},
    "unclosed q": {"content": b"q 2 0 0 2 0 0 cm q 3 0 0 3 9 9 cm " + make.TEXT},
    "a Q too many": {"content": b"Q 3 0 0 3 9 9 cm 0.9 g Q " + make.TEXT},
    "current matrix left changed": {"content": b"0.5 0 0 -0.5 0 842 cm 1 0 0 rg " + make.TEXT},
    "white ink and clipping left on": {"content": make.TEXT + b" 1 g 0 0 1 1 re W n"},
    "name taken": {
        "resources": b"/XObject << /HccStamp0 10 0 R >>",
        "content": make.TEXT + b" /HccStamp0 Do",
        "more": {10: make.stream(b"1 0 0 rg 0 0 5 5 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")},
    },
    "no content": {"content": b""},
}


@pytest.fixture(scope="session")
def block() -> bytes:
    """A block with a text in Vietnamese and a QR."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(hcc.printing.__file__).parent / "fonts"],
    )
    data = json.dumps({"text": TEXT, "qr": segno.make(CHECK, micro=False).svg_inline(border=0)})
    return typst.Compiler(input=BLOCK.encode(), font_paths=fonts).compile(format="pdf", sys_inputs={"data": data})


@pytest.fixture
def stamped(tmp_path, block):
    """Stamps a source file; answers where the stamped copy is."""

    def stamped(source: bytes, block: bytes = block, **how) -> Path:
        (tmp_path / "source.pdf").write_bytes(source)
        target = tmp_path / "stamped.pdf"
        stamp(tmp_path / "source.pdf", block, target, **({"width_mm": WIDE, "height_mm": HIGH} | how))
        assert (tmp_path / "source.pdf").read_bytes() == source
        assert {path.name for path in tmp_path.iterdir()} == {"source.pdf", "stamped.pdf"}
        subprocess.run(["qpdf", "--check", target], check=True, capture_output=True)
        return target

    return stamped


@dataclass(frozen=True)
class Seen:
    """The stamp on a page as displayed: what its QR says, which way is up, mm from the edges of the page, and
    the width of that."""

    check: str
    orientation: str
    left: float
    top: float
    right: float
    bottom: float
    page_wide: float


def see(pdf: Path, page: int = 1) -> Seen | None:
    """Draw a page and look for the stamp, which is the only black thing on it."""
    drawn = subprocess.run(
        ["pdftoppm", "-cropbox", "-r", str(DPI), "-f", str(page), "-l", str(page), pdf], capture_output=True, check=True
    ).stdout
    read = subprocess.run(["zbarimg", "--xml", "-q", "-Sqr.enable", "pnm:-"], input=drawn, capture_output=True).stdout
    found = re.findall(r"orientation='(\w+)'><data><!\[CDATA\[(.*?)\]\]>", read.decode())
    with Image.open(io.BytesIO(drawn)) as image:
        red, green, blue = (band.point(lambda value: 255 if value < 70 else 0) for band in image.split())
        black = ImageChops.multiply(ImageChops.multiply(red, green), blue).getbbox()
        wide, high = image.size
    if black is None:
        assert not found
        return None
    ((orientation, check),) = found
    edges = (black[0], black[1], wide - black[2], high - black[3])
    return Seen(check, orientation, *(edge / DOTS_A_MM for edge in (*edges, wide)))


def text_of(pdf: Path) -> str:
    ran = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    return " ".join(ran.stdout.split())


UNITS = {"larger unit": 2, "cropped, turned, larger unit": 2, "smaller unit": 0.5}


@pytest.mark.parametrize("name", PAGES)
def test_the_stamp_stands_upright_in_the_corner(name, stamped):
    target = stamped(make.one_page(**PAGES[name]))
    seen = see(target)
    assert (seen.check, seen.orientation) == (CHECK, "UP")
    unit = UNITS.get(name, 1)  # poppler shows such a page, and the stamp on it, in other sizes
    assert seen.right * unit == pytest.approx(MARGIN, abs=0.5)
    assert seen.bottom * unit == pytest.approx(MARGIN, abs=0.5)
    assert (seen.page_wide - seen.left - seen.right) * unit == pytest.approx(WIDE, abs=1)
    assert TEXT in text_of(target)


UNTIDY = ["upright", "cropped and turned", "larger unit", "unclosed q", "a Q too many", "current matrix left changed"]


@pytest.mark.parametrize("name", [*UNTIDY, "white ink and clipping left on", "name taken"])
def test_the_page_under_the_stamp_looks_as_before(name, stamped, tmp_path):
    source = make.one_page(**PAGES[name])
    target = stamped(source, width_mm=2, height_mm=1, margin_mm=0)
    before, after = (
        subprocess.run(["pdftoppm", "-cropbox", "-r", "40", file], capture_output=True, check=True).stdout
        for file in (tmp_path / "source.pdf", target)
    )
    assert len(before) == len(after)
    different = sum(one != other for one, other in zip(before, after, strict=True))
    assert different < 3 * 12, "only the few dots of a stamp of 2 mm may differ"
    assert before != after


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", ["bottom-left", "bottom-right", "top-left", "top-right"])
def test_every_corner_can_be_asked_for(corner, turn, stamped):
    target = stamped(make.one_page(page=b"/Rotate %d" % turn, content=b""), corner=corner, margin_mm=15)
    seen = see(target)
    assert seen.orientation == "UP"
    assert (seen.bottom if "bottom" in corner else seen.top) == pytest.approx(15, abs=0.5)
    assert (seen.right if "right" in corner else seen.left) == pytest.approx(15, abs=0.5)


def test_a_small_page_gets_a_smaller_stamp(stamped):
    target = stamped(make.one_page(media=b"/MediaBox [0 0 200 120]", content=b""))
    seen = see(target)
    assert (seen.check, seen.orientation) == (CHECK, "UP")
    assert min(seen.left, seen.top) > 9
    assert (seen.right, seen.bottom) == (pytest.approx(MARGIN, abs=0.5), pytest.approx(MARGIN, abs=0.5))


@pytest.mark.parametrize(("pages", "where"), [("last", [3]), ("first", [1]), ("all", [1, 2, 3])])
def test_the_chosen_pages_are_stamped(pages, where, stamped):
    target = stamped(make.pages(3), pages=pages)
    assert [page for page in (1, 2, 3) if see(target, page)] == where


def test_resources_shared_by_pages_stay_as_they_were(stamped):
    """Three pages inherit one dictionary; stamping the last must not give the others a stamp to draw."""
    shared = make.pages(3).replace(b"/Resources << /Font << /F1 5 0 R >> >> >>", b">>")
    shared = shared.replace(
        b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
    )
    target = stamped(shared)
    with pikepdf.open(target) as pdf:
        assert ["/XObject" in page.Resources for page in pdf.pages] == [False, False, True]
    assert text_of(target).count("Don xin xac nhan") == 3


def test_a_turned_block_is_drawn_as_displayed(stamped, block, tmp_path):
    with pikepdf.open(_written(tmp_path / "block.pdf", block)) as pdf:
        pdf.pages[0].Rotate = 180
        pdf.save(tmp_path / "turned.pdf")
    turned = (tmp_path / "turned.pdf").read_bytes()
    (tmp_path / "block.pdf").unlink()
    (tmp_path / "turned.pdf").unlink()
    assert see(stamped(make.one_page(), turned)).orientation == "DOWN"


def test_what_intake_accepts_can_be_stamped(stamped, tmp_path):
    (tmp_path / "in.pdf").write_bytes(
        make.one_page(media=b"/MediaBox [0 0 300 421] /UserUnit 2 /Rotate 90", content=b"")
    )
    assert take_in(tmp_path / "in.pdf", tmp_path / "clean.pdf").accepted
    clean = (tmp_path / "clean.pdf").read_bytes()
    (tmp_path / "in.pdf").unlink()
    (tmp_path / "clean.pdf").unlink()
    seen = see(stamped(clean))
    assert (seen.check, seen.orientation) == (CHECK, "UP")
    assert (seen.right, seen.bottom) == (pytest.approx(MARGIN, abs=0.5), pytest.approx(MARGIN, abs=0.5))


def test_the_same_stamp_makes_the_same_bytes(stamped):
    assert stamped(make.one_page()).read_bytes() == stamped(make.one_page()).read_bytes()


def test_a_signed_paper_is_not_stamped(stamped, tmp_path):
    with pytest.raises(AlreadySigned):
        stamped(make.signed(inline=True))
    assert not (tmp_path / "stamped.pdf").exists()


@pytest.mark.parametrize(("bad", "pages"), [(b"no PDF", 0), (make.pages(2), 2)])
def test_a_block_is_one_page(bad, pages, stamped):
    with pytest.raises(BlockRefused) as refused:
        stamped(make.one_page(), bad)
    assert refused.value.pages == pages


def test_what_is_no_pdf_is_not_stamped(stamped):
    with pytest.raises(Unreadable):
        stamped(b"no PDF")


@pytest.mark.parametrize("how", [{"pages": "odd"}, {"corner": "middle"}, {"width_mm": 0}, {"margin_mm": -1}])
def test_nonsense_is_refused(how, stamped):
    with pytest.raises(ValueError, match=r".*"):
        stamped(make.one_page(), **how)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
