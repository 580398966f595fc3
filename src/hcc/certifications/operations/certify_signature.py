"""Certifying what people sign before the official: a line of its book, one number for papers of one type."""

from collections.abc import Sequence
from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.workflow import PROCESSING

from ..fee_table import TRANSACTIONS
from ..fees import signature_fee
from ..resources import INK, SIGNATURES, BookEntry, BookFolder, Requester, Signer
from ..signature_visit import Manner, SignatureVisit
from ..signed_kinds import SIGNED_KINDS
from .certify import NotBeingHandled, SignerMissing
from .numbering import open_book, write_line
from .signed_paper import Signed, read_signed


class NotForSignatures(Refusal):
    text = message("This dossier does not ask for signatures: its numbers do not belong in the book of signatures.")


class NotForThisBook(Refusal):
    text = message("This dossier does not ask for what stands in this book. Certify it from the dossier's page.")


class FeeNotSet(Refusal):
    """Nothing our papers say, and nothing an administrator has set."""

    field = "transaction"
    text = message(
        "Nobody has said yet what this kind of transaction costs. An administrator sets it under Certification fees; "
        "then it can be certified."
    )


def certify_signature(
    books: BookFolder,
    *,
    book: str = SIGNATURES,
    people: Sequence[Requester],
    title: str,
    papers: int = 1,
    pages: int = 0,
    circumstances: SignatureVisit | None = None,
    signer: Signer | None,
    dossier: Dossier | None = None,
    act: Act,
) -> BookEntry:
    """Number papers that these people signed, or pressed a finger on, before the official; the line waits in the tray.

    `book` is one of SIGNED_KINDS. The fee of signatures and translations is 10,000 đồng a paper, whoever signed in it
    (TT 226/2016/TT-BTC), that of a transaction stands in the office's fee table; `pages` of one original are for those
    two. Who can neither read nor sign has a witness, two for a contract, who does not speak Vietnamese an interpreter;
    outside the office place, hour and reason are written down (NĐ 23/2015/NĐ-CP art. 10, 36). All complaints are
    gathered.
    """
    kind = SIGNED_KINDS[book]
    complaints: list[Refusal] = []
    signed = read_signed(
        kind,
        people=people,
        title=title,
        papers=papers,
        pages=pages,
        circumstances=circumstances or SignatureVisit(),
        complaints=complaints,
    )
    signed, fee = _charged(books, signed, complaints)
    if signer is None:
        complaints.append(SignerMissing())
    if dossier is not None and (dossier.state != PROCESSING or not act.is_of(dossier.handler)):
        complaints.append(NotBeingHandled())
    if dossier is not None and dossier.certifying_form != kind.form:
        complaints.append(NotForSignatures() if book == SIGNATURES else NotForThisBook())
    refuse_if(complaints)
    assert signer is not None  # refused above
    how = signed.circumstances
    entry = write_line(
        books,
        open_book(books, book, act.at),
        way=INK,
        requester=signed.people[0],
        others=signed.people[1:],
        title=signed.title,
        holder=signed.people[0].name,
        pages=signed.pages,
        copies=0,
        papers=papers,
        fingerprint=how.manner is Manner.FINGERPRINT,
        circumstances=how,
        fee=fee,
        signer=signer,
        dossier_token=dossier.token if dossier is not None else "",
        act=act,
    )
    if dossier is not None:
        dossier.chain.append(act, "certify", numbers=[f"{entry.number} quyển số {entry.volume_line}"], fee=entry.fee)
        dossier.__parent__.relist(dossier)
    return entry


def _charged(books: BookFolder, signed: Signed, complaints: list[Refusal]) -> tuple[Signed, int]:
    """What it costs (đồng), and the line with the rule that says so."""
    paper = signed.circumstances.paper
    if paper is None or not paper.transaction:
        return signed, signature_fee(max(signed.papers, 1)).total
    fee = books.fees.of(paper.transaction) if paper.transaction in TRANSACTIONS else None
    if fee is None:
        if paper.transaction in TRANSACTIONS:
            complaints.append(FeeNotSet())
        return signed, 0
    how = replace(signed.circumstances, paper=replace(paper, basis=fee.basis))
    return replace(signed, circumstances=how), fee.total
