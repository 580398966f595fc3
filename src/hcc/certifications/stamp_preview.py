"""A page of a scan as it will look when it is stamped: by the stamp itself, before there is a number."""

from datetime import datetime
from pathlib import Path

from hcc.core.calendar import LOCAL
from hcc.pdf.images import page_image
from hcc.pdf.stamp import stamp
from hcc.printing import words
from hcc.printing.papers import StampBlockData
from hcc.printing.slips import render_slip
from hcc.settings import Settings

from .attestations import BLOCK_MM, check_host
from .resources import BOOK_KINDS, COPIES, Signer
from .stamp_places import StampPlace

NOT_YET = "…"
"""Stands for the number and the volume, which are not taken."""


def preview_block(signer: Signer | None, settings: Settings, *, trial: bool, at: datetime) -> bytes:
    """The block of a copy that has no number yet, as large as the one that will be stamped."""
    day = at.astimezone(LOCAL).date()
    data = StampBlockData(
        number=NOT_YET,
        book=f"{NOT_YET}/{day.year} - {BOOK_KINDS[COPIES]}",
        date=words.date_line("", day),
        capacity=signer.capacity if signer is not None else (NOT_YET,),
        signer=signer.name if signer is not None else NOT_YET,
        qr=f"{settings.public_url}/kiem-tra/{'0' * 32}" if settings.public_url else "",
        check_host=check_host(settings),
        trial=trial,
    )
    return render_slip("stamp_block", data, at=at)


def stamped_page(source: Path, block: bytes, place: StampPlace, *, page: int, width: int, folder: Path) -> bytes:
    """The page as a PNG, stamped in `folder`. Raises what `hcc.pdf.stamp` and `hcc.pdf.images` raise."""
    target = folder / "preview.pdf"
    wide, high = BLOCK_MM
    stamp(source, block, target, pages=place.pages, corner=place.corner, width_mm=wide, height_mm=high)
    return page_image(target, page, width)
