"""Certified signatures and fingerprints: one number for papers of a type, with everyone who signed."""

import pytest

from hcc.certifications.operations.certify import NotBeingHandled, RequesterMissing, SignerMissing
from hcc.certifications.operations.certify_signature import (
    IdentityMissing,
    NotForSignatures,
    PapersWrong,
    SignedPaperMissing,
    certify_signature,
)
from hcc.certifications.resources import SIGNATURES, BookEntry, BookFolder, Requester
from hcc.certifications.telling import untold_of_keeping
from hcc.core.errors import Refusal
from hcc.dossiers.resources import COPIES_PROCEDURE, SIGNATURES_PROCEDURE
from unit.certifications.building import ASKS, VICE_CHAIR, visit
from unit.dossiers.building import act, dossier_in, record

HUSBAND = Requester("Trần  Văn\nMẫu", "C1234567")


def signed(books: BookFolder, *people: Requester, by: str = "chungthuc", minutes: float = 0, **more) -> BookEntry:
    wanted = {"title": "Giấy ủy quyền", "papers": 1, "signer": VICE_CHAIR, **more}
    return certify_signature(books, people=people or (ASKS,), act=act(by, minutes=minutes), **wanted)


def complaints(**wrong) -> list[type]:
    books = BookFolder()
    people = wrong.pop("people", (ASKS,))
    with pytest.raises(Refusal) as refusal:
        signed(books, *people, **wrong)
    assert list(books.waiting) == []
    assert list(books.books()) == []
    return [type(one) for one in refusal.value.complaints]


def test_everyone_who_signed_stands_on_one_line_of_a_book_of_its_own():
    books = BookFolder()
    visit(books)
    entry = signed(books, ASKS, HUSBAND, papers=3, title=" Giấy  ủy quyền ")
    assert (entry.number, entry.volume_line) == (1, "01/2026 - SCT/CK,ĐC")
    assert (entry.requester, entry.others) == (ASKS, (Requester("Trần Văn Mẫu", "C1234567"),))
    assert (entry.title, entry.papers, entry.copies, entry.fee) == ("Giấy ủy quyền", 3, 0, 30_000)
    assert list(books.waiting) == [("ban-sao", 2026, 1), (SIGNATURES, 2026, 1)]
    book = books[SIGNATURES]["2026"]
    assert (book.tally().papers, book.tally().copies, book.tally().fee) == (3, 0, 30_000)
    assert book.chain.last.facts["row"] == entry.row_digest
    assert list(untold_of_keeping(book)) == []


def test_a_fingerprint_is_another_line_than_a_signature():
    books = BookFolder()
    one, other = signed(books), signed(books, fingerprint=True)
    assert (one.fingerprint, other.fingerprint) == (False, True)
    digest = other.row_digest
    other.fingerprint = False
    assert other.row_digest != digest


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": "\u200b"}, SignedPaperMissing),
        ({"papers": 0}, PapersWrong),
        ({"papers": 101}, PapersWrong),
        ({"signer": None}, SignerMissing),
        ({"people": (Requester("Nguyễn Thị Mẫu", ""),)}, IdentityMissing),
        ({"people": (Requester("", "025190000001"),)}, IdentityMissing),
        ({"people": (ASKS, Requester("Trần Văn Mẫu", "không nhớ"))}, IdentityMissing),
        ({"people": (Requester("Trần Văn Mẫu", "1" * 21),)}, IdentityMissing),
    ],
)
def test_what_is_missing_takes_no_number(wrong, refusal):
    assert complaints(**wrong) == [refusal]


def test_nobody_signed_nothing():
    books = BookFolder()
    with pytest.raises(RequesterMissing):
        certify_signature(books, people=(), title="Giấy", papers=1, signer=VICE_CHAIR, act=act())


def test_a_dossier_for_signatures_takes_its_number_here_and_one_for_copies_does_not():
    books, dossier = BookFolder(), dossier_in("processing", of=record(SIGNATURES_PROCEDURE))
    entry = signed(books, dossier=dossier, minutes=10, by="xuly")
    assert entry.dossier_token == dossier.token
    assert dossier.chain.last.facts == {"numbers": ["1 quyển số 01/2026 - SCT/CK,ĐC"], "fee": 10_000}
    with pytest.raises(NotBeingHandled):
        signed(books, dossier=dossier, minutes=11, by="chungthuc")
    copies = dossier_in("processing", of=record(COPIES_PROCEDURE))
    with pytest.raises(NotForSignatures):
        signed(books, dossier=copies, minutes=11, by="xuly")
