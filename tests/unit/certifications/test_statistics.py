"""Figures from the books: what was certified on which day, by kind; struck lines have no copies, cases or fee."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.strike import strike
from hcc.certifications.resources import BOOK_KINDS, COPIES, SIGNATURES, BookFolder
from hcc.certifications.statistics import figures_of
from hcc.core.calendar import LOCAL
from unit.certifications.building import DEGREE, visit
from unit.certifications.test_signatures import signed
from unit.dossiers.building import TODAY, act

DAY = 24 * 60


def test_copies_cases_and_fees_by_kind():
    books = BookFolder()
    first, second = visit(books, DEGREE, DEGREE).entries
    confirm(books, entry=first, act=act("chungthuc", minutes=1))
    strike(books, entry=second, reason="In hỏng", act=act("chungthuc", minutes=1))
    signed(books, papers=3, minutes=2)
    visit(books, minutes=DAY)
    figures = {one.kind: one for one in figures_of(books, TODAY, TODAY)}
    assert list(figures) == list(BOOK_KINDS)
    copies, signatures = figures[COPIES], figures[SIGNATURES]
    assert (copies.numbers, copies.tally.struck, copies.copies, copies.cases, copies.tally.fee) == (2, 1, 2, 0, 12_000)
    assert (copies.waiting, copies.electronic_copies) == (0, 0)
    assert (signatures.numbers, signatures.copies, signatures.cases, signatures.tally.fee) == (1, 0, 3, 30_000)
    assert signatures.waiting == 1


@given(st.lists(st.integers(0, 30), max_size=20), st.integers(-5, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_days_of_a_period_and_no_others_are_counted(days, begins, length):
    """Over the year's end too, and the same as counting line by line."""
    books, minutes = BookFolder(), 25 * DAY
    for gap in days:
        minutes += gap * DAY
        visit(books, minutes=minutes)
    first = TODAY + timedelta(days=25 + begins)
    last = first + timedelta(days=length)
    lines = [entry for book in books.books() for entry in book]
    within = [entry for entry in lines if first <= entry.at.astimezone(LOCAL).date() <= last]
    assert figures_of(books, first, last)[0].numbers == len(within)
    years = [figures_of(books, date(year, 1, 1), date(year, 12, 31))[0].numbers for year in range(2026, 2030)]
    assert sum(years) == len(days)
