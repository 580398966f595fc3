"""Worker: draw pages with pdfium. It aborts its process on some hostile files, so it is never loaded in the server."""

import struct
import zlib
from math import ceil
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from hcc.pdf.looks import WIDTH, is_wide, lies, measure, odd_ones
from hcc.pdf.scan_pages import ScanPages

MOST_PIXELS = 16_000_000
"""A page image this size is sharp on any screen; more would only feed a very long page."""
_EFFORT = 2
"""Of zlib, 0 to 9. Scans are grain: the usual 6 takes five times as long, and its pictures are a seventh smaller."""
PROBE_PIXELS = 1_500_000
"""An A4 page of the probe has half a million."""
_PROOF = 60
"""Pixels across of a scan that pdfium draws in the probe: it has to decode all of it, whatever is drawn."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Job {"file"}: draw every page once, answer {"pages", "advice"}.
    Job {"file", "page", "width", "image"}: also write a PNG.

    `page` counts from 1. Answers {"damaged": reason} for what pdfium refuses.
    """
    try:
        document = pdfium.PdfDocument(job["file"])
        pages = len(document)
        if "page" not in job:
            return {"pages": pages, "advice": _probe(document, ScanPages(job["file"]))}
        elif 1 <= job["page"] <= pages:
            picture = picture_of(document, ScanPages(job["file"]), job["page"], job["width"])
            Path(job["image"]).write_bytes(picture)
    except pdfium.PdfiumError as error:
        return {"damaged": str(error)}
    return {"pages": pages}


def _probe(document: pdfium.PdfDocument, scans: ScanPages) -> list[str]:
    """Draw every page; answers words of advice with their pages, in the order of the pages."""
    sizes, found, upright = [], [], set()
    for number in range(len(document)):
        page = document[number]
        sizes.append(page.get_size())
        picture = _grey(page, scans, number + 1)
        found.append(measure(picture))
        if is_wide(sizes[-1]) and lies(picture) == "upright":
            upright.add(number + 1)
        page.close()
    for number in odd_ones(sizes) - upright:
        found[number - 1].add("sideways-page")
    return [f"{word}:{number}" for number, words in enumerate(found, 1) for word in sorted(words)]


def _grey(page: pdfium.PdfPage, scans: ScanPages, number: int) -> Image.Image:
    """What is measured of a page, once pdfium has drawn it: of a scan it only has to show that it can."""
    scale = _scale(page, WIDTH, PROBE_PIXELS)
    scan = scans.drawn(number, _pixels(page, scale), "L")
    if scan is not None:
        _draw(page, _scale(page, _PROOF, PROBE_PIXELS), pdfium.raw.FPDFBitmap_Gray, no_smoothimage=True).close()
        return scan
    bitmap = _draw(page, scale, pdfium.raw.FPDFBitmap_Gray)
    picture = bitmap.to_pil().copy()
    bitmap.close()
    return picture


def picture_of(document: pdfium.PdfDocument, scans: ScanPages, number: int, width: int) -> bytes:
    """A PNG of a page, counted from 1."""
    page = document[number - 1]
    scale = _scale(page, width, MOST_PIXELS)
    scan = scans.drawn(number, _pixels(page, scale))
    if scan is not None:
        return _png(scan.tobytes(), *scan.size, scan.width * 3)
    bitmap = _draw(page, scale, pdfium.raw.FPDFBitmap_BGR)
    picture = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    bitmap.close()
    page.close()
    return picture


def _scale(page: pdfium.PdfPage, width: int, most: int) -> float:
    wide, high = page.get_size()
    scale = min(width / wide, (most / (wide * high)) ** 0.5)
    # A page may be so long and thin that this scale leaves nothing of one side.
    return max(scale, 1 / min(wide, high))


def _pixels(page: pdfium.PdfPage, scale: float) -> tuple[int, int]:
    wide, high = page.get_size()
    return ceil(wide * scale), ceil(high * scale)


def _draw(page: pdfium.PdfPage, scale: float, shape: int, **how: Any) -> pdfium.PdfBitmap:
    return page.render(scale=scale, rev_byteorder=True, force_bitmap_format=shape, **how)


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG of 8-bit RGB pixels in rows of `stride` bytes (PNG third edition, 11.2)."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * 3] for row in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, _EFFORT))
        + chunk(b"IEND", b"")
    )
