"""Making PDFs anew of pages that were taken in: in another order, turned, taken apart, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hcc.children.run import run
from hcc.pdf.errors import NoSuchPage, Unreadable
from hcc.pdf.limits import LIMITS, PdfLimits


@dataclass(frozen=True)
class PlacedPage:
    """A page where it is to stand."""

    source: int
    """Which of the files it is from, counted from 0."""
    page: int
    """Its number there, counted from 1."""
    turn: int = 0
    """Degrees clockwise, in quarters, from how it stands there."""


def lay_out(
    sources: Sequence[Path], parts: Sequence[Sequence[PlacedPage]], folder: Path, limits: PdfLimits = LIMITS
) -> list[Path]:
    """A new clean PDF in `folder` for each of `parts`, made in a child process of clean copies.

    The sources are only read. Raises NoSuchPage, Unreadable for what is no PDF, ChildStopped, ValueError for a part
    without a page or a turn that is no quarter.
    """
    if not all(parts) or any(place.turn % 90 for part in parts for place in part):
        raise ValueError(parts)
    made = [folder / f"part-{number}.pdf" for number in range(1, len(parts) + 1)]
    job = {
        "sources": [str(path.absolute()) for path in sources],
        "parts": [
            {"file": str(path.absolute()), "pages": [[one.source, one.page, one.turn] for one in part]}
            for path, part in zip(made, parts, strict=True)
        ],
    }
    answer = run("hcc.pdf.rearrange", job, bounds=limits.bounds(), folder=folder)
    if "damaged" in answer:
        raise Unreadable(answer["damaged"])
    for part in parts:
        for place in part:
            pages = answer["pages"][place.source]
            if not 1 <= place.page <= pages:
                raise NoSuchPage(place.page, pages)
    return made
