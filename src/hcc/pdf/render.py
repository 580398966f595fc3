"""Worker: draw pages with pdfium. It aborts its process on some hostile files, so it is never loaded in the server."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from hcc.pdf.looks import WIDTH, lies, measure, odd_ones

MOST_PIXELS = 16_000_000
"""A page image this size is sharp on any screen; more would only feed a very long page."""
_EFFORT = 2
"""Of zlib, 0 to 9. Scans are grain: the usual 6 takes five times as long, and its pictures are a seventh smaller."""
PROBE_PIXELS = 1_500_000
"""An A4 page of the probe has half a million."""


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Job {"file"}: draw every page once, answer {"pages", "advice"}.
    Job {"file", "page", "width", "image"}: also write a PNG.

    `page` counts from 1. Answers {"damaged": reason} for what pdfium refuses.
    """
    try:
        document = pdfium.PdfDocument(job["file"])
        pages = len(document)
        if "page" not in job:
            return {"pages": pages, "advice": _probe(document)}
        elif 1 <= job["page"] <= pages:
            bitmap = _draw(document[job["page"] - 1], job["width"])
            Path(job["image"]).write_bytes(png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride))
    except pdfium.PdfiumError as error:
        return {"damaged": str(error)}
    return {"pages": pages}


def _probe(document: pdfium.PdfDocument) -> list[str]:
    """Draw every page; answers words of advice with their pages, in the order of the pages."""
    sizes, found, upright = [], [], set()
    for number in range(len(document)):
        page = document[number]
        sizes.append(page.get_size())
        bitmap = _draw(page, WIDTH, pdfium.raw.FPDFBitmap_Gray, PROBE_PIXELS)
        picture = bitmap.to_pil()
        found.append(measure(picture))
        if lies(picture) == "upright":
            upright.add(number + 1)
        bitmap.close()
        page.close()
    for number in odd_ones(sizes) - upright:
        found[number - 1].add("sideways-page")
    return [f"{word}:{number}" for number, words in enumerate(found, 1) for word in sorted(words)]


def _draw(
    page: pdfium.PdfPage, width: int, shape: int = pdfium.raw.FPDFBitmap_BGR, most: int = MOST_PIXELS
) -> pdfium.PdfBitmap:
    wide, high = page.get_size()
    scale = min(width / wide, (most / (wide * high)) ** 0.5)
    # A page may be so long and thin that this scale leaves nothing of one side.
    scale = max(scale, 1 / min(wide, high))
    return page.render(scale=scale, rev_byteorder=True, force_bitmap_format=shape)


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
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
