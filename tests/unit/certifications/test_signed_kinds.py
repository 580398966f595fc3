"""Translations and contracts as acts of the office: the fee table, two witnesses, what a line's record covers."""

import subprocess
from dataclasses import replace

import pytest

from hcc.certifications.book_pages import count_of, languages_of, people_of, print_volume
from hcc.certifications.fee_table import TRANSACTIONS, FeeTable
from hcc.certifications.line_fees import fee_of
from hcc.certifications.operations.certify import NotBeingHandled
from hcc.certifications.operations.certify_signature import FeeNotSet, NotForThisBook, certify_signature
from hcc.certifications.operations.set_fee import (
    AmountWrong,
    BasisMissing,
    FeesClockBehind,
    TransactionUnknown,
    set_fee,
)
from hcc.certifications.operations.signed_paper import (
    LanguagesMissing,
    OriginalsWrong,
    PagesWrong,
    TooManyPeople,
    TransactionMissing,
    TwoWitnessesMissing,
)
from hcc.certifications.resources import CONTRACTS, TRANSLATORS, BookEntry, BookFolder, Requester
from hcc.certifications.signature_visit import (
    Helper,
    HelperRole,
    Identity,
    Manner,
    Outside,
    SeenIdentity,
    SignatureVisit,
    SignedPaper,
)
from hcc.certifications.signed_kinds import SIGNED_KINDS
from hcc.certifications.telling_desk import untold_of_fees
from hcc.core.errors import Refusal
from hcc.dossiers.resources import CERTIFYING_FORMS, SIGNATURES_PROCEDURE
from hcc.printing.slips import SLIPS
from hcc.site.verification import _untold_of_book
from unit.certifications.building import ASKS, VICE_CHAIR
from unit.certifications.test_signatures import OFFICE
from unit.dossiers.building import act, dossier_in, record

OTHER = Requester("Trần Văn Ví Dụ", "C1234567")
WITNESSES = tuple(Helper(HelperRole.WITNESS, f"Lê Thị {name}", f"02519000000{n}") for n, name in ((3, "Ba"), (4, "Tư")))


HELPING = (HelperRole.WITNESS, HelperRole.WITNESS, HelperRole.INTERPRETER)


def translated(books: BookFolder, *people: Requester, minutes: float = 0, paper: SignedPaper | None = None, **more):
    paper = paper or SignedPaper(2, 1, "Anh", "Việt")
    wanted = {"title": "Giấy khai sinh", "papers": 2, "pages": 2, "circumstances": SignatureVisit(paper=paper), **more}
    by = act("chungthuc", minutes=minutes)
    return certify_signature(
        books, book=TRANSLATORS, people=people or (ASKS,), signer=VICE_CHAIR, act=by, **wanted
    )  # fmt: skip


def contracted(books: BookFolder, *, minutes: float = 0, how: SignatureVisit | None = None, **more) -> BookEntry:
    how = how or SignatureVisit()
    paper = how.paper or SignedPaper(3, 2, transaction="will")
    wanted = {"people": (ASKS, OTHER), "title": "Di chúc", "pages": 4, "by": "chungthuc", **more}
    by = wanted.pop("by")
    return certify_signature(
        books,
        book=CONTRACTS,
        circumstances=replace(how, paper=paper),
        signer=VICE_CHAIR,
        act=act(by, minutes=minutes),
        **wanted,
    )


def complaints(do) -> list[type]:
    with pytest.raises(Refusal) as refusal:
        do()
    return [type(one) for one in refusal.value.complaints]


def untold(books: BookFolder) -> list[str]:
    return [fault for one in books.books() for fault in _untold_of_book(one)]


def test_every_kind_has_its_form_its_template_and_its_procedures():
    for kind in SIGNED_KINDS.values():
        assert kind.slip in SLIPS
        assert kind.form in CERTIFYING_FORMS.values()
    assert len({kind.form for kind in SIGNED_KINDS.values()}) == len(SIGNED_KINDS)


def test_a_translation_is_a_line_of_its_own_book_at_ten_thousand_a_case():
    books = BookFolder()
    entry = translated(books)
    assert (entry.volume_line, entry.fee, entry.papers, entry.pages) == ("01/2026 - SCT/CKND", 20_000, 2, 2)
    assert fee_of(entry).formula == "2 × 10.000"
    assert entry.circumstances.paper.languages == "từ tiếng Anh sang tiếng Việt"
    assert untold(books) == []


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"paper": SignedPaper(2, 1, "", "Việt")}, LanguagesMissing),
        ({"paper": SignedPaper(2, 1, "Anh", "tiếng")}, LanguagesMissing),
        ({"paper": SignedPaper(2, 3, "Anh", "Việt")}, PagesWrong),
        ({"paper": SignedPaper(0, 1, "Anh", "Việt")}, OriginalsWrong),
        ({"pages": 0}, PagesWrong),
    ],
)
def test_what_the_attestation_of_a_translation_needs(wrong, refusal):
    books = BookFolder()
    assert complaints(lambda: translated(books, **wrong)) == [refusal]
    assert list(books.books()) == []


def test_one_translator_signs_a_translation():
    assert complaints(lambda: translated(BookFolder(), ASKS, OTHER)) == [TooManyPeople]


def test_a_contract_costs_what_the_table_says_on_its_day():
    books = BookFolder()
    wanted = SignatureVisit(paper=SignedPaper(3, 2, transaction="transaction"))
    assert complaints(lambda: contracted(books, how=wanted)) == [FeeNotSet]
    assert list(books.books()) == []
    set_fee(books.fees, kind="transaction", amount=70_000, basis="Nghị quyết 1", act=act("quantri"))
    first = contracted(books, how=wanted, minutes=1)
    set_fee(books.fees, kind="transaction", amount=0, basis="Nghị quyết 2", act=act("quantri", minutes=2))
    second = contracted(books, how=wanted, minutes=3)
    assert [(entry.fee, fee_of(entry).total, fee_of(entry).basis) for entry in (first, second)] == [
        (70_000, 70_000, "Nghị quyết 1"),
        (0, 0, "Nghị quyết 2"),
    ]
    assert (first.papers, first.copies) == (1, 0)
    assert untold(books) == []


def test_the_book_names_sides_languages_and_originals():
    books = BookFolder()
    sides = tuple(SeenIdentity(side=side) for side in ("Bên A", "Bên B"))
    people = (ASKS, Requester("Trần Văn Ví Dụ", "025190000009"))
    contract = contracted(books, people=people, how=SignatureVisit(identities=sides))
    assert people_of(contract) == "Bên A: Nguyễn Thị Mẫu, số 025190000001; Bên B: Trần Văn Ví Dụ, số 025190000009"
    translation = translated(books, minutes=1)
    assert (count_of(contract), count_of(translation)) == (3, 2)
    assert (languages_of(contract), languages_of(translation)) == ("", "từ tiếng Anh sang tiếng Việt")


def test_a_line_of_as_many_people_with_names_as_long_as_forms_take_is_printed_whole():
    books = BookFolder()
    people = [Requester(f"{'Nguyễn Thị Mẫu ' * 7}{n:02d}", f"B{n:019d}") for n in range(20)]
    sides = tuple(SeenIdentity(Identity.PASSPORT, side="Bên chuyển nhượng quyền sử dụng đất 1234") for _ in people)
    how = SignatureVisit(
        manner=Manner.NEITHER,
        language="x" * 120,
        helpers=tuple(Helper(role, "Lê Thị Chứng " * 9, f"C{n:019d}") for n, role in enumerate(HELPING)),
        outside=Outside("Xóm Mẫu " * 20, "14:30", "Già yếu " * 20),
        identities=sides,
    )
    contract = contracted(books, people=people, how=how)
    pdf = print_volume(contract.book, contract.book.volume, OFFICE)
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    numbers = [one.citizen_number for one in people] + [one.number for one in how.helpers]
    assert [one for one in numbers if one not in "".join(said.split())] == []


def test_what_the_law_says_needs_nobody_to_set_it():
    books = BookFolder()
    assert contracted(books).fee == 50_000
    assert set(books.fees.missing) == {kind for kind, one in TRANSACTIONS.items() if one.known is None}


def test_who_cannot_read_or_sign_a_contract_has_two_witnesses():
    books = BookFolder()
    for how in (SignatureVisit(read_aloud=True), SignatureVisit(manner=Manner.NEITHER)):
        one = replace(how, helpers=WITNESSES[:1])
        assert complaints(lambda one=one: contracted(books, how=one)) == [TwoWitnessesMissing]
    entry = contracted(books, how=SignatureVisit(read_aloud=True, helpers=WITNESSES))
    assert len(entry.circumstances.helpers) == 2


def test_an_unknown_kind_of_transaction_takes_no_number():
    books = BookFolder()
    how = SignatureVisit(paper=SignedPaper(3, 2, transaction="x"))
    assert complaints(lambda: contracted(books, how=how)) == [TransactionMissing]


@pytest.mark.parametrize(
    "change",
    [
        {"originals": 4},
        {"sheets": 1},
        {"transaction": "waiver"},
        {"basis": "Nghị quyết 9"},
        {"translated_from": "Nga"},
        {"translated_to": "Lào"},
    ],
)
def test_the_record_of_a_line_covers_what_its_attestation_says(change):
    books = BookFolder()
    entry = contracted(books)
    entry.circumstances = replace(entry.circumstances, paper=replace(entry.circumstances.paper, **change))
    assert untold(books) == ["a line does not say what is on record"]


def test_a_dossier_takes_its_number_where_its_procedure_says():
    books, dossier = BookFolder(), dossier_in("processing", of=record("2.001019"))
    entry = contracted(books, dossier=dossier, by="xuly", minutes=10)
    assert entry.dossier_token == dossier.token
    assert dossier.chain.last.facts["numbers"] == ["1 quyển số 01/2026 - SCT/HĐ,GD"]
    assert complaints(lambda: contracted(books, dossier=dossier, minutes=11)) == [NotBeingHandled]
    other = dossier_in("processing", of=record(SIGNATURES_PROCEDURE))
    assert complaints(lambda: contracted(books, dossier=other, by="xuly", minutes=11)) == [NotForThisBook]


# The fee table


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": "x"}, TransactionUnknown),
        ({"amount": -1}, AmountWrong),
        ({"amount": 10_000_001}, AmountWrong),
        ({"basis": " \u200b"}, BasisMissing),
        ({"basis": "x" * 121}, BasisMissing),
    ],
)
def test_a_fee_that_cannot_be_meant_is_refused(wrong, refusal):
    fees = FeeTable()
    assert complaints(
        lambda: set_fee(fees, **{"kind": "will", "amount": 1, "basis": "x", **wrong}, act=act("quantri"))
    ) == [refusal]
    assert (fees.set_for("will"), len(fees.chain)) == (None, 0)


def test_what_was_set_is_on_record_and_a_clock_behind_it_sets_nothing():
    fees = FeeTable()
    set_fee(fees, kind="will", amount=40_000, basis="Nghị quyết 1", act=act("quantri", minutes=5))
    assert list(untold_of_fees(fees)) == []
    with pytest.raises(FeesClockBehind):
        set_fee(fees, kind="will", amount=1, basis="x", act=act("quantri", minutes=4))
    fees.put("will", replace(fees.set_for("will"), amount=1))
    assert list(untold_of_fees(fees)) == ["its amounts are not those on record"]
