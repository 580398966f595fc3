"""What is advised on pages as scanners and phones make them, and when nothing is."""

import io
import random
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import hcc
from hcc.pdf import looks
from hcc.pdf.intake import take_in

A4 = (827, 1169)
FONT = Path(hcc.__file__).parent / "printing/fonts/LiberationSerif-Regular.ttf"
WORDS = ["giấy", "khai", "sinh", "của", "ông", "Nguyễn", "bản", "sao", "chứng", "thực", "Ủy", "ban", "nhân", "dân"]


def printed(size: tuple[int, int] = A4, paper: int = 238) -> Image.Image:
    """A page of print, as a scanner at 100 dpi sees it."""
    chance = random.Random(6)
    page = Image.new("L", size, paper)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 17)
    for top in range(90, size[1] - 90, 28):
        line = ""
        while draw.textlength(line, font=font) < size[0] - 240:
            line += chance.choice(WORDS) + " "
        draw.text((90, top), line, font=font, fill=40)
    return page


def grain(page: Image.Image) -> Image.Image:
    noise = Image.frombytes("L", page.size, random.Random(6).randbytes(page.width * page.height))
    return Image.blend(page, noise, 0.04)


PAGES = {
    "print": (lambda: grain(printed()), set()),
    "print a little soft": (lambda: printed().filter(ImageFilter.GaussianBlur(0.7)), set()),
    "print, pale": (lambda: printed().point(lambda grey: 180 + grey // 4), set()),
    "print, askew": (lambda: printed().rotate(2, fillcolor=238), set()),
    "a table lying on paper that lies too": (lambda: printed(size=(1169, 827)), set()),
    "nothing": (lambda: Image.new("L", A4, 255), {"blank-page"}),
    "nothing but grain": (lambda: grain(Image.new("L", A4, 230)), {"blank-page"}),
    "nothing but the edge of the lid": (
        lambda: (page := Image.new("L", A4, 240)).paste(20, (0, 0, 15, 1169)) or page,
        {"blank-page"},
    ),
    "a seal and nothing else": (
        lambda: (
            page := Image.new("L", A4, 240),
            ImageDraw.Draw(page).ellipse((500, 800, 650, 950), outline=90, width=5),
        )[0],
        set(),
    ),
    "in the dark": (lambda: printed().point(lambda grey: grey // 4), {"dark-page"}),
    "out of focus": (lambda: grain(printed().filter(ImageFilter.GaussianBlur(3))), {"blurred-page"}),
    "on its side": (lambda: printed().rotate(90, expand=True), {"sideways-page"}),
    "on its other side": (lambda: grain(printed().rotate(-90, expand=True)), {"sideways-page"}),
    "a grey wedge, which has no edge": (lambda: Image.linear_gradient("L").resize(A4), set()),
}


def drawn(page: Image.Image) -> Image.Image:
    """As the probe draws it."""
    return page.resize((looks.WIDTH, page.height * looks.WIDTH // page.width), Image.Resampling.BOX)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_advised_on(name):
    make, advice = PAGES[name]
    assert looks.measure(drawn(make())) == advice


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 255))
def test_a_page_of_any_size_is_measured(width, height, grey):
    assert looks.measure(Image.new("L", (width, height), grey)) <= looks.KINDS


@given(st.lists(st.tuples(st.floats(1, 9000), st.floats(1, 9000)), max_size=30))
def test_only_a_few_wide_ones_among_many_are_odd(sizes):
    odd = looks.odd_ones(sizes)
    assert len(odd) * 4 <= len(sizes)
    assert all(sizes[number - 1][0] > sizes[number - 1][1] for number in odd)


def scan(*pages: Image.Image) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=100, save_all=True, append_images=pages[1:])
    return out.getvalue()


def test_advice_names_its_pages_and_comes_with_the_verdict(tmp_path):
    blank, good = Image.new("L", A4, 240), printed()
    lying = Image.new("L", (1169, 827), 240)
    ImageDraw.Draw(lying).rectangle((300, 300, 600, 500), fill=60)
    (tmp_path / "scan.pdf").write_bytes(
        scan(good, blank, good, good.rotate(90, expand=True), good, lying, good, blank, good)
    )
    verdict = take_in(tmp_path / "scan.pdf", tmp_path / "clean.pdf")
    assert verdict.accepted
    assert verdict.advice == ("blank-page:2", "sideways-page:4", "sideways-page:6", "blank-page:8")


def test_a_wide_page_of_upright_print_among_tall_ones_is_right_as_it_is(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(scan(*[printed()] * 5, printed(size=(1169, 827))))
    assert take_in(tmp_path / "scan.pdf", tmp_path / "clean.pdf").advice == ()


def test_a_page_that_is_turned_for_reading_is_not_on_its_side(tmp_path):
    with pikepdf.open(io.BytesIO(scan(printed().rotate(90, expand=True)))) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(tmp_path / "scan.pdf")
    assert take_in(tmp_path / "scan.pdf", tmp_path / "clean.pdf").advice == ()
