"""What a printed outage pad says."""

from hcc.printing import words
from hcc.printing.pads import PadData, PadSheet
from hcc.settings import Settings

from .outage import OutagePad
from .resources import Book


def pad_data(book: Book, pad: OutagePad, settings: Settings) -> PadData:
    """A pad of a book; made at `pad.at` it is always the same bytes."""
    numbers = range(pad.first, pad.last + 1)
    return PadData(
        authority=settings.authority,
        office=settings.office_name,
        symbol=book.symbol,
        volume=book.volume_line_of(pad.first),
        pad=f"{pad.number:02d}",
        year=str(book.year),
        reserved=words.moment_line(pad.at),
        sheets=tuple(PadSheet(str(number), pad.sheet(number)) for number in numbers),
        trial=settings.demo,
    )
