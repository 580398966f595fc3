"""Pictures of pages."""

import io
import struct

import pytest
from PIL import Image

from hcc.children.errors import ChildStopped
from hcc.pdf.errors import NoSuchPage, Unreadable
from hcc.pdf.images import page_image
from hcc.pdf.limits import PdfLimits
from pdfs import make


@pytest.fixture
def file(tmp_path):
    def file(data: bytes):
        path = tmp_path / "file.pdf"
        path.write_bytes(data)
        return path

    return file


def size(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", image[16:24])


def test_a_page_becomes_a_png_of_the_width_asked_for(file):
    image = page_image(file(make.one_page(content=b"1 0.4 0 rg 72 400 200 80 re f")), 1, 595)
    assert size(image) == (595, 842)
    with Image.open(io.BytesIO(image)) as picture:
        assert picture.getpixel((100, 402)) == (255, 102, 0), "the box, in its own colour"
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_each_page_is_its_own(file):
    path = file(
        make.raw(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 200] >>",
                4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>",
            }
        )
    )
    assert [size(page_image(path, page, 100)) for page in (1, 2)] == [(100, 200), (100, 50)]


def test_a_very_long_page_is_drawn_narrower(file):
    wide, high = size(page_image(file(make.one_page(media=b"/MediaBox [0 0 20 14000]")), 1, 1000))
    assert wide * high <= 16_100_000
    assert high > 100 * wide


@pytest.mark.parametrize("page", [0, -1, 2])
def test_a_page_that_is_not_there(page, file):
    with pytest.raises(NoSuchPage) as missing:
        page_image(file(make.one_page()), page, 100)
    assert (missing.value.page, missing.value.pages) == (page, 1)


def test_what_is_no_pdf(file):
    with pytest.raises(Unreadable):
        page_image(file(b"%PDF-1.7 but no more"), 1, 100)


def test_a_page_too_heavy_to_draw_ends_in_the_child(file):
    with pytest.raises(ChildStopped):
        page_image(file(make.nested_forms()), 1, 100, PdfLimits(wall_seconds=1))


@pytest.mark.parametrize("width", [0, -5, 4001])
def test_an_absurd_width(width, file):
    with pytest.raises(ValueError, match=str(width)):
        page_image(file(make.one_page()), 1, width)
