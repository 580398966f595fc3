"""The outage pad: numbers reserved and printed, entered afterwards with both moments, struck when not used."""

from dataclasses import replace
from datetime import date

import pytest

from hcc.certifications.book_pages import note_of, volume_data
from hcc.certifications.cash import paid_alone
from hcc.certifications.evolving import lines_by_hand
from hcc.certifications.line_fees import fee_of
from hcc.certifications.operations.cancel import cancel
from hcc.certifications.operations.close import (
    PadOutstanding,
    PadOutstandingAtYearEnd,
    YearIsClosed,
    close_day,
    close_year,
    numbers_in_words,
    outstanding,
)
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.confirm_paper import confirm_paper, wait_for_paper
from hcc.certifications.operations.enter import (
    BeforeThePad,
    MomentAhead,
    MomentOfAnotherYear,
    OfficialMissing,
    PaperNumberMissing,
    PaperNumberUsed,
    enter,
)
from hcc.certifications.operations.numbering import NumberingWaits
from hcc.certifications.operations.reserve import MOST_SHEETS, SheetsWrong, reserve
from hcc.certifications.operations.signed_paper import IdentityMissing, WitnessMissing
from hcc.certifications.operations.strike import StrikeReasonMissing
from hcc.certifications.operations.strike_unused import NothingReserved, strike_unused
from hcc.certifications.resources import CONTRACTS, COPIES, SIGNATURES, BookEntry, BookFolder, Requester
from hcc.certifications.signature_visit import (
    Helper,
    HelperRole,
    Outside,
    SignatureVisit,
    SignedPaper,
)
from hcc.certifications.statistics import figures_of
from hcc.certifications.telling import untold_of_keeping, untold_of_pads
from hcc.core.errors import NotInThisState, Refusals
from hcc.printing.book_data import BookData
from hcc.printing.papers import plain
from hcc.site.verification import _untold_of_book
from unit.certifications.building import ASKS, VICE_CHAIR, book, visit
from unit.certifications.test_books import office
from unit.dossiers.building import TODAY, act

DAY = 24 * 60
TO_LAST_DAY = (date(2026, 12, 31) - TODAY).days * DAY


def by_certifier(minutes: float = 0):
    return act("chungthuc", minutes=minutes)


def reserved(books: BookFolder, count: int, *, minutes: float = 0, kind: str = COPIES):
    return reserve(books, kind=kind, count=count, act=by_certifier(minutes))


def entered(books: BookFolder, entry: BookEntry, *, given: float, minutes: float, **options) -> BookEntry:
    """Certified on paper at `given`, entered at `minutes`."""
    written = {
        "given_at": by_certifier(given).at,
        "official": "tiepnhan",
        "official_name": "Lê Văn Nhận",
        "paper": f"01-{entry.number:02d}",
        "people": (ASKS,),
        "title": "Bằng tốt nghiệp",
        "pages": 4,
        "copies": 2,
        "signer": VICE_CHAIR,
        **options,
    }
    enter(books, entry=entry, act=by_certifier(minutes), **written)
    return entry


def untold(books: BookFolder) -> list[str]:
    return [fault for one in books.books() for fault in _untold_of_book(one)]


def test_reserved_numbers_stand_in_the_book_and_the_next_visit_goes_on_after_them():
    books = BookFolder()
    visit(books)
    _, pad = reserved(books, 3, minutes=1)
    later = visit(books, minutes=2).entries[0]
    assert (pad.number, pad.first, pad.last, pad.size) == (1, 2, 4, 3)
    assert [pad.sheet(number) for number in (2, 4)] == ["01-01", "01-03"]
    assert [(one.number, one.state) for one in book(books)] == [
        (1, "numbered"), (2, "reserved"), (3, "reserved"), (4, "reserved"), (5, "numbered"),
    ]  # fmt: skip
    assert later.number == 5
    assert [one.number for one in book(books).open_lines()] == [2, 3, 4]
    assert book(books).tally().reserved == 3
    assert book(books).tally().papers == 2
    assert untold(books) == []


@pytest.mark.parametrize("count", [-1, 0, MOST_SHEETS + 1])
def test_a_pad_of_no_size_is_refused_and_takes_no_number(count):
    books = BookFolder()
    with pytest.raises(SheetsWrong):
        reserved(books, count)
    assert list(books.books()) == []


def test_after_a_restore_no_pad_is_made_until_the_last_number_was_confirmed():
    books = BookFolder()
    wait_for_paper(books, act().at)
    with pytest.raises(NumberingWaits):
        reserved(books, 2)


def test_what_was_written_on_a_sheet_is_entered_with_both_moments():
    books = BookFolder()
    reserved(books, 2)
    entry = entered(books, book(books)["1"], given=30, minutes=DAY)
    assert (entry.state, entry.fee, entry.holder) == ("issued", 12_000, ASKS.name)
    assert entry.certified_at == entry.issued_at == by_certifier(30).at
    assert (entry.given.entered_at, entry.given.entered_by) == (by_certifier(DAY).at, "chungthuc")
    assert (entry.given.official, entry.given.paper) == ("tiepnhan", "01-01")
    told = book(books).chain.last
    assert told.what == "entered afterwards"
    assert told.facts["given_at"] == by_certifier(30).at.isoformat()
    assert ASKS.name not in str(told.facts)
    assert "Lê Văn Nhận" not in str(told.facts)
    assert paid_alone(entry)
    assert not paid_alone(book(books)["2"])
    assert untold(books) == []
    with pytest.raises(NotInThisState):
        entered(books, entry, given=30, minutes=DAY + 1, paper="x")


def test_everything_wrong_with_an_entry_is_told_at_once_and_nothing_is_written():
    books = BookFolder()
    reserved(books, 2, minutes=10)
    entered(books, book(books)["1"], given=30, minutes=60)
    entry, length = book(books)["2"], len(book(books).chain)
    with pytest.raises(Refusals) as refusal:
        entered(
            books, entry, given=5, minutes=70, official="", paper="01-01", people=(), title="", pages=0, signer=None
        )
    kinds = [type(one) for one in refusal.value.complaints]
    assert kinds[:3] == [BeforeThePad, OfficialMissing, PaperNumberUsed]
    assert len(kinds) == 6
    for wrong, expected in (
        ({"given": 80}, MomentAhead),
        ({"given": -330 * DAY}, MomentOfAnotherYear),
        ({"given": 60, "paper": " \u200b"}, PaperNumberMissing),
    ):
        with pytest.raises((expected, Refusals)) as refusal:
            entered(books, entry, minutes=70, **wrong)
        assert [type(one) for one in refusal.value.complaints] == [expected]
    assert (entry.state, entry.title, len(book(books).chain)) == ("reserved", "", length)


def test_in_books_of_signatures_everyone_has_a_number_and_papers_count():
    books = BookFolder()
    reserved(books, 1, kind=SIGNATURES)
    entry = book_of(books, SIGNATURES)["1"]
    with pytest.raises(IdentityMissing):
        entered(books, entry, given=1, minutes=2, people=(Requester("Nguyễn Thị Mẫu", ""),))
    people = (ASKS, Requester("Trần Văn Ví Dụ", "C1234567"))
    entered(books, entry, given=1, minutes=2, people=people, papers=3)
    assert (entry.fee, entry.papers, entry.copies, entry.pages) == (30_000, 3, 0, 0)
    assert [one.citizen_number for one in entry.people] == ["025190000001", "C1234567"]
    reserved(books, 1, kind=CONTRACTS, minutes=3)
    how = SignatureVisit(paper=SignedPaper(originals=3, sheets=2, transaction="will"))
    contract = entered(books, book_of(books, CONTRACTS)["1"], given=4, minutes=5, fee=40_000, circumstances=how)
    assert (contract.fee, contract.pages) == (40_000, 4)
    assert fee_of(contract).formula == ""
    assert untold(books) == []


def test_a_late_entry_carries_witness_interpreter_and_place_and_its_record_covers_them():
    books = BookFolder()
    reserved(books, 2, kind=SIGNATURES)
    how = SignatureVisit(
        receiver="Lê Văn Nhận",
        read_aloud=True,
        language="tiếng Mông",
        helpers=(
            Helper(HelperRole.WITNESS, "Lê Thị Chứng", "025190000003"),
            Helper(HelperRole.INTERPRETER, "Giàng A Mẫu", "025190000004"),
        ),
        outside=Outside("Xóm Mẫu", "9h30", "Già yếu"),
    )
    first, second = book_of(books, SIGNATURES)
    with pytest.raises(WitnessMissing):
        entered(books, first, given=1, minutes=2, circumstances=replace(how, helpers=how.helpers[1:]))
    entered(books, first, given=1, minutes=2, circumstances=how)
    entered(books, second, given=1, minutes=3)
    assert note_of(first) == (
        "Người làm chứng: Lê Thị Chứng, số 025190000003; Người phiên dịch: Giàng A Mẫu, số 025190000004; "
        "Ngoài trụ sở: 09:30, Xóm Mẫu. Lý do: Già yếu"
    )
    assert untold(books) == []
    first.circumstances = replace(first.circumstances, outside=None)
    assert untold(books) != []


def book_of(books: BookFolder, kind: str):
    return books[kind]["2026"]


def test_unused_numbers_are_struck_in_one_act_and_used_ones_are_left():
    books = BookFolder()
    reserved(books, 4)
    entered(books, book(books)["2"], given=5, minutes=10)
    with pytest.raises(StrikeReasonMissing):
        strike_unused(books, book=book(books), first=1, last=4, reason=" ", act=by_certifier(11))
    struck = strike_unused(books, book=book(books), first=1, last=3, reason="Không dùng", act=by_certifier(11))
    assert [one.number for one in struck] == [1, 3]
    assert [one.state for one in book(books)] == ["struck", "issued", "struck", "reserved"]
    with pytest.raises(NothingReserved):
        strike_unused(books, book=book(books), first=1, last=3, reason="Không dùng", act=by_certifier(12))
    assert untold(books) == []


# Closing


def test_a_day_with_outstanding_numbers_is_closed_only_with_a_word_on_them():
    books = BookFolder()
    reserved(books, 3)
    confirm(books, entry=visit(books, minutes=1).entries[0], act=by_certifier(2))
    with pytest.raises((PadOutstanding, Refusals)) as refusal:
        close_day(books, book=book(books), day=TODAY, act=by_certifier(3))
    assert "1-3" in str(refusal.value.complaints[0].__dict__)
    [closing] = close_day(books, book=book(books), day=TODAY, said="Tập để dành", act=by_certifier(3))
    assert (closing.said, closing.tally.reserved, closing.tally.papers) == ("Tập để dành", 3, 1)
    assert [one.number for one in outstanding(book(books), TODAY)] == [1, 2, 3]
    assert untold(books) == []


def test_what_is_entered_after_its_day_was_closed_counts_and_the_closing_stays_true():
    books = BookFolder()
    reserved(books, 3)
    [closing] = close_day(books, book=book(books), day=TODAY, said="Tập để dành", act=by_certifier(3))
    entered(books, book(books)["1"], given=DAY, minutes=DAY + 60)
    strike_unused(books, book=book(books), first=2, last=2, reason="Ghi hỏng", act=by_certifier(DAY + 61))
    so_far = book(books).tally_so_far
    assert so_far == book(books).tally()
    assert (so_far.reserved, so_far.struck, so_far.copies, so_far.fee) == (1, 1, 2, 12_000)
    assert book(books).tally(1, 3, closing.at) == closing.tally
    assert untold(books) == []
    object.__setattr__(closing.tally, "reserved", 2)
    assert list(untold_of_keeping(book(books))) != []


def test_with_a_day_that_was_closed_nothing_unsigned_is_struck_when_the_word_is_missing():
    books = BookFolder()
    reserved(books, 1)
    waiting = visit(books, minutes=1).entries[0]
    with pytest.raises((PadOutstanding, Refusals)):
        close_day(books, book=book(books), day=TODAY, reason="Chưa ký", act=by_certifier(3))
    assert waiting.state == "numbered"


def test_at_the_end_of_the_year_what_is_outstanding_is_entered_or_struck():
    books = BookFolder()
    reserved(books, 3)
    entered(books, book(books)["1"], given=5, minutes=10)
    with pytest.raises((PadOutstandingAtYearEnd, Refusals)):
        close_year(books, book=book(books), act=by_certifier(TO_LAST_DAY))
    close_year(books, book=book(books), said="Hết năm", act=by_certifier(TO_LAST_DAY))
    assert [(one.state, one.struck_reason) for one in book(books)][1:] == [("struck", "Hết năm")] * 2
    assert (book(books).closed.tally.reserved, book(books).closed.tally.struck) == (0, 2)
    assert untold(books) == []
    with pytest.raises(YearIsClosed):
        strike_unused(books, book=book(books), first=1, last=9, reason="x", act=by_certifier(TO_LAST_DAY + 1))


def test_numbers_are_told_in_rows():
    books = BookFolder()
    reserved(books, 20)
    lines = list(book(books))
    assert numbers_in_words([lines[n] for n in (0, 1, 2, 6)]) == "1-3, 7"
    assert numbers_in_words(lines[::2]) == "1, 3, 5, 7, 9, 11, …"


# Lines given on paper and lost with a machine


def test_a_line_that_was_lost_is_filled_in_afterwards():
    books = BookFolder()
    visit(books)
    wait_for_paper(books, by_certifier(5).at)
    confirm_paper(books, kind=COPIES, last=3, act=by_certifier(10))
    assert [one.number for one in book(books).open_lines()] == [2, 3]
    entered(books, book(books)["2"], given=7, minutes=20, paper="Quyển 1, trang 3")
    assert [one.state for one in book(books)] == ["numbered", "issued", "on_paper"]
    assert book(books).tally().on_paper == 1
    assert untold(books) == []


def test_a_book_of_before_finds_its_lines_on_paper():
    books = BookFolder()
    wait_for_paper(books, by_certifier().at)
    confirm_paper(books, kind=COPIES, last=2, act=by_certifier())
    del book(books)._by_hand, book(books)._open
    lines_by_hand(books)
    assert [one.number for one in book(books).open_lines()] == [1, 2]
    lines_by_hand(books)
    assert untold(books) == []


# What others see of it


def test_figures_count_what_was_entered_on_the_day_of_its_paper():
    books = BookFolder()
    reserved(books, 2)
    entered(books, book(books)["1"], given=2 * DAY, minutes=3 * DAY)
    visit(books, minutes=3 * DAY + 1)
    days = [TODAY.replace(day=TODAY.day + n) for n in range(4)]
    assert [figures_of(books, day, day)[0].copies for day in days] == [0, 0, 2, 2]
    assert figures_of(books, days[0], days[3])[0].numbers == 3


def test_the_printed_book_shows_both_moments_and_what_is_reserved():
    books = BookFolder()
    reserved(books, 3)
    entered(books, book(books)["1"], given=DAY, minutes=2 * DAY)
    strike_unused(books, book=book(books), first=2, last=2, reason="Ghi hỏng", act=by_certifier(2 * DAY + 1))
    first, second, third = volume_data(book(books), book(books).volume, office()).rows
    assert first.date.startswith(f"{TODAY.day + 1:02d}")
    assert "Nhập bổ sung" in first.note
    assert "phiếu 01-01, Lê Văn Nhận" in first.note
    assert (second.struck, second.date, second.fee, second.note) == (True, "", "", "Ghi hỏng")
    assert (third.reserved, third.date, third.count) == (True, "", "")


def test_the_longest_reason_stands_whole_in_the_printed_row_of_a_late_entry():
    books = BookFolder()
    reserved(books, 1)
    entry = entered(books, book(books)["1"], given=5, minutes=10)
    reason = "Ghi nhầm họ tên. " * 29
    cancel(entry, reason=reason, act=act("pheduyet", minutes=11))
    [row] = plain(BookData, volume_data(book(books), book(books).volume, office()))["rows"]
    assert reason.strip() in row["note"]
    assert row["note"].endswith("Lê Văn Nhận ghi lúc 9 giờ 17 phút)")
    assert untold(books) == []


# Evidence


def _move_paper(books):
    object.__setattr__(book(books)["1"].given, "paper", "01-09")


def _rename_official(books):
    object.__setattr__(book(books)["1"].given, "official_name", "Ai Khác")


def _open_again(books):
    book(books)["1"].given, book(books)["1"].state = None, "reserved"


def _forget_pad(books):
    book(books).pads = ()


def _use_a_reserved_number(books):
    book(books)["2"].state = "issued"


def _forget_a_line(books):
    del book(books)._by_hand[2]


def _call_it_settled(books):
    del book(books)._open[2]


@pytest.mark.parametrize(
    "tamper",
    [_move_paper, _rename_official, _open_again, _forget_pad, _use_a_reserved_number, _forget_a_line, _call_it_settled],
)
def test_verify_notices_what_is_not_on_record(tamper):
    books = BookFolder()
    reserved(books, 2)
    entered(books, book(books)["1"], given=5, minutes=10)
    assert untold(books) == []
    tamper(books)
    assert list(untold_of_pads(book(books))) != []
