"""Scans to hand in: pages as an office scanner makes them, about 0.6 MB each."""

import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

A4_AT_200_DPI = (1654, 2339)


def scanned_page(number: int) -> Image.Image:
    """A grey-paper page of printed lines, with the grain of a scanner. The same for the same number."""
    chance = random.Random(number)
    width, height = A4_AT_200_DPI
    page = Image.new("L", A4_AT_200_DPI, 238)
    draw = ImageDraw.Draw(page)
    for top in range(180, height - 200, 44):
        left = 180
        while left < width - 260:
            word = chance.randrange(30, 150)
            draw.rectangle((left, top, left + word, top + 16), fill=chance.randrange(30, 70))
            left += word + 16
    grain = Image.frombytes("L", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2)))
    grain = grain.resize(A4_AT_200_DPI, Image.Resampling.BILINEAR).point(lambda grey: grey // 12)
    return ImageChops.subtract(page, grain).convert("RGB")


def write_scan(path: Path, pages: int) -> int:
    """Write a PDF of scanned pages; answers its bytes."""
    first, *others = [scanned_page(number) for number in range(pages)]
    first.save(path, "PDF", resolution=200, quality=82, save_all=True, append_images=others)
    return path.stat().st_size
