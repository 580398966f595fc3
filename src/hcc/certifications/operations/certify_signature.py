"""Certifying signatures or fingerprints in papers: a line of the book SCT/CK,ĐC, one number for papers of one type."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import read_citizen_number
from hcc.core.text import clean_line, message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.workflow import PROCESSING

from ..fees import signature_fee
from ..resources import INK, SIGNATURES, BookEntry, BookFolder, Requester, Signer
from .certify import TITLE_LIMIT, NotBeingHandled, RequesterMissing, SignerMissing
from .numbering import open_book, write_line

MOST_PAPERS, MOST_PEOPLE = 100, 20
ID_LIMIT = 20


class SignedPaperMissing(Refusal):
    field = "title"
    text = message("Write the name of the paper that was signed.")


class PapersWrong(Refusal):
    field = "papers"
    text = message("Write how many papers of this kind were signed, from 1 to ${most}.")


class IdentityMissing(Refusal):
    text = message("Person ${row}: write the name and the number of the card or passport that was shown.")


class NotForSignatures(Refusal):
    text = message("This dossier does not ask for signatures: its numbers do not belong in the book of signatures.")


def certify_signature(
    books: BookFolder,
    *,
    people: Sequence[Requester],
    title: str,
    papers: int,
    fingerprint: bool = False,
    signer: Signer | None,
    dossier: Dossier | None = None,
    act: Act,
) -> BookEntry:
    """Number papers that these people signed, or pressed a finger on, before the official; the line waits in the tray.

    The fee is 10,000 đồng a paper, whoever signed in it (TT 226/2016/TT-BTC). All complaints are gathered.
    """
    complaints: list[Refusal] = []
    title = clean_line(title)
    read = [_read(one) for one in people[:MOST_PEOPLE]]
    if not read:
        complaints.append(RequesterMissing())
    complaints += [IdentityMissing(row=row) for row, one in enumerate(read, 1) if one is None]
    if not title or len(title) > TITLE_LIMIT:
        complaints.append(SignedPaperMissing())
    if not 1 <= papers <= MOST_PAPERS:
        complaints.append(PapersWrong(most=MOST_PAPERS))
    if signer is None:
        complaints.append(SignerMissing())
    if dossier is not None and (dossier.state != PROCESSING or not act.is_of(dossier.handler)):
        complaints.append(NotBeingHandled())
    if dossier is not None and not dossier.for_signatures:
        complaints.append(NotForSignatures())
    refuse_if(complaints)
    known = [one for one in read if one is not None]
    assert signer is not None  # refused above
    entry = write_line(
        books,
        open_book(books, SIGNATURES, act.at),
        way=INK,
        requester=known[0],
        others=tuple(known[1:]),
        title=title,
        holder=known[0].name,
        pages=0,
        copies=0,
        papers=papers,
        fingerprint=fingerprint,
        fee=signature_fee(papers).total,
        signer=signer,
        dossier_token=dossier.token if dossier is not None else "",
        act=act,
    )
    if dossier is not None:
        dossier.chain.append(act, "certify", numbers=[f"{entry.number} quyển số {entry.volume_line}"], fee=entry.fee)
        dossier.__parent__.relist(dossier)
    return entry


def _read(person: Requester) -> Requester | None:
    """Name and number in kept form; None without either. A number that is no citizen number is a passport's."""
    name, number = clean_line(person.name), clean_line(person.citizen_number)
    found = read_citizen_number(number)
    number = found.digits if found is not None else number
    if not name or not any(one.isdigit() for one in number) or len(number) > ID_LIMIT:
        return None
    return Requester(name, number)
