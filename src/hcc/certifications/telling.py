"""Whether volumes and closings of a book are what its chain tells of, and closings what the lines come to."""

from collections.abc import Iterator
from datetime import date

from .closings import Volume
from .resources import Book

TOOK_OVER, OPENED_VOLUME, CLOSED_DAY, CLOSED_YEAR = "took over", "opened volume", "closed day", "closed year"
"""What the chain calls the acts of keeping a book."""


def untold_of_keeping(book: Book) -> Iterator[str]:
    """Every difference, in English for the log."""
    volumes, closed, year = [Volume(1, 1)], {}, None
    for record in book.chain:
        facts = record.facts
        if record.what == TOOK_OVER:
            volumes = [Volume(facts["volume"], facts["first"])]
        elif record.what == OPENED_VOLUME:
            volumes.append(Volume(facts["volume"], facts["first"]))
        elif record.what == CLOSED_DAY:
            closed[date.fromisoformat(facts["day"])] = facts["tally"]
        elif record.what == CLOSED_YEAR:
            year = facts["tally"]
    if tuple(volumes) != book.volumes:
        yield "its volumes are not those on record"
    if closed != {closing.day: closing.tally.facts for closing in book.closings}:
        yield "its closed days are not those on record"
    if year != (book.closed.tally.facts if book.closed else None):
        yield "its closing is not the one on record"
    for closing in [*book.closings, *([book.closed] if book.closed else [])]:
        tally = closing.tally
        if tally.last and tally != book.tally(tally.first, tally.last):
            yield f"its lines do not come to what was closed on {closing.day}"
