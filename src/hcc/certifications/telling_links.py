"""Whether the links by which citizens fetch their copies are what was handed out, and lead to what was issued."""

from collections.abc import Iterator
from pathlib import Path

from ZODB.POSException import POSKeyError

from hcc.files.received import sha256_of

from .resources import BookEntry, BookFolder

LINK_GIVEN = "link given"
"""What the chain of a book calls handing out a link."""


def untold_of_links(books: BookFolder) -> Iterator[str]:
    """Every difference between links, copies and records, in English for the log.

    A link opens as long as it says itself. One that says otherwise than what is on record serves a copy after its
    last day; of links older than that record their last day is not known.
    """
    given = {
        (book.kind, book.year, record.facts["number"]): (record.at, record.by, record.facts.get("until"))
        for book in books.books()
        for record in book.chain
        if record.what == LINK_GIVEN
    }
    for digest, entry in books.deliveries.links():
        where = f"link to number {entry.number} of {entry.volume_line}"
        if books.by_token.get(entry.token) is not entry:
            yield f"{where}: it leads to a line of no book"
        if entry.delivery is None or entry.delivery.digest != digest:
            yield f"{where}: it opens a copy that has another link"
        yield from (f"{where}: {fault}" for fault in _faults_of_copy(books, entry))
    for book in books.books():
        for entry in book:
            if (delivery := entry.delivery) is None:
                continue
            where = f"link to number {entry.number} of {entry.volume_line}"
            if books.deliveries.entry(delivery.digest, now=delivery.at) is not entry:
                yield f"{where}: it is dead, and should open its copy until {delivery.until:%d/%m/%Y}"
            at, by, until = given.get((book.kind, book.year, entry.number), (None, "", None))
            if (at, by) != (delivery.at, delivery.by):
                yield f"{where}: it is not the one on record"
            elif until is not None and until != delivery.until.isoformat():
                yield f"{where}: it opens until {delivery.until:%d/%m/%Y}, on record until {until[:10]}"


def _faults_of_copy(books: BookFolder, entry: BookEntry) -> Iterator[str]:
    """What is wrong with the file behind a link."""
    if entry.paper is None or not entry.sha256:
        yield "it leads to no file"
        return
    if books.by_hash.get(entry.sha256) is not entry:
        yield "its file is not the one the register issued"
    try:
        if sha256_of(Path(entry.paper.committed())) != entry.sha256:
            yield "its file has another hash than what was issued"
    except (OSError, POSKeyError) as problem:
        yield f"its file cannot be read: {type(problem).__name__}"
