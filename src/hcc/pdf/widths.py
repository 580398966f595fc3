"""Worker: read an untrusted picture and write its pixels anew for web pages: whole at once, and in widths later.

As for papers, position, camera, comments and thumbnails of the file stay behind by construction (see photos.py).
"""

from pathlib import Path
from typing import Any

from PIL import Image

from hcc.pdf.limits import PdfLimits
from hcc.pdf.photos import judged, read_picture
from hcc.pdf.pictures import WHOLE

LARGEST = 2560
"""Pixels of the longer side of what is kept of a picture: twice what a page shows of it."""
WIDTHS = (400, 800, 1600)
"""Pixels: a phone, a page, and a page on a dense screen."""
_JPEG, _WEBP = 85, 78


def work(job: dict[str, Any]) -> dict[str, Any]:
    """What the child does."""
    do = {"whole": _whole, "widths": _widths}[job["what"]]
    return judged(lambda: do(Path(job["original"]), Path(job["folder"]), PdfLimits(**job["limits"])))


def _whole(original: Path, folder: Path, limits: PdfLimits) -> dict[str, Any]:
    picture = read_picture(original, limits, LARGEST)
    picture.save(folder / WHOLE, "JPEG", quality=_JPEG, optimize=True, progressive=True)
    return {"word": "clean", "width": picture.width, "height": picture.height}


def _widths(whole: Path, folder: Path, limits: PdfLimits) -> dict[str, Any]:
    picture = read_picture(whole, limits, LARGEST)
    widths = sorted({*(width for width in WIDTHS if width < picture.width), min(picture.width, WIDTHS[-1])})
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        smaller = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        smaller.save(folder / f"{width}.webp", "WEBP", quality=_WEBP, method=4)
    return {"word": "clean", "widths": widths}
