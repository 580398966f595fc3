"""Refusing in writing to certify a copy (NĐ 23/2015/NĐ-CP art. 22): numbered, with every reason, recorded."""

from collections.abc import Collection

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import filing_token
from hcc.core.text import clean_line, clean_text, message

from ..refusals import REASONS, WrittenRefusal
from ..resources import BookFolder, Requester
from ..telling_desk import REFUSED
from .certify import TITLE_LIMIT, read_requester

SERIES = "certification-refusal"
NOTE_LIMIT = 500


class PaperNotNamed(Refusal):
    field = "title"
    text = message("Write which paper is not certified.")


class NoReason(Refusal):
    field = "reasons"
    text = message("Tick at least one reason of the law. Without a reason of the law nothing is refused.")


class RefusalClockBehind(Refusal):
    text = message(
        "This computer's clock is behind the last written refusal. Have it set, then write the refusal again."
    )


def refuse_copy(
    books: BookFolder, *, requester: Requester, title: str, reasons: Collection[str], note: str, act: Act
) -> WrittenRefusal:
    """Write down that a paper is not certified and why; `reasons` are keys of REASONS, `note` is the official's own."""
    complaints: list[Refusal] = []
    requester = read_requester(requester, complaints)
    title = clean_line(title)[:TITLE_LIMIT]
    if not title:
        complaints.append(PaperNotNamed())
    grounds = tuple(key for key in REASONS if key in reasons)
    if not grounds:
        complaints.append(NoReason())
    folder = books.refusals
    if folder.chain.last is not None and folder.chain.last.at > act.at:
        complaints.append(RefusalClockBehind())
    refuse_if(complaints)
    year = act.at.astimezone(LOCAL).year
    refusal = WrittenRefusal(
        filing_token(),
        books.counters.take(SERIES, str(year)),
        at=act.at,
        by=act.by,
        name=requester.name,
        citizen_number=requester.citizen_number,
        title=title,
        reasons=grounds,
        note=clean_text(note)[:NOTE_LIMIT],
    )
    folder.add(refusal)
    folder.chain.append(act, REFUSED, number=refusal.number, year=year, reasons=list(grounds))
    return refusal
