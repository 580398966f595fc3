"""All pages of a paper at once: small pictures and texts."""

import io

import pikepdf
import pytest

from hcc.children.errors import ChildStopped
from hcc.pdf import text_layer
from hcc.pdf.errors import Unreadable
from hcc.pdf.limits import PdfLimits
from hcc.pdf.whole import page_images, page_texts


def written(tmp_path, *contents: bytes):
    """A PDF with these page contents."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for content in contents:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    pdf.save(out)
    path = tmp_path / "paper.pdf"
    path.write_bytes(out.getvalue())
    return path


def line(text: str, y: int = 700) -> bytes:
    return f"BT /F1 12 Tf 72 {y} Td ({text}) Tj ET\n".encode()


def test_each_page_has_its_text_and_a_picture_has_none(tmp_path):
    path = written(tmp_path, line("So 1") + line("Trang", 600), b"0.5 g 10 10 400 400 re f", line("So 3"))
    texts = page_texts(path, 3, tmp_path)
    assert [text.split() for text in texts] == [["So", "1", "Trang"], [], ["So", "3"]]


def test_no_page_and_no_paper_has_more_text_than_there_is_room_for(tmp_path):
    full = b"".join(line(f"{n:04}" * 25, 800 - 2 * n) for n in range(400))
    path = written(tmp_path, *[full] * 16)
    lengths = [len(text) for text in page_texts(path, 16, tmp_path)]
    assert lengths[0] in range(text_layer.PAGE_LETTERS - 500, text_layer.PAGE_LETTERS + 1)
    assert lengths[-1] <= 500
    assert text_layer.ALL_LETTERS - 1_000 < sum(lengths) <= text_layer.ALL_LETTERS


def test_each_page_is_drawn(tmp_path):
    path = written(tmp_path, b"", b"0 g 0 0 595 842 re f")
    pictures = page_images(path, 2, 240, tmp_path)
    assert sorted(pictures) == [1, 2]
    assert pictures[1] != pictures[2]
    assert {int.from_bytes(picture[16:20], "big") for picture in pictures.values()} == {240}


@pytest.mark.parametrize("work", [lambda p, f: page_images(p, 1, 240, f), lambda p, f: page_texts(p, 1, f)])
def test_what_is_no_pdf_is_said_to_be_none(tmp_path, work):
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"no paper")
    with pytest.raises(Unreadable):
        work(path, tmp_path)


def test_a_paper_too_heavy_to_draw_is_given_up(tmp_path):
    heavy = b"".join(b"%d %d m %d 800 l S\n" % (n % 600, n % 800, n % 599) for n in range(400_000))
    path = written(tmp_path, heavy)
    limits = PdfLimits(probe_seconds=0.05, probe_seconds_a_page=0)
    with pytest.raises(ChildStopped) as stopped:
        page_images(path, 1, 2_000, tmp_path, limits)
    assert stopped.value.word == "too-slow"
