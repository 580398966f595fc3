"""Scans to hand in: pages as an office scanner makes them, about 0.6 MB each."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageDraw

PLAIN_DPI, FINE_DPI = 200, 300
_INCHES = (8.27, 11.695)
"""A4."""
_POINTS = 72
_GRAIN = {PLAIN_DPI: 12, FINE_DPI: 24}
"""Of 255 grey levels the grain takes one part in so many: a hundred fine pages are then within what is taken in."""
_QUALITY = {PLAIN_DPI: 82, FINE_DPI: 70}


def plain_page(number: int) -> Image.Image:
    """A grey-paper page of printed lines at 200 dpi, with the grain of a scanner, told as RGB like colour scanners do.
    The same for the same number.
    """
    chance = random.Random(number)
    return _with_grain(_printed(chance, PLAIN_DPI), chance, PLAIN_DPI).convert("RGB")


def fine_page(number: int) -> Image.Image:
    """A page at 300 dpi: of even number in colour, each colour with a grain of its own; of odd number in grey."""
    chance = random.Random(number)
    printed = _printed(chance, FINE_DPI)
    layers = [_with_grain(printed, chance, FINE_DPI) for _ in range(1 if number % 2 else 3)]
    return Image.merge("RGB", layers) if len(layers) == 3 else layers[0]


def fine_jpeg(number: int) -> bytes:
    """The picture of that page, as it stands in the file."""
    return _jpeg(fine_page(number), FINE_DPI)


def _jpeg(picture: Image.Image, dpi: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY[dpi])
    return out.getvalue()


def _printed(chance: random.Random, dpi: int) -> Image.Image:
    width, height = (round(inches * dpi) for inches in _INCHES)
    page = Image.new("L", (width, height), 238)
    draw, unit = ImageDraw.Draw(page), dpi / PLAIN_DPI
    for top in range(round(180 * unit), height - round(200 * unit), round(44 * unit)):
        left = round(180 * unit)
        while left < width - 260 * unit:
            word = round(chance.randrange(30, 150) * unit)
            draw.rectangle((left, top, left + word, top + 16 * unit), fill=chance.randrange(30, 70))
            left += word + round(16 * unit)
    return page


def _with_grain(page: Image.Image, chance: random.Random, dpi: int) -> Image.Image:
    width, height = page.width // 2, page.height // 2
    grain = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    grain = grain.resize(page.size, Image.Resampling.BILINEAR).point(lambda grey: grey // _GRAIN[dpi])
    return ImageChops.subtract(page, grain)


def write_scan(path: Path, pages: int) -> int:
    """Write a PDF of pages scanned at 200 dpi; answers its bytes."""
    return _write(path, pages, plain_page, PLAIN_DPI)


def write_fine_scan(path: Path, pages: int) -> int:
    """Write a PDF of pages scanned at 300 dpi, every second one in colour; answers its bytes."""
    return _write(path, pages, fine_page, FINE_DPI)


def _write(path: Path, pages: int, draw: Callable[[int], Image.Image], dpi: int) -> int:
    with pikepdf.new() as pdf:
        for number in range(pages):
            picture = draw(number)
            image = pdf.make_stream(
                _jpeg(picture, dpi),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=picture.width,
                Height=picture.height,
                ColorSpace=pikepdf.Name.DeviceRGB if picture.mode == "RGB" else pikepdf.Name.DeviceGray,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            width, height = (side / dpi * _POINTS for side in picture.size)
            page = pdf.add_blank_page(page_size=(width, height))
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
            page.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Scan Do Q".encode())
        pdf.save(path)
    return path.stat().st_size
