"""Taking, confirming, striking numbers and issuing electronic copies: what each changes, and each refusal."""

import hashlib

import pytest
import transaction
from ZODB.blob import BlobStorage
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from hcc.certifications.operations.certify import (
    MOST_COPIES,
    MOST_PAGES,
    MOST_ROWS,
    TITLE_LIMIT,
    NoRows,
    NotBeingHandled,
    PaperRow,
    RequesterMissing,
    RequesterNumberWrong,
    RowRefused,
    SignerMissing,
    certify_scan,
)
from hcc.certifications.operations.confirm import NotInk, confirm
from hcc.certifications.operations.numbering import ClockBehindBook
from hcc.certifications.operations.scan import take_scan
from hcc.certifications.operations.sign import NotElectronic, NotTheSigner, begin_signing, issue
from hcc.certifications.operations.strike import StrikeReasonMissing, strike
from hcc.certifications.resources import BookFolder, Requester
from hcc.core.errors import NotInThisState, Refusal, Refusals
from hcc.dossiers.operations.attach import PaperRefused
from hcc.dossiers.resources import COPIES_PROCEDURE
from hcc.signing.keys import development_key
from hcc.signing.sign import SignedPaper
from unit.certifications.building import (
    ASKS,
    DEGREE,
    VICE_CHAIR,
    YEAR,
    book,
    electronic,
    entry_in,
    scanned,
    visit,
)
from unit.dossiers.building import BROKEN, act, dossier_in, files, picture, record

CERTIFIER = act("chungthuc", minutes=5)


def refused(thing, kind: type[Refusal], do, *arguments, **options) -> Refusal:
    before = picture(thing)
    with pytest.raises(kind) as caught:
        do(*arguments, **options)
    assert picture(thing) == before, "the refused act changed something"
    return caught.value


# Taking numbers for ink


def test_each_row_takes_one_number_whatever_its_copies():
    books = BookFolder()
    passport = PaperRow(" Hộ  chiếu\n", "Trần Mẫu", 1, 30)
    made = visit(books, DEGREE, passport)
    first, second = made.entries
    assert [(e.number, e.title, e.pages, e.copies, e.fee) for e in made.entries] == [
        (1, "Bằng tốt nghiệp", 4, 2, 12_000),
        (2, "Hộ chiếu", 1, 30, 60_000),
    ]
    assert made.fee == 72_000
    assert books.visits[made.__name__] is made
    assert (first.state, first.way, first.signer, first.requester) == ("numbered", "ink", VICE_CHAIR, ASKS)
    assert book(books)["1"] is first
    assert book(books)["2"] is second
    assert list(books.waiting) == [("ban-sao", 2026, 1), ("ban-sao", 2026, 2)]
    assert books.by_token[first.token] is first
    assert first.token != second.token
    facts = book(books).chain.last.facts
    assert facts == {
        **{"number": 2, "way": "ink", "pages": 1, "copies": 30, "papers": 1, "fee": 60_000, "signer": "pheduyet"},
        "row": second.row_digest,
    }
    assert first.sheets == 2
    assert book(books).volume_line == "01/2026 - SCT/BS"


def test_a_requester_is_kept_clean():
    made = visit(BookFolder(), requester=Requester(" Nguyễn  Thị Mẫu\n", "025 190 000 001"))
    assert made.requester == made.entries[0].requester == ASKS


def test_everything_wrong_is_said_at_once_and_no_number_is_taken():
    books = BookFolder()
    rows = [DEGREE, PaperRow(" ", "", 1, 1), PaperRow("Giấy", "", 0, 1), PaperRow("Giấy", "", 1, MOST_COPIES + 1)]
    complaints = refused(
        books, Refusals, visit, books, *rows, requester=Requester(" \u200b", "123"), signer=None
    ).complaints
    facts = {"pages": MOST_PAGES, "copies": MOST_COPIES}
    assert [(type(c), c.facts) for c in complaints] == [
        (RequesterMissing, {}),
        (RequesterNumberWrong, {}),
        (RowRefused, {"row": 2, **facts}),
        (RowRefused, {"row": 3, **facts}),
        (RowRefused, {"row": 4, **facts}),
        (SignerMissing, {}),
    ]
    assert books.counters.names() == []
    assert list(books["ban-sao"]) == []


def test_a_visit_without_papers_is_refused():
    from hcc.certifications.operations.certify import certify_visit

    books = BookFolder()
    refused(books, NoRows, certify_visit, books, requester=ASKS, rows=[], signer=VICE_CHAIR, act=CERTIFIER)


def test_limits_of_a_row():
    books = BookFolder()
    visit(books, PaperRow("G" * TITLE_LIMIT, "", MOST_PAGES, MOST_COPIES))
    refused(books, RowRefused, visit, books, PaperRow("G" * (TITLE_LIMIT + 1), "", 1, 1))
    refused(books, RowRefused, visit, books, PaperRow("G", "", MOST_PAGES + 1, 1))
    assert len(visit(books, *[DEGREE] * MOST_ROWS).entries) == MOST_ROWS


def test_no_row_is_left_out_silently():
    books = BookFolder()
    before = picture(books)
    with pytest.raises(ValueError, match=str(MOST_ROWS)):
        visit(books, *[DEGREE] * (MOST_ROWS + 1))
    assert picture(books) == before


def test_numbers_have_no_gap_after_refusals():
    books = BookFolder()
    numbers = []
    for minutes in range(5):
        numbers += [entry.number for entry in visit(books, DEGREE, DEGREE, minutes=minutes).entries]
        refused(books, SignerMissing, visit, books, signer=None, minutes=minutes)
        refused(books, RowRefused, visit, books, PaperRow("", "", 1, 1), minutes=minutes)
    assert numbers == list(range(1, 11))
    assert [entry.number for entry in book(books)] == numbers
    assert book(books).last_number == books.counters.last("book", "ban-sao", "2026") == 10
    assert book(books).chain.faults() == []


def test_a_new_year_begins_a_new_book_at_one():
    books = BookFolder()
    visit(books, DEGREE, DEGREE)
    # 23/11 at 9:12 and 38 days 14 hours 47 minutes make 31/12 at 23:59; the office's midnight is not that of UTC.
    eve = (38 * 24 + 14) * 60 + 47
    assert visit(books, minutes=eve).entries[0].number == 3
    assert act(minutes=eve + 1).at.year == 2026
    entry = visit(books, minutes=eve + 1).entries[0]
    assert (entry.number, entry.book.year, entry.book.volume_line) == (1, 2027, "01/2027 - SCT/BS")
    assert [b.year for b in books.books()] == [2026, 2027]
    assert [len(list(b)) for b in books.books()] == [3, 1]


def test_a_clock_behind_the_book_is_noticed():
    books = BookFolder()
    visit(books, minutes=60)
    refused(books, ClockBehindBook, visit, books, minutes=59)
    visit(books, minutes=60)


def test_a_clock_behind_the_last_act_in_the_book_is_noticed():
    """Not only taking a number is an act: so is confirming and striking one."""
    books = BookFolder()
    entry = visit(books, minutes=0).entries[0]
    confirm(books, entry=entry, act=act("chungthuc", minutes=60))
    refused(books, ClockBehindBook, visit, books, minutes=30)


@pytest.mark.parametrize("years", [1, 2])
def test_a_clock_a_year_behind_does_not_begin_an_old_book(years):
    books = BookFolder()
    visit(books)
    refused(books, ClockBehindBook, visit, books, minutes=-years * YEAR)
    assert [b.year for b in books.books()] == [2026]


def test_papers_of_a_dossier_are_certified_by_its_handler():
    books, dossier = BookFolder(), dossier_in("processing", of=record(COPIES_PROCEDURE))
    made = visit(books, dossier=dossier, minutes=10, by="xuly")
    assert made.dossier_token == made.entries[0].dossier_token == dossier.token
    assert (dossier.chain.last.what, dossier.chain.last.facts) == (
        "certify",
        {"numbers": ["1 quyển số 01/2026 - SCT/BS"], "fee": made.fee},
    )


@pytest.mark.parametrize("state", ["received", "awaiting_approval", "returned"])
def test_papers_of_a_dossier_that_is_not_being_handled_are_not_certified(state):
    books, dossier = BookFolder(), dossier_in(state, of=record(COPIES_PROCEDURE))
    refused((books, dossier), NotBeingHandled, visit, books, dossier=dossier, minutes=10, by="xuly")


def test_papers_of_somebody_else_s_dossier_are_not_certified():
    books, dossier = BookFolder(), dossier_in("processing", of=record(COPIES_PROCEDURE))
    refused((books, dossier), NotBeingHandled, visit, books, dossier=dossier, minutes=10, by="chungthuc")


# Confirming and striking


def test_confirm_issues_what_was_signed_in_ink():
    books = BookFolder()
    entry = visit(books).entries[0]
    confirm(books, entry=entry, act=CERTIFIER)
    assert (entry.state, entry.issued_at) == ("issued", CERTIFIER.at)
    assert list(books.waiting) == []
    assert (book(books).chain.last.what, book(books).chain.last.facts) == ("signed in ink", {"number": 1})


def test_strike_keeps_the_row_and_never_gives_its_number_again():
    books = BookFolder()
    first = visit(books).entries[0]
    strike(books, entry=first, reason=" In hỏng.\x00 ", act=CERTIFIER)
    assert (first.state, first.struck_reason, first.issued_at) == ("struck", "In hỏng.", None)
    assert list(books.waiting) == []
    assert book(books)["1"] is first
    assert books.by_token[first.token] is first
    assert book(books).chain.last.facts == {"number": 1, "reason": "In hỏng."}
    assert visit(books, minutes=10).entries[0].number == 2


def test_strike_needs_a_reason():
    books = BookFolder()
    entry = visit(books).entries[0]
    for nothing in ("", " \n", "\u200b"):
        refused(books, StrikeReasonMissing, strike, books, entry=entry, reason=nothing, act=CERTIFIER)


@pytest.mark.parametrize("state", ["issued", "struck"])
def test_what_is_issued_or_struck_stays_so(state):
    entry = entry_in(state)
    books = entry.book.__parent__.__parent__
    for verb, do, options in (("confirm", confirm, {}), ("strike", strike, {"reason": "Lý do."})):
        refusal = refused(books, NotInThisState, do, books, entry=entry, act=CERTIFIER, **options)
        assert refusal.facts == {"act": verb, "state": state}
    refusal = refused(books, NotInThisState, begin_signing, entry, location="xã An Mẫu", act=act("pheduyet"))
    assert refusal.facts == {"act": "sign", "state": state}


# Electronic copies


def test_a_scan_is_kept_as_it_came(tmp_path):
    books = BookFolder()
    scan = scanned(books, tmp_path / "in")
    assert scan.sha256 == hashlib.sha256(b"%PDF-1.7 as it came").hexdigest()
    assert scan.clean_sha256 == hashlib.sha256(b"%PDF-1.7 clean").hexdigest()
    assert (scan.name, scan.pages, scan.by, scan.entry) == ("bang.pdf", 2, "chungthuc", None)
    assert books.scans[scan.__name__] is scan
    assert books.counters.names() == [], "a scan has no number yet"


def test_a_broken_scan_is_refused(tmp_path):
    books = BookFolder()
    options = {**files(tmp_path / "in"), "verdict": BROKEN, "name": "x.pdf", "act": CERTIFIER}
    assert refused(books, PaperRefused, take_scan, books, **options).word == "damaged"


def test_a_scan_takes_its_number_once(tmp_path):
    books = BookFolder()
    entry = electronic(books, tmp_path / "in")
    assert (entry.number, entry.way, entry.pages, entry.copies, entry.fee) == (1, "electronic", 2, 1, 4_000)
    assert entry.scan.entry is entry
    before = picture(books)
    options = {"requester": ASKS, "title": "Khác", "holder": "", "signer": None, "act": act("chungthuc", minutes=9)}
    assert certify_scan(books, scan=entry.scan, **options) is entry
    assert picture(books) == before


def test_a_scan_s_number_is_refused_with_everything_wrong(tmp_path):
    books = BookFolder()
    scan = scanned(books, tmp_path / "in")
    wrong = {"requester": Requester(""), "title": " ", "holder": "", "signer": None, "act": CERTIFIER}
    complaints = refused(books, Refusals, certify_scan, books, scan=scan, **wrong).complaints
    assert [type(c) for c in complaints] == [RequesterMissing, RowRefused, SignerMissing]


def test_an_electronic_copy_cannot_be_marked_as_signed_in_ink(tmp_path):
    books = BookFolder()
    entry = electronic(books, tmp_path / "in")
    refused(books, NotInk, confirm, books, entry=entry, act=CERTIFIER)


def test_only_the_named_signer_signs(tmp_path):
    books = BookFolder()
    entry = electronic(books, tmp_path / "in")
    refusal = refused(books, NotTheSigner, begin_signing, entry, location="xã", act=act("chungthuc"))
    assert refusal.facts == {"name": "Trần Văn Mẫu"}
    ink = visit(books, minutes=1).entries[0]
    refused(books, NotElectronic, begin_signing, ink, location="xã", act=act("pheduyet"))


@pytest.fixture
def stored(tmp_path):
    """Books in a database that keeps blobs, with one electronic copy waiting."""
    database = DB(BlobStorage(str(tmp_path / "blobs"), MappingStorage()))
    connection = database.open()
    books = connection.root()["books"] = BookFolder()
    entry = electronic(books, tmp_path / "in")
    transaction.commit()
    yield books, entry
    transaction.abort()
    connection.close()
    database.close()


def test_begin_signing_reads_what_the_work_outside_needs(stored):
    _, entry = stored
    signing = begin_signing(entry, location="xã An Mẫu", act=act("pheduyet"))
    assert signing.source.read_bytes() == b"%PDF-1.7 clean"
    assert "số 1, quyển số 01/2026 - SCT/BS" in signing.reason
    assert (signing.location, signing.signer_name) == ("xã An Mẫu", "Trần Văn Mẫu")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return development_key(tmp_path_factory.mktemp("keys"), organisation="UBND xã", common_name="UBND xã")


def signed_file(folder) -> tuple:
    paper = folder / "signed.pdf"
    paper.write_bytes(b"%PDF-1.7 signed")
    return paper, SignedPaper(hashlib.sha256(b"%PDF-1.7 signed").hexdigest(), 15)


def test_issue_stores_the_paper_and_its_hash(stored, tmp_path, key):
    books, entry = stored
    paper, signed = signed_file(tmp_path)
    issue(books, entry=entry, paper=paper, signed=signed, key=key, act=act("pheduyet", minutes=3))
    transaction.commit()
    with entry.paper.open("r") as kept:
        assert kept.read() == b"%PDF-1.7 signed"
    assert (entry.state, entry.sha256, entry.trial) == ("issued", signed.sha256, True)
    assert entry.issued_at == act(minutes=3).at
    assert books.by_hash[signed.sha256] is entry
    assert books.signed_with == {key.fingerprint}
    assert list(books.waiting) == []
    facts = entry.book.chain.last.facts
    assert facts == {"number": 1, "sha256": signed.sha256}


def test_issuing_can_be_tried_again_after_a_conflict(stored, tmp_path, key):
    books, entry = stored
    paper, signed = signed_file(tmp_path)
    options = {"entry": entry, "paper": paper, "signed": signed, "key": key}
    issue(books, **options, act=act("pheduyet", minutes=3))
    transaction.abort()
    assert entry.state == "numbered"
    issue(books, **options, act=act("pheduyet", minutes=4))
    transaction.commit()
    with entry.paper.open("r") as kept:
        assert kept.read() == b"%PDF-1.7 signed"


def test_a_number_struck_while_it_was_being_signed_is_not_issued(stored, tmp_path, key):
    books, entry = stored
    paper, signed = signed_file(tmp_path)
    strike(books, entry=entry, reason="Nhầm.", act=act("chungthuc", minutes=2))
    refused(books, NotInThisState, issue, books, entry=entry, paper=paper, signed=signed, key=key, act=act("pheduyet"))
    assert signed.sha256 not in books.by_hash
