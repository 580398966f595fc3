"""A page that is nothing but a scan is drawn from its JPEG and looks as pdfium draws it; any other page is pdfium's."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from hcc.pdf.scan_pages import ScanPages

SIZE = (240, 340)
WIDE = SIZE[::-1]


def picture(mode: str = "RGB", size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Something of another colour in each corner, so that turning it shows."""
    page = Image.new("RGB", size, "white")
    pencil = ImageDraw.Draw(page)
    across, down = size[0] // 3, size[1] // 3
    pencil.rectangle((0, 0, across, down), fill=(200, 30, 30))
    pencil.rectangle((size[0] - across, 0, size[0], down // 2), fill=(30, 120, 60))
    pencil.ellipse((0, size[1] - down, across, size[1]), fill=(20, 40, 160))
    return page.convert(mode)


def scan(mode: str = "RGB", *, contents: bytes = b"q 595 0 0 842 0 0 cm /Im0 Do Q", cut: int | None = None, **page):
    """A file of one A4 page that shows a JPEG; and the dictionaries of its picture and page, to be changed."""
    jpeg = io.BytesIO()
    picture(mode).save(jpeg, "JPEG", quality=90)
    pdf = pikepdf.new()
    image = pdf.make_stream(
        jpeg.getvalue()[:cut],
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=1240,
        Height=1754,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name({"RGB": "/DeviceRGB", "L": "/DeviceGray", "CMYK": "/DeviceCMYK"}[mode]),
        Filter=pikepdf.Name.DCTDecode,
    )
    pdf.add_blank_page(page_size=(595, 842))
    shown = pdf.pages[0].obj
    shown.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    shown.Contents = pdf.make_stream(contents)
    for key, value in page.items():
        shown[f"/{key}"] = value
    return pdf, image, shown


def drawn(tmp_path, pdf: pikepdf.Pdf, size=SIZE) -> Image.Image | None:
    pdf.save(tmp_path / "scan.pdf")
    return ScanPages(str(tmp_path / "scan.pdf")).drawn(1, size)


def by_pdfium(tmp_path, size) -> Image.Image:
    page = pdfium.PdfDocument(tmp_path / "scan.pdf")[0]
    return page.render(scale=size[0] / page.get_width(), rev_byteorder=True).to_pil().convert("RGB").resize(size)


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize(("turn", "size"), [(0, SIZE), (90, WIDE), (180, SIZE), (270, WIDE), (-90, WIDE), (450, WIDE)])
def test_a_scan_looks_as_pdfium_draws_it_however_it_lies(tmp_path, mode, turn, size):
    pdf, _, _ = scan(mode, Rotate=turn)
    small = drawn(tmp_path, pdf, size)
    assert (small.mode, small.size) == ("RGB", size)
    assert max(ImageStat.Stat(ImageChops.difference(small, by_pdfium(tmp_path, size))).mean) < 2


def test_larger_than_it_was_scanned_it_is_the_same_too(tmp_path):
    pdf, _, _ = scan()
    size = (1860, 2632)
    assert max(ImageStat.Stat(ImageChops.difference(drawn(tmp_path, pdf, size), by_pdfium(tmp_path, size))).mean) < 2


def change(**of_image):
    def made():
        pdf, image, _ = scan()
        for key, value in of_image.items():
            image[f"/{key}"] = value(pdf) if callable(value) else value
        return pdf

    return made


OTHERS = {
    "a text layer": lambda: scan(contents=b"q 595 0 0 842 0 0 cm /Im0 Do Q BT ET")[0],
    "two pictures": lambda: scan(contents=b"q 595 0 0 842 0 0 cm /Im0 Do Q q 9 0 0 9 0 0 cm /Im0 Do Q")[0],
    "a clipping": lambda: scan(contents=b"q 0 0 99 99 re W n 595 0 0 842 0 0 cm /Im0 Do Q")[0],
    "a picture of half the page": lambda: scan(contents=b"q 595 0 0 421 0 0 cm /Im0 Do Q")[0],
    "a picture upside down": lambda: scan(contents=b"q 595 0 0 -842 0 842 cm /Im0 Do Q")[0],
    "a leaning picture": lambda: scan(contents=b"q 595 9 0 842 0 0 cm /Im0 Do Q")[0],
    "a page of a picture's part": lambda: scan(CropBox=[0, 0, 300, 300])[0],
    "notes": lambda: scan(Annots=[])[0],
    "a long drawing": lambda: scan(contents=b" " * 2000 + b"q 595 0 0 842 0 0 cm /Im0 Do Q")[0],
    "four inks": lambda: scan("CMYK")[0],
    "a JPEG cut off": lambda: scan(cut=9000)[0],
    "a JPEG of another size": change(Width=620),
    "a JPEG of another colour": change(ColorSpace=pikepdf.Name.DeviceGray),
    "a negative": change(Decode=[1, 0, 1, 0, 1, 0]),
    "a mask": change(SMask=lambda pdf: pdf.make_stream(b"\0")),
    "a layer": change(OC=pikepdf.Dictionary(Type=pikepdf.Name.OCG)),
    "a second filter": change(Filter=[pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode]),
    "a colour space that is none": change(ColorSpace=[1]),
    "a picture without a size": change(Width=pikepdf.Name.Wide),
}


@pytest.mark.parametrize("name", OTHERS)
def test_whatever_is_more_or_less_than_a_scan_is_left_to_pdfium(tmp_path, name):
    assert drawn(tmp_path, OTHERS[name]()) is None


def test_a_page_that_is_not_there_and_a_file_that_cannot_be_opened_are_left_to_pdfium_too(tmp_path):
    pdf, _, _ = scan()
    pdf.save(tmp_path / "scan.pdf")
    pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="chủ", user="khoá"))
    (tmp_path / "none.pdf").write_bytes(b"none")
    assert ScanPages(str(tmp_path / "scan.pdf")).drawn(2, SIZE) is None
    for name in ("none.pdf", "locked.pdf", "lost.pdf"):
        assert ScanPages(str(tmp_path / name)).drawn(1, SIZE) is None
