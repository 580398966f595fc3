"""Keeping books: volumes, taking over from paper, closing days and years, going on after a restore."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.certifications.closings import Tally, Volume
from hcc.certifications.evolving import books_of_every_kind
from hcc.certifications.operations.certify import PaperRow
from hcc.certifications.operations.close import (
    DayAhead,
    DayIsClosed,
    DayOfAnotherYear,
    Unsigned,
    YearIsClosed,
    YearNotOver,
    close_day,
    close_year,
    unsigned,
)
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.confirm_paper import (
    MOST_LOST,
    NothingToConfirm,
    PaperBehind,
    PaperFarAhead,
    confirm_paper,
    wait_for_paper,
)
from hcc.certifications.operations.numbering import ClockBehindBook, DayClosed, NumberingWaits
from hcc.certifications.operations.open_volume import VolumeEmpty, open_volume
from hcc.certifications.operations.strike import strike
from hcc.certifications.operations.take_over import BookBegun, FirstNumberWrong, KeepingReasonMissing, take_over
from hcc.certifications.resources import BOOK_KINDS, COPIES, BookFolder
from hcc.certifications.telling import untold_of_keeping
from hcc.core.errors import Refusal, Refusals
from unit.certifications.building import DEGREE, book, visit
from unit.dossiers.building import TODAY, act

DAY = 24 * 60
TO_LAST_DAY = (date(2026, 12, 31) - TODAY).days * DAY
REASON = "Chưa ký trong ngày"


def by_certifier(minutes: float = 0):
    return act("chungthuc", minutes=minutes)


def issued(books: BookFolder, *rows: PaperRow, minutes: float = 0) -> list[int]:
    """Numbers taken and signed in the minute after."""
    entries = visit(books, *rows, minutes=minutes).entries
    for entry in entries:
        confirm(books, entry=entry, act=by_certifier(minutes + 1))
    return [entry.number for entry in entries]


def taken_over(books: BookFolder, volume: int, first: int, *, minutes: float = 0):
    return take_over(
        books, kind=COPIES, volume=volume, first=first, reason="Chuyển từ sổ giấy", act=by_certifier(minutes)
    )


# Volumes


def test_numbers_go_on_in_a_new_volume():
    books = BookFolder()
    first = visit(books, DEGREE, DEGREE).entries
    assert open_volume(books, book=book(books), act=by_certifier(1)) == Volume(2, 3)
    [later] = visit(books, minutes=2).entries
    assert [entry.volume_line for entry in (*first, later)] == ["01/2026 - SCT/BS"] * 2 + ["02/2026 - SCT/BS"]
    assert later.number == 3
    assert [entry.number for entry in book(books).entries_of(Volume(1, 1))] == [1, 2]
    assert [entry.number for entry in book(books).entries_of(Volume(2, 3))] == [3]
    assert list(untold_of_keeping(book(books))) == []


def test_a_volume_without_a_line_is_written_in_first():
    books = BookFolder()
    visit(books)
    open_volume(books, book=book(books), act=by_certifier(1))
    with pytest.raises(VolumeEmpty):
        open_volume(books, book=book(books), act=by_certifier(2))


# From paper


def test_a_paper_book_goes_on_here():
    books = BookFolder()
    taken_over(books, 2, 1206)
    entry = visit(books, minutes=1).entries[0]
    assert (entry.number, entry.volume_line) == (1206, "02/2026 - SCT/BS")
    assert book(books).first_number == book(books).last_number == 1206
    assert list(untold_of_keeping(book(books))) == []


def test_taking_over_again_puts_it_right_while_the_book_is_empty():
    books = BookFolder()
    taken_over(books, 2, 1206)
    taken_over(books, 1, 7, minutes=1)
    assert visit(books, minutes=2).entries[0].number == 7
    with pytest.raises(BookBegun):
        taken_over(books, 2, 1206, minutes=3)
    assert list(untold_of_keeping(book(books))) == []


def test_what_a_paper_book_cannot_be_is_told_at_once():
    books = BookFolder()
    with pytest.raises(Refusals) as refusal:
        take_over(books, kind=COPIES, volume=0, first=0, reason=" \u200b", act=by_certifier())
    assert [one.field for one in refusal.value.complaints] == ["volume", "first", "reason"]
    assert [type(one) for one in refusal.value.complaints][1:] == [FirstNumberWrong, KeepingReasonMissing]
    assert list(books.books()) == []


# Days


def test_a_closed_day_takes_no_more_lines_and_the_next_day_does():
    books = BookFolder()
    issued(books, DEGREE, DEGREE)
    struck = visit(books, minutes=2).entries[0]
    strike(books, entry=struck, reason="In hỏng", act=by_certifier(3))
    [closing] = close_day(books, book=book(books), day=TODAY, act=by_certifier(4))
    assert (closing.day, closing.by) == (TODAY, "chungthuc")
    assert closing.tally == Tally(first=1, last=3, struck=1, papers=2, copies=4, fee=24_000)
    assert closing.tally.numbers == 3
    for minutes in (5, 14 * 60):
        with pytest.raises(DayClosed):
            visit(books, minutes=minutes)
    assert visit(books, minutes=15 * 60).entries[0].number == 4
    assert book(books).chain.faults() == []
    assert list(untold_of_keeping(book(books))) == []


def test_days_that_were_forgotten_are_closed_one_by_one():
    books = BookFolder()
    issued(books)
    issued(books, DEGREE, DEGREE, minutes=2 * DAY)
    made = close_day(books, book=book(books), day=date(2026, 11, 26), act=by_certifier(3 * DAY))
    assert [(one.day.day, one.tally.numbers) for one in made] == [(23, 1), (25, 2), (26, 0)]
    assert book(books).closed_through == date(2026, 11, 26)
    issued(books, minutes=4 * DAY)
    made = close_day(books, book=book(books), day=date(2026, 11, 27), act=by_certifier(4 * DAY + 2))
    assert [(one.day.day, one.tally.first) for one in made] == [(27, 4)], "closed days are not closed again"
    assert list(untold_of_keeping(book(books))) == []


def test_what_is_unsigned_keeps_the_day_open_until_it_is_struck():
    books = BookFolder()
    issued(books)
    late = visit(books, minutes=2).entries[0]
    visit(books, minutes=DAY)
    assert unsigned(books, book(books), TODAY) == [late]
    with pytest.raises(Unsigned) as refusal:
        close_day(books, book=book(books), day=TODAY, act=by_certifier(DAY + 1))
    assert refusal.value.facts == {"count": 1}
    [closing] = close_day(books, book=book(books), day=TODAY, reason=REASON, act=by_certifier(DAY + 1))
    assert (late.state, late.struck_reason, closing.tally.struck) == ("struck", REASON, 1)
    assert len(books.waiting) == 1, "the paper of the next day still waits"


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 11, 24), DayAhead),
        (date(2025, 11, 23), DayOfAnotherYear),
        (date(2027, 1, 1), DayOfAnotherYear),
        (date(2026, 11, 22), DayIsClosed),
    ],
)
def test_days_that_cannot_be_closed(day, refusal):
    books = BookFolder()
    issued(books)
    if refusal is DayIsClosed:
        close_day(books, book=book(books), day=day, act=by_certifier(2))
    before = len(book(books).chain)
    with pytest.raises(refusal):
        close_day(books, book=book(books), day=day, act=by_certifier(3))
    assert len(book(books).chain) == before


# The year


def test_the_year_is_closed_with_all_its_lines():
    books = BookFolder()
    issued(books)
    close_day(books, book=book(books), day=TODAY, act=by_certifier(2))
    with pytest.raises(YearNotOver):
        close_year(books, book=book(books), act=by_certifier(TO_LAST_DAY - DAY))
    issued(books, DEGREE, DEGREE, minutes=TO_LAST_DAY)
    visit(books, minutes=TO_LAST_DAY + 2)
    with pytest.raises(Unsigned):
        close_year(books, book=book(books), act=by_certifier(TO_LAST_DAY + 3))
    closing = close_year(books, book=book(books), reason=REASON, act=by_certifier(TO_LAST_DAY + 4))
    assert (closing.tally.numbers, closing.tally.papers, closing.tally.struck) == (4, 3, 1)
    for refused in (close_year, open_volume):
        with pytest.raises(YearIsClosed):
            refused(books, book=book(books), act=by_certifier(TO_LAST_DAY + 5))
    with pytest.raises(YearIsClosed):
        close_day(books, book=book(books), day=TODAY, act=by_certifier(TO_LAST_DAY + 5))
    assert visit(books, minutes=TO_LAST_DAY + DAY).entries[0].volume_line == "01/2027 - SCT/BS"
    assert [list(untold_of_keeping(one)) for one in books.books()] == [[], []]


def test_a_clock_that_is_behind_closes_nothing():
    books = BookFolder()
    issued(books, minutes=60)
    for keep in (
        lambda: close_day(books, book=book(books), day=TODAY, act=by_certifier(5)),
        lambda: open_volume(books, book=book(books), act=by_certifier(5)),
    ):
        with pytest.raises(ClockBehindBook):
            keep()


# After a backup was brought back


def test_numbers_wait_until_the_paper_book_was_looked_at():
    books = BookFolder()
    issued(books, DEGREE, DEGREE)
    wait_for_paper(books, by_certifier(2).at)
    with pytest.raises(NumberingWaits):
        visit(books, minutes=3)
    confirm_paper(books, kind=COPIES, last=2, act=by_certifier(4))
    assert visit(books, minutes=5).entries[0].number == 3
    with pytest.raises(NothingToConfirm):
        confirm_paper(books, kind=COPIES, last=3, act=by_certifier(6))
    assert [kind.kind for kind in books.kinds() if kind.restored_at] == [k for k in BOOK_KINDS if k != COPIES]


def test_numbers_the_backup_lost_are_lines_that_say_so():
    books = BookFolder()
    issued(books, DEGREE, DEGREE)
    wait_for_paper(books, by_certifier(2).at)
    confirm_paper(books, kind=COPIES, last=5, act=by_certifier(4))
    assert visit(books, minutes=5).entries[0].number == 6
    assert [entry.state for entry in book(books)] == ["issued"] * 2 + ["on_paper"] * 3 + ["numbered"]
    assert book(books).tally() == Tally(first=1, last=6, on_paper=3, papers=3, copies=6, fee=36_000)
    assert list(books.waiting) == [(COPIES, 2026, 6)]


def test_the_book_of_a_year_that_had_none_can_be_confirmed_too():
    books = BookFolder()
    wait_for_paper(books, by_certifier().at)
    confirm_paper(books, kind=COPIES, last=0, act=by_certifier(1))
    assert visit(books, minutes=2).entries[0].number == 1


@pytest.mark.parametrize(("last", "refusal"), [(1, PaperBehind), (2 + MOST_LOST + 1, PaperFarAhead)])
def test_a_last_number_that_cannot_be(last, refusal):
    books = BookFolder()
    issued(books, DEGREE, DEGREE)
    wait_for_paper(books, by_certifier(2).at)
    with pytest.raises(refusal):
        confirm_paper(books, kind=COPIES, last=last, act=by_certifier(3))
    assert books[COPIES].restored_at
    confirm_paper(books, kind=COPIES, last=2 + MOST_LOST, act=by_certifier(4))
    assert book(books).last_number == 2 + MOST_LOST


def test_lost_numbers_are_not_written_into_a_closed_day():
    books = BookFolder()
    issued(books)
    close_day(books, book=book(books), day=TODAY, act=by_certifier(2))
    wait_for_paper(books, by_certifier(3).at)
    with pytest.raises(DayClosed):
        confirm_paper(books, kind=COPIES, last=2, act=by_certifier(4))
    confirm_paper(books, kind=COPIES, last=2, act=by_certifier(DAY))
    assert list(untold_of_keeping(book(books))) == []


# Whatever is done

keeping = st.lists(
    st.tuples(
        st.sampled_from(["visit", "sign", "volume", "day", "day, struck", "year", "restore", "confirm", "take over"]),
        st.integers(0, 3),
        st.integers(0, 40),
    ),
    max_size=30,
)


@given(keeping)
@settings(max_examples=80, deadline=None)
def test_whatever_is_kept_in_whatever_order_numbers_have_no_gap(asks):
    books, minutes = BookFolder(), 0
    for what, number, days in asks:
        minutes += 1 + days * DAY * (what == "visit")
        now = by_certifier(minutes)
        year = now.at.astimezone().year
        one = books[COPIES].get(year)
        try:
            if what == "visit":
                visit(books, *[DEGREE] * (number or 1), minutes=minutes)
            elif what == "sign":
                for entry in list(books.waiting.values()):
                    confirm(books, entry=entry, act=now)
            elif what == "restore":
                wait_for_paper(books, now.at)
            elif what == "confirm":
                confirm_paper(books, kind=COPIES, last=(one.last_number if one else 0) + number, act=now)
            elif what == "take over":
                take_over(books, kind=COPIES, volume=number, first=number * 10, reason="Sổ giấy", act=now)
            elif one is not None and what == "volume":
                open_volume(books, book=one, act=now)
            elif one is not None and what == "year":
                close_year(books, book=one, reason=REASON, act=now)
            elif one is not None:
                close_day(books, book=one, day=now.at.date(), reason=REASON * what.endswith("struck"), act=now)
        except Refusal:
            pass
    for one in books.books():
        numbers = [entry.number for entry in one]
        assert numbers == list(range(one.first_number, one.last_number + 1))
        assert books.counters.last("book", one.kind, str(one.year)) in (one.last_number, 0)
        assert one.chain.faults() == []
        assert list(untold_of_keeping(one)) == []
        assert one.tally_so_far == one.tally()
        days = [closing for closing in one.closings if closing.tally.last]
        assert [c.tally.first for c in days[1:]] == [c.tally.last + 1 for c in days[:-1]]
        assert all(entry.state != "numbered" for entry in one) or not one.closed
        lines = [number for volume in one.volumes for number in (e.number for e in one.entries_of(volume))]
        assert lines == numbers


def test_an_older_folder_of_books_gets_every_kind_volumes_and_closings():
    books = BookFolder()
    visit(books)
    for kind in list(BOOK_KINDS)[1:]:
        del books._places[kind]
    old = book(books)
    del old.volumes, old._closings
    for _ in range(2):
        books_of_every_kind(books)
    assert old.volumes == (Volume(1, 1),)
    assert visit(books, minutes=1).entries[0].number == 2
    assert [kind.kind for kind in books.kinds()] == list(BOOK_KINDS)
