"""Pictures of pages, for showing a paper in a browser."""

import tempfile
from pathlib import Path

from hcc.children.run import run
from hcc.pdf.errors import NoSuchPage, Unreadable
from hcc.pdf.limits import LIMITS, PdfLimits

WIDEST = 4000


def page_image(pdf: Path, page: int, width: int, limits: PdfLimits = LIMITS) -> bytes:
    """The page with this number, counted from 1, as a PNG about `width` pixels wide, drawn in a child process.

    A very long page comes out narrower: the picture has at most 16 million pixels. Raises NoSuchPage, Unreadable for
    what is no PDF, ChildStopped for a file too heavy to draw, ValueError for a width outside 1 to 4000.
    """
    if not 1 <= width <= WIDEST:
        raise ValueError(width)
    with tempfile.TemporaryDirectory(prefix="hcc-image-") as folder:
        image = Path(folder, "page.png")
        job = {"file": str(pdf.absolute()), "page": page, "width": width, "image": str(image)}
        answer = run("hcc.pdf.render", job, bounds=limits.bounds(), folder=Path(folder))
        if "damaged" in answer:
            raise Unreadable(answer["damaged"])
        if not 1 <= page <= answer["pages"]:
            raise NoSuchPage(page, answer["pages"])
        return image.read_bytes()
