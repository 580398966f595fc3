"""Certified signatures and fingerprints: one number for papers of a type, with everyone who signed."""

from dataclasses import replace

import pytest

from hcc.certifications.book_pages import note_of
from hcc.certifications.operations.certify import NotBeingHandled, RequesterMissing, SignerMissing
from hcc.certifications.operations.certify_signature import NotForSignatures, certify_signature
from hcc.certifications.operations.signed_paper import (
    HelperSigned,
    HelperUnknown,
    IdentityMissing,
    IdentityNumberWrong,
    InterpreterMissing,
    OutsideIncomplete,
    PapersWrong,
    SignedPaperMissing,
    TooManyPeople,
    WitnessMissing,
)
from hcc.certifications.resources import SIGNATURES, BookEntry, BookFolder, Requester
from hcc.certifications.signature_attestation import for_signatures
from hcc.certifications.signature_visit import (
    Helper,
    HelperRole,
    Identity,
    Manner,
    Outside,
    SeenIdentity,
    SignatureVisit,
)
from hcc.certifications.telling import untold_of_keeping
from hcc.core.errors import Refusal
from hcc.dossiers.resources import COPIES_PROCEDURE, SIGNATURES_PROCEDURE
from hcc.printing.signature_attestations import Placing
from hcc.settings import Settings
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
    one, other = signed(books), signed(books, circumstances=SignatureVisit(manner=Manner.FINGERPRINT))
    assert (one.fingerprint, other.fingerprint) == (False, True)
    digest = other.row_digest
    other.fingerprint = False
    assert other.row_digest != digest


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": "\u200b"}, SignedPaperMissing),
        ({"people": (ASKS,) * 21}, TooManyPeople),
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


WITNESS = Helper(HelperRole.WITNESS, "Lê Thị Chứng", "025190000003")
INTERPRETER = Helper(HelperRole.INTERPRETER, "Giàng A Mẫu", "025190000004")
OFFICE = Settings(
    agency_code="H44.99",
    office_name="Trung tâm Phục vụ hành chính công xã An Mẫu",
    commune="Xã An Mẫu",
    province="Phú Mẫu",
    authority="Ủy ban nhân dân xã An Mẫu",
    address="Xóm Mẫu",
    phone="0900 000 000",
)
AT_HOME = Outside("Xóm Mẫu, xã An Mẫu", "14:30", "Già yếu, không đi lại được")


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        (SignatureVisit(read_aloud=True), WitnessMissing),
        (SignatureVisit(manner=Manner.NEITHER), WitnessMissing),
        (SignatureVisit(read_aloud=True, helpers=(INTERPRETER,), language="tiếng Mông"), WitnessMissing),
        (SignatureVisit(language="tiếng Mông"), InterpreterMissing),
        (SignatureVisit(helpers=(INTERPRETER,)), InterpreterMissing),
        (SignatureVisit(helpers=(Helper(HelperRole.WITNESS, "Lê Thị Chứng", ""),)), HelperUnknown),
        (SignatureVisit(helpers=(Helper(HelperRole.WITNESS, "Tên Khác", ASKS.citizen_number),)), HelperSigned),
        (SignatureVisit(outside=Outside("Xóm Mẫu", "", "Già yếu")), OutsideIncomplete),
        (SignatureVisit(outside=Outside("Xóm Mẫu", "25:00", "Già yếu")), OutsideIncomplete),
        (SignatureVisit(outside=Outside("", "14:30", "Già yếu")), OutsideIncomplete),
        (SignatureVisit(outside=Outside("Xóm Mẫu", "14:30", "")), OutsideIncomplete),
    ],
)
def test_what_the_law_asks_beside_the_signature_is_not_left_out(how, refusal):
    assert complaints(circumstances=how) == [refusal]


@pytest.mark.parametrize("kind", [Identity.CARD, Identity.VNEID])
def test_a_card_has_a_citizen_number_and_a_passport_its_own(kind):
    how = SignatureVisit(identities=(SeenIdentity(kind),))
    assert complaints(people=(HUSBAND,), circumstances=how) == [IdentityNumberWrong]
    how = SignatureVisit(identities=(SeenIdentity(Identity.PASSPORT),))
    assert signed(BookFolder(), HUSBAND, circumstances=how).requester.citizen_number == "C1234567"


def test_who_helped_and_where_stand_in_the_line_and_in_its_digest():
    books = BookFolder()
    how = SignatureVisit(
        read_aloud=True, language="tiếng Mông", helpers=(WITNESS, INTERPRETER), outside=AT_HOME, manner=Manner.NEITHER
    )
    entry = signed(books, circumstances=how)
    assert note_of(entry) == (
        "Không ký, không điểm chỉ được; Người làm chứng: Lê Thị Chứng, số 025190000003; "
        "Người phiên dịch: Giàng A Mẫu, số 025190000004; "
        "Ngoài trụ sở: 14:30, Xóm Mẫu, xã An Mẫu. Lý do: Già yếu, không đi lại được"
    )
    digest = entry.row_digest
    for other in (SignatureVisit(manner=Manner.NEITHER), replace(how, helpers=(WITNESS,))):
        entry.circumstances = other
        assert entry.row_digest != digest


@pytest.mark.parametrize(
    ("typed", "kept"), [("14:30", "14:30"), ("7h05", "07:05"), ("0930", "09:30"), ("9 g 30", "09:30")]
)
def test_an_hour_is_read_as_people_type_it(typed, kept):
    how = SignatureVisit(outside=replace(AT_HOME, hour=typed))
    assert signed(BookFolder(), circumstances=how).circumstances.outside.hour == kept


def test_the_attestation_says_before_whom_when_and_where():
    how = SignatureVisit(
        receiver="Đinh Văn Chứng",
        receiver_title="Chuyên viên",
        outside=AT_HOME,
        helpers=(WITNESS,),
        identities=(SeenIdentity(Identity.CARD, "ngày 02/02/2022"), SeenIdentity(Identity.PASSPORT)),
    )
    entry = signed(BookFolder(), ASKS, HUSBAND, circumstances=how)
    said = for_signatures(entry, OFFICE, placing=Placing.UNDER, top_mm=120)
    assert [(one.paper, one.number) for one in said.people] == [
        ("Thẻ căn cước", ASKS.citizen_number),
        ("Hộ chiếu", "C1234567"),
    ]
    assert (said.receiver, said.signer, said.capacity) == ("Đinh Văn Chứng", "Trần Văn Mẫu", VICE_CHAIR.capacity)
    assert said.signer_title == "Phó Chủ tịch Ủy ban nhân dân xã An Mẫu"
    assert (said.hour, said.place) == ("14 giờ 30 phút", AT_HOME.place)
    assert not any("ỦY BAN" in line for line in said.capacity)
