"""Taking scans in and drawing small pictures of them, without a server: CPU time with that of the children."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from hcc.dossiers.page_pictures import THUMBNAIL_WIDTH
from hcc.pdf.images import page_image
from hcc.pdf.intake import take_in
from hcc.pdf.whole import page_images

from .cpu import TICKS, middle_cpu
from .papers import fine_jpeg, write_fine_scan

TIMES = {1: TICKS, 10: 2, 100: 1}
"""How often papers of so many pages are taken in a round."""
TOGETHER = 10
"""Pages whose small pictures the job draws in one child."""


def looking_cost(folder: Path) -> dict[str, dict[str, float]]:
    """CPU milliseconds, and of them what decoding the JPEGs of these pages takes by itself: nothing can be below that.

    `intake: N pages` is rebuilt and every page drawn once; `thumbnail: alone` is that of a page in colour, drawn
    because somebody asked for it before the job was done; `thumbnail: of ten` is each of those the job draws together.
    """
    folder.mkdir()
    clean = folder / "clean.pdf"
    colour, grey = (_decoding(number) for number in (0, 1))
    found = {}
    for pages, times in TIMES.items():
        scan = folder / f"scan-{pages}.pdf"
        write_fine_scan(scan, pages)
        decoding = colour if pages == 1 else (colour + grey) / 2 * pages
        found[f"intake: {pages} page{'s' if pages > 1 else ''}"] = _middle(
            lambda scan=scan, pages=pages: _take_in(scan, clean, pages), decoding, times
        )
    _take_in(folder / f"scan-{TOGETHER}.pdf", clean, TOGETHER)
    found["thumbnail: alone"] = _middle(lambda: page_image(clean, 1, THUMBNAIL_WIDTH), colour)
    ten = _middle(lambda: page_images(clean, TOGETHER, THUMBNAIL_WIDTH, folder), (colour + grey) / 2 * TOGETHER, 2)
    found["thumbnail: of ten"] = {name: milliseconds / TOGETHER for name, milliseconds in ten.items()}
    return found


def _middle(work: Callable[[], object], decoding: float, times: int = TICKS) -> dict[str, float]:
    work()  # libraries are loaded once a server
    return {"cpu_ms": middle_cpu(work, times) * 1000, "decoding_ms": decoding * 1000}


def _take_in(scan: Path, clean: Path, pages: int) -> None:
    verdict = take_in(scan, clean)
    if (verdict.word, verdict.pages) != ("clean", pages):
        raise RuntimeError(f"intake says {verdict.word} of {verdict.pages} pages")


def _decoding(number: int) -> float:
    """CPU seconds to decode the JPEG of one page with libjpeg, in this process."""
    jpeg = fine_jpeg(number)
    Image.core.set_blocks_max(16)  # memory of one picture serves the next, as it does in a child
    return middle_cpu(lambda: Image.open(io.BytesIO(jpeg)).load())
