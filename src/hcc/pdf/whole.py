"""All pages of a paper at once: small pictures, and the text. In child processes; nobody waits for either."""

from pathlib import Path

from hcc.children.bounds import Bounds
from hcc.children.run import run
from hcc.pdf.errors import Unreadable
from hcc.pdf.limits import LIMITS, PdfLimits

_PATIENCE = 3
"""These children give way to every other process, so they may take so many times as long as the probe of an intake."""


def page_images(pdf: Path, pages: int, width: int, folder: Path, limits: PdfLimits = LIMITS) -> dict[int, bytes]:
    """Each page by its number, counted from 1, as a PNG about `width` pixels wide.

    `folder` is the caller's, for pictures on their way. Raises Unreadable for what is no PDF, ChildStopped for a file
    too heavy to draw.
    """
    job = {"file": str(pdf.absolute()), "width": width, "folder": str(folder.absolute())}
    answer = run("hcc.pdf.drawing", job, bounds=_bounds(limits, pages), folder=folder)
    if "damaged" in answer:
        raise Unreadable(answer["damaged"])
    return {number: (folder / f"{number}.png").read_bytes() for number in range(1, answer["pages"] + 1)}


def page_texts(pdf: Path, pages: int, folder: Path, limits: PdfLimits = LIMITS) -> tuple[str, ...]:
    """The text layer of each page, in order; empty for a page that is only a picture.

    At most 20,000 letters a page and 300,000 in all. Raises Unreadable and ChildStopped like `page_images`.
    """
    job = {"file": str(pdf.absolute())}
    answer = run("hcc.pdf.text_layer", job, bounds=_bounds(limits, pages), folder=folder)
    if "damaged" in answer:
        raise Unreadable(answer["damaged"])
    return tuple(answer["texts"])


def _bounds(limits: PdfLimits, pages: int) -> Bounds:
    wall = limits.probe_wall(pages) * _PATIENCE
    return Bounds(limits.address_space, int(wall) + 1, wall, limits.output_bytes, limits.open_files)
