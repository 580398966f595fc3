"""Putting a stamp on a paper: a block rendered elsewhere, upright in the corner that people see."""

import os
import tempfile
from pathlib import Path

from hcc.children.run import run
from hcc.pdf.errors import AlreadySigned, BlockRefused, Unreadable
from hcc.pdf.limits import LIMITS, PdfLimits
from hcc.pdf.stamp_places import Corner, Pages


def stamp(
    source: Path,
    block: bytes,
    target: Path,
    *,
    pages: Pages = "last",
    corner: Corner = "bottom-right",
    margin_mm: float = 10,
    width_mm: float,
    height_mm: float,
    mark: str = "",
    limits: PdfLimits = LIMITS,
) -> None:
    """Write `target`: the source with the block, a PDF of one page, drawn into a corner of the chosen pages.

    The block keeps its proportions inside `width_mm` by `height_mm`, stands `margin_mm` from both edges of the page as
    displayed, and is made smaller where the page is too small. Works in a child process; the source is only read, the
    target appears whole or not at all and is not yet synced.

    `mark`, when given, is written into the dictionary of every page and of the block under `overlay.MARK`, where no
    reader shows it: a page or a block taken out of the paper can still be told.

    Raises AlreadySigned, BlockRefused, Unreadable, ChildStopped, OSError.
    """
    if pages not in ("last", "first", "all"):
        raise ValueError(pages)
    if corner not in ("bottom-right", "bottom-left", "top-right", "top-left"):
        raise ValueError(corner)
    if not (width_mm > 0 and height_mm > 0 and margin_mm >= 0):
        raise ValueError((margin_mm, width_mm, height_mm))
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".stamp-") as folder:
        block_file, part = Path(folder, "block.pdf"), Path(folder, "stamped.pdf")
        block_file.write_bytes(block)
        job = {
            "source": str(source.absolute()),
            "block": str(block_file.absolute()),
            "target": str(part.absolute()),
            "pages": pages,
            "corner": corner,
            "margin": margin_mm,
            "width": width_mm,
            "height": height_mm,
            "mark": mark,
        }
        answer = run("hcc.pdf.overlay", job, bounds=limits.bounds(), folder=Path(folder))
        if "errno" in answer:
            raise OSError(answer["errno"], answer["strerror"])
        if "block" in answer:
            raise BlockRefused(answer["block"])
        if "signed" in answer:
            raise AlreadySigned(source)
        if "unreadable" in answer:
            raise Unreadable(answer["unreadable"])
        os.replace(part, target)
