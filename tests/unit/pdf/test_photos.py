"""What happens to the photos people send: upright, on white, without a word about where they were taken."""

import io
import random
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import ACCEPTED
from hcc.pdf.verdict import REFUSED as VERDICTS

EXIF_MAKE, EXIF_ORIENTATION, EXIF_GPS = 0x010F, 0x0112, 0x8825
MARK = "Nokia Secret"


def written(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scene(size: tuple[int, int] = (300, 400), mode: str = "RGB") -> Image.Image:
    """Red in the corner at the top left, blue at the bottom right, on light grey."""
    image = Image.new("RGB", size, (230, 230, 230))
    draw = ImageDraw.Draw(image)
    wide, high = size
    draw.rectangle((0, 0, wide // 3, high // 3), fill=(250, 0, 0))
    draw.rectangle((wide * 2 // 3, high * 2 // 3, wide, high), fill=(0, 0, 250))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    facts = Image.Exif()
    facts[EXIF_MAKE], facts[EXIF_ORIENTATION] = MARK, orientation
    facts.get_ifd(EXIF_GPS)[2] = (21.0, 35.0, 1.5)
    return facts


@pytest.fixture
def hand_in(tmp_path):
    def hand_in(data: bytes, name: str = "anh.jpg", limits: PdfLimits | None = None) -> tuple[Verdict, Path]:
        original, clean = tmp_path / name, tmp_path / "clean.pdf"
        original.write_bytes(data)
        verdict = take_in(original, clean, limits or PdfLimits())
        assert original.read_bytes() == data
        assert clean.exists() == verdict.accepted
        return verdict, clean

    return hand_in


def drawn(pdf: Path) -> Image.Image:
    """The page as poppler draws it."""
    ran = subprocess.run(["pdftoppm", "-r", "36", pdf], capture_output=True, check=True)
    return Image.open(io.BytesIO(ran.stdout)).convert("RGB")


def colour(page: Image.Image, x: float, y: float) -> str:
    red, green, blue = page.getpixel((int(page.width * x), int(page.height * y)))
    if red > 180 and green < 80 and blue < 80:
        return "red"
    if blue > 180 and red < 80 and green < 80:
        return "blue"
    return "light" if min(red, green, blue) > 180 else f"{red},{green},{blue}"


@pytest.mark.parametrize(
    "data",
    [
        written(scene(), "JPEG"),
        written(scene(), "JPEG", progressive=True),
        written(scene(), "PNG"),
        written(scene().quantize(16), "PNG"),
        written(scene(), "WEBP"),
        written(scene(mode="CMYK"), "JPEG"),
        written(scene((3000, 4000)), "JPEG"),
    ],
    ids=["jpeg", "progressive", "png", "palette", "webp", "cmyk", "twelve megapixels"],
)
def test_a_photo_becomes_one_page_of_a4(hand_in, data):
    verdict, clean = hand_in(data)
    assert (verdict.accepted, verdict.word, verdict.pages, verdict.signed) == (True, "clean", 1, False)
    page = drawn(clean)
    assert page.width / page.height == pytest.approx(210 / 297, abs=0.01)
    assert [colour(page, 0.1, 0.1), colour(page, 0.5, 0.5), colour(page, 0.9, 0.9)] == ["red", "light", "blue"]


@pytest.mark.parametrize(
    ("kind", "orientation"), [*(("JPEG", number) for number in range(1, 9)), ("PNG", 6), ("WEBP", 8)]
)
def test_a_photo_stands_upright_however_the_phone_was_held(hand_in, kind, orientation):
    turned = scene()
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    if undo is not None:
        turned = turned.transpose(undo)
    _, clean = hand_in(written(turned, kind, exif=exif(orientation)))
    page = drawn(clean)
    assert (colour(page, 0.1, 0.1), colour(page, 0.9, 0.9)) == ("red", "blue")
    assert page.height > page.width


def test_where_and_by_what_it_was_taken_is_gone(hand_in):
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{MARK}</x:xmpmeta>'.encode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", MARK)
    for data in (
        written(scene(), "JPEG", exif=exif(), comment=MARK, xmp=xmp, icc_profile=MARK.encode() * 20),
        written(scene(), "PNG", exif=exif(), pnginfo=text),
        written(scene(), "WEBP", exif=exif(), xmp=xmp),
    ):
        assert MARK.encode() in data
        _, clean = hand_in(data)
        with pikepdf.open(clean) as pdf:
            inside = [item.read_raw_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
            assert not pdf.docinfo.keys()
        for piece in (clean.read_bytes(), *inside):
            assert MARK.encode() not in piece
            assert b"Exif" not in piece
            assert b"xmpmeta" not in piece


def test_what_was_transparent_is_white(hand_in):
    for mode, kind in (("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP")):
        _, clean = hand_in(written(Image.new(mode, (200, 300), 0), kind))
        assert colour(drawn(clean), 0.5, 0.5) == "light"


def test_grey_of_sixteen_bits_keeps_its_light(hand_in):
    deep = Image.new("I;16", (200, 300), 30_000)
    _, clean = hand_in(written(deep, "PNG"))
    assert drawn(clean).getpixel((100, 100))[0] == pytest.approx(30_000 / 257, abs=4)


def test_the_longest_side_has_as_many_pixels_as_a4_at_300_dpi(hand_in):
    for data in (written(scene((8000, 1200)), "JPEG"), written(scene((5000, 1200)), "PNG")):
        _, clean = hand_in(data)
        with pikepdf.open(clean) as pdf:
            image = pdf.pages[0].Resources.XObject.Photo
            assert image.Width == 3508
            assert pdf.pages[0].MediaBox[2] > pdf.pages[0].MediaBox[3]


def test_a_small_photo_is_not_blown_up(hand_in):
    _, clean = hand_in(written(scene((40, 30)), "JPEG"))
    with pikepdf.open(clean) as pdf:
        assert (pdf.pages[0].Resources.XObject.Photo.Width, pdf.pages[0].Resources.XObject.Photo.Height) == (40, 30)


def test_a_phone_photo_with_a_second_picture_behind_it_is_a_photo(hand_in):
    data = written(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (30, 40))])
    verdict, clean = hand_in(data)
    assert verdict.word == "clean"
    assert colour(drawn(clean), 0.1, 0.1) == "red"


def test_nonsense_beside_the_picture_does_not_spoil_it(hand_in):
    data = written(scene(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(40))
    assert hand_in(data)[0].word == "clean"


def two_frames(kind: str) -> bytes:
    return written(scene(), kind, save_all=True, append_images=[Image.new("RGB", (300, 400))], duration=100)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""
    import struct
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


NOISE = Image.effect_noise((300, 400), 90)
REFUSED = {
    "animated png": (two_frames("PNG"), "animated"),
    "animated webp": (two_frames("WEBP"), "animated"),
    "half a jpeg": (written(NOISE, "JPEG")[:9000], "damaged"),
    "half a progressive jpeg": (written(NOISE, "JPEG", progressive=True)[:9000], "damaged"),
    "half a png": (written(NOISE, "PNG")[:9000], "damaged"),
    "half a webp": (written(NOISE, "WEBP")[:4000], "damaged"),
    "png that holds less than it says": (png_of(500, 500), "damaged"),
    "png bomb": (png_of(60_000, 60_000), "too-many-pixels"),
    "png a little too large": (png_of(9_000, 9_000), "too-many-pixels"),
    "only the beginning of a jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(3000), "not-pdf"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000), "heic"),
    "gif": (written(scene(), "GIF"), "not-pdf"),
    "tiff": (written(scene(), "TIFF"), "not-pdf"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_of_a_paper_gets_its_word(hand_in, name):
    data, word = REFUSED[name]
    verdict, _ = hand_in(data)
    assert (verdict.accepted, verdict.word) == (False, word)


def test_the_name_of_a_file_says_nothing(hand_in):
    assert hand_in(b"%PDF-1.7 nothing", "anh.jpg")[0].word == "damaged"
    assert hand_in(written(scene(), "PNG"), "giay.pdf")[0].word == "clean"


def test_bytes_after_a_photo_are_not_served(hand_in):
    verdict, clean = hand_in(written(scene(), "JPEG") + b"%PDF-1.7\n1 0 obj <</S/JavaScript/JS(app.alert(1))>> endobj")
    assert verdict.word == "clean"
    assert b"JavaScript" not in clean.read_bytes()


def test_what_was_damaged_on_the_way_gets_a_word(hand_in):
    # The same changes each time: a file that once had no word is found again.
    chance = random.Random(6)
    whole = [written(scene((90, 120)), kind, exif=exif()) for kind in ("JPEG", "PNG", "WEBP")]
    for number in range(60):
        data = bytearray(whole[number % 3])
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if number % 4 == 0:
            del data[chance.randrange(len(data)) :]
        verdict, clean = hand_in(bytes(data))
        assert verdict.word in ACCEPTED | VERDICTS
        clean.unlink(missing_ok=True)
