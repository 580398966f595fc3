"""Taking numbers: one a paper type, gapless, with its line in the book. Stamping and signing come after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import filing_token, read_citizen_number
from hcc.core.text import clean_line, message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.workflow import PROCESSING
from hcc.printing.papers import COPIES_IN_A_JOB

from ..fees import copy_fee
from ..resources import COPIES, ELECTRONIC, INK, Book, BookEntry, BookFolder, Requester, Scan, Signer, Visit
from ..stamp_places import StampPlace
from .numbering import open_book, write_line

MOST_PAGES, MOST_COPIES, MOST_ROWS = 2_000, 200, 12
TITLE_LIMIT = 200
USUAL_PLACE = StampPlace()


@dataclass(frozen=True)
class PaperRow:
    """One row of the visit: a paper type, whose it is, pages of the original, copies wanted."""

    title: str
    holder: str
    pages: int
    copies: int


class RequesterMissing(Refusal):
    field = "requester.name"
    text = message("Write the name of the person who asks for the certification.")


class RequesterNumberWrong(Refusal):
    field = "requester.citizen_number"
    text = message("A citizen number has 12 digits. Look at the card again, or leave the field empty.")


class NoRows(Refusal):
    text = message("Write at least one paper to certify.")


class RowRefused(Refusal):
    text = message("Row ${row}: write the name of the paper, pages from 1 to ${pages} and copies from 1 to ${copies}.")


class TooManyCopies(Refusal):
    """More than one print job holds, and a tray."""

    text = message("${count} copies are more than one visit prints (${most}). Write the rest as a second visit.")


class SignerMissing(Refusal):
    field = "signer"
    text = message("Choose who signs. If nobody can be chosen, an administrator must give someone a capacity to sign.")


class NotBeingHandled(Refusal):
    text = message("The dossier is not being handled by you. Take it over first, then certify.")


class OfAnotherBook(Refusal):
    text = message("This dossier does not ask for copies: its numbers do not belong in the book of certified copies.")


def certify_visit(
    books: BookFolder,
    *,
    requester: Requester,
    rows: Sequence[PaperRow],
    signer: Signer | None,
    dossier: Dossier | None = None,
    act: Act,
) -> Visit:
    """Number every row for signature in ink; answers the visit with its lines.

    Raises ValueError for more than MOST_ROWS rows, which no form sends: to leave some out would lose papers.
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(f"a visit has at most {MOST_ROWS} rows")
    complaints: list[Refusal] = []
    requester = read_requester(requester, complaints)
    rows = [replace(row, title=clean_line(row.title), holder=clean_line(row.holder)) for row in rows]
    if not rows:
        complaints.append(NoRows())
    for position, row in enumerate(rows, 1):
        right_size = 1 <= row.pages <= MOST_PAGES and 1 <= row.copies <= MOST_COPIES
        if not row.title or len(row.title) > TITLE_LIMIT or not right_size:
            complaints.append(RowRefused(row=position, pages=MOST_PAGES, copies=MOST_COPIES))
    copies = sum(row.copies for row in rows)
    if copies > COPIES_IN_A_JOB and not any(isinstance(one, RowRefused) for one in complaints):
        complaints.append(TooManyCopies(count=copies, most=COPIES_IN_A_JOB))
    if signer is None:
        complaints.append(SignerMissing())
    if dossier is not None and (dossier.state != PROCESSING or not act.is_of(dossier.handler)):
        complaints.append(NotBeingHandled())
    if dossier is not None and dossier.certifying_form != "visit":
        complaints.append(OfAnotherBook())
    refuse_if(complaints)
    assert signer is not None  # refused above
    book = open_book(books, COPIES, act.at)
    visit = Visit(filing_token(), at=act.at, requester=requester, dossier_token=dossier.token if dossier else "")
    books.visits.add(visit)
    visit.entries = tuple(_number(books, book, row, INK, requester, signer, dossier, act) for row in rows)
    if dossier is not None:
        numbers = [f"{entry.number} quyển số {entry.volume_line}" for entry in visit.entries]
        dossier.chain.append(act, "certify", numbers=numbers, fee=visit.fee)
        dossier.__parent__.relist(dossier)
    return visit


def certify_scan(
    books: BookFolder,
    *,
    scan: Scan,
    requester: Requester,
    title: str,
    holder: str,
    signer: Signer | None,
    place: StampPlace = USUAL_PLACE,
    act: Act,
) -> BookEntry:
    """Number a scanned original for an electronic copy. A scan that has its number answers the same line."""
    if scan.entry is not None:
        return scan.entry
    complaints: list[Refusal] = []
    requester = read_requester(requester, complaints)
    row = PaperRow(clean_line(title), clean_line(holder), scan.pages, 1)
    if not row.title or len(row.title) > TITLE_LIMIT:
        complaints.append(RowRefused(row=1, pages=MOST_PAGES, copies=MOST_COPIES))
    if signer is None:
        complaints.append(SignerMissing())
    refuse_if(complaints)
    assert signer is not None  # refused above
    entry = _number(books, open_book(books, COPIES, act.at), row, ELECTRONIC, requester, signer, None, act)
    entry.scan, scan.entry, scan.place = scan, entry, place
    return entry


def read_requester(requester: Requester, complaints: list[Refusal]) -> Requester:
    """The requester in kept form; what cannot be right is added to `complaints`."""
    name, number = clean_line(requester.name), requester.citizen_number
    if not name:
        complaints.append(RequesterMissing())
    if number:
        read = read_citizen_number(number)
        if read is None:
            complaints.append(RequesterNumberWrong())
        else:
            number = read.digits
    return Requester(name, number)


def _number(
    books: BookFolder,
    book: Book,
    row: PaperRow,
    way: str,
    requester: Requester,
    signer: Signer,
    dossier: Dossier | None,
    act: Act,
) -> BookEntry:
    return write_line(
        books,
        book,
        way=way,
        requester=requester,
        title=row.title,
        holder=row.holder,
        pages=row.pages,
        copies=row.copies,
        fee=copy_fee(row.pages, row.copies).total,
        signer=signer,
        dossier_token=dossier.token if dossier is not None else "",
        act=act,
    )
