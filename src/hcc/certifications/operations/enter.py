"""Entering afterwards (nhập bổ sung) what was certified on paper: of the outage pad, or lost with a machine."""

from datetime import datetime

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..fees import copy_fee, signature_fee
from ..outage import GivenOnPaper
from ..resources import CONTRACTS, COPIES, BookEntry, BookFolder, Requester, Signer
from ..signature_visit import Manner, SignatureVisit
from ..signed_kinds import SIGNED_KINDS
from ..telling import ENTERED
from ..workflow import RESERVED, WORKFLOW
from .certify import (
    MOST_COPIES,
    MOST_PAGES,
    TITLE_LIMIT,
    RowRefused,
    SignerMissing,
    read_requester,
)
from .close import YearIsClosed
from .numbering import check_book_clock
from .set_fee import MOST_FEE
from .signed_paper import read_signed

PAPER_LIMIT = 30


class MomentOfAnotherYear(Refusal):
    field = "day"
    text = message("This is the book of ${year}: write the day and hour of that year that stand on the paper.")


class MomentAhead(Refusal):
    field = "day"
    text = message("The moment on the paper is still to come. Look at day and hour again.")


class BeforeThePad(Refusal):
    field = "day"
    text = message("The number was reserved at ${moment}: what stands on its sheet was certified later.")


class OfficialMissing(Refusal):
    field = "official"
    text = message("Choose the official who wrote the paper.")


class PaperNumberMissing(Refusal):
    field = "paper"
    text = message("Write the number that stands on the paper, such as 01-05 on a sheet of the outage pad.")


class PaperNumberUsed(Refusal):
    field = "paper"
    text = message("Paper ${paper} was entered for number ${number}. Look at both papers again.")


class FeeWrong(Refusal):
    field = "fee"
    text = message("Write the fee that stands on the paper, from 0 to ${most} đồng.")


def enter(
    books: BookFolder,
    *,
    entry: BookEntry,
    given_at: datetime,
    official: str,
    official_name: str,
    paper: str,
    people: tuple[Requester, ...],
    title: str,
    holder: str = "",
    pages: int = 0,
    copies: int = 0,
    papers: int = 1,
    fee: int = 0,
    circumstances: SignatureVisit | None = None,
    signer: Signer | None,
    act: Act,
) -> None:
    """Write into a line that was a number alone what stands on its paper; both moments stay in it.

    `given_at`: when it was certified; `official`: login of who wrote it, under that name; `paper`: the number on the
    paper. In the book of copies one person asks, and `pages` and `copies` count; in the others everything is as the
    desk reads it (`read_signed`). The fee is reckoned, but for contracts, where it is `fee` (đồng), as it stands on the
    paper. All complaints are gathered.
    """
    book = entry.book
    target = WORKFLOW.target("enter", entry.state)
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    check_book_clock(books, book.kind, act.at)
    paper, title = clean_line(paper)[:PAPER_LIMIT], clean_line(title)
    complaints = _of_the_moment(entry, given_at, act)
    if not official:
        complaints.append(OfficialMissing())
    complaints += _of_the_paper(entry, paper)
    if book.kind == COPIES:
        known: tuple[Requester, ...] = (read_requester(people[0] if people else Requester(""), complaints),)
        if not title or len(title) > TITLE_LIMIT or not (1 <= pages <= MOST_PAGES and 1 <= copies <= MOST_COPIES):
            complaints.append(RowRefused(row=1, pages=MOST_PAGES, copies=MOST_COPIES))
    else:
        signed = read_signed(
            SIGNED_KINDS[book.kind],
            people=people,
            title=title,
            papers=papers,
            pages=pages,
            circumstances=circumstances or SignatureVisit(),
            complaints=complaints,
        )
        known, pages, how = signed.people, signed.pages, signed.circumstances
    if not 0 <= fee <= MOST_FEE:
        complaints.append(FeeWrong(most=f"{MOST_FEE:,}".replace(",", ".")))
    if signer is None:
        complaints.append(SignerMissing())
    refuse_if(complaints)
    assert signer is not None  # refused above
    entry.requester, entry.title, entry.signer = known[0], title, signer
    entry.holder = clean_line(holder) or known[0].name
    if known[1:]:
        entry.others = known[1:]
    if book.kind == COPIES:
        entry.pages, entry.copies, entry.fee = pages, copies, copy_fee(pages, copies).total
    else:
        entry.pages, entry.papers, entry.circumstances = pages, papers, how
        entry.fee = fee if book.kind == CONTRACTS else signature_fee(papers).total
        if how.manner is Manner.FINGERPRINT:
            entry.fingerprint = True
    entry.given = GivenOnPaper(given_at.astimezone(act.at.tzinfo), official, official_name, paper, act.at, act.by)
    entry.issued_at = entry.given.at
    entry.settle(target, act.at)
    book.chain.append(act, ENTERED, number=entry.number, row=entry.row_digest, fee=entry.fee, **entry.given.facts)


def _of_the_moment(entry: BookEntry, given_at: datetime, act: Act) -> list[Refusal]:
    if given_at.astimezone(LOCAL).year != entry.book.year:
        return [MomentOfAnotherYear(year=str(entry.book.year))]
    if given_at > act.at:
        return [MomentAhead()]
    # Moments on paper have no seconds.
    if entry.state == RESERVED and given_at < entry.at.replace(second=0, microsecond=0):
        return [BeforeThePad(moment=f"{entry.at.astimezone(LOCAL):%H:%M %d/%m/%Y}")]
    return []


def _of_the_paper(entry: BookEntry, paper: str) -> list[Refusal]:
    if not paper:
        return [PaperNumberMissing()]
    same = [one for one in entry.book.by_hand if one.given is not None and one.given.paper == paper]
    return [PaperNumberUsed(paper=paper, number=same[0].number)] if same else []
