"""Whether volumes, closings and outage pads of a book are what its chain tells of, and closings what lines come to."""

from collections.abc import Iterator
from datetime import date

from .closings import Volume
from .resources import Book
from .workflow import OPEN_STATES, RESERVED

TOOK_OVER, OPENED_VOLUME, CLOSED_DAY, CLOSED_YEAR = "took over", "opened volume", "closed day", "closed year"
"""What the chain calls the acts of keeping a book."""
RESERVED_NUMBERS, ENTERED = "reserved", "entered afterwards"
"""What it calls those of the outage pad."""


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
            closed[date.fromisoformat(facts["day"])] = (facts["tally"], facts.get("said", ""))
        elif record.what == CLOSED_YEAR:
            year = facts["tally"]
    if tuple(volumes) != book.volumes:
        yield "its volumes are not those on record"
    if closed != {closing.day: (closing.tally.facts, closing.said) for closing in book.closings}:
        yield "its closed days are not those on record"
    if year != (book.closed.tally.facts if book.closed else None):
        yield "its closing is not the one on record"
    for closing in [*book.closings, *([book.closed] if book.closed else [])]:
        tally = closing.tally
        if tally.last and tally != book.tally(tally.first, tally.last, closing.at):
            yield f"its lines do not come to what was closed on {closing.day}"


def untold_of_pads(book: Book) -> Iterator[str]:
    """Every difference between the pads, what was entered afterwards, and their records, in English for the log."""
    pads, entered = [], {}
    for record in book.chain:
        facts = record.facts
        if record.what == RESERVED_NUMBERS:
            pads.append((facts["pad"], facts["first"], facts["last"], record.at, record.by))
        elif record.what == ENTERED:
            entered[facts["number"]] = (facts["row"], facts["fee"], record.at)
    if pads != [(pad.number, pad.first, pad.last, pad.at, pad.by) for pad in book.pads]:
        yield "its outage pads are not those on record"
    kept = {one.number: (one.row_digest, one.fee, one.settled_at) for one in book if one.given is not None}
    if entered != kept:
        yield "what was entered afterwards is not what is on record"
    began = {one.number for one in book if one.state in OPEN_STATES or one.began}
    if began != {one.number for one in book.by_hand}:
        yield "its list of lines by hand is not that of its lines"
    if {one.number for one in book if one.state in OPEN_STATES} != {one.number for one in book.open_lines()}:
        yield "its list of open lines is not that of its lines"
    if any(one.state == RESERVED and book.pad_of(one.number) is None for one in book.by_hand):
        yield "a reserved number stands on no pad"
