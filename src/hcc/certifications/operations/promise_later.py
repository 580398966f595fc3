"""Promising papers for a later day, in writing with hour and date (NĐ 23/2015/NĐ-CP art. 21)."""

from datetime import UTC

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..promises import MOST_DAYS, Promise, Why, later_due_of
from ..resources import BookFolder, Visit
from .numbering import check_book_clock


class PromisedAlready(Refusal):
    text = message("A later day was promised already. A promise is made once.")


class NothingToPromise(Refusal):
    text = message("Every number of this visit was struck: there is nothing to give out later.")


def promise_later(
    books: BookFolder, *, visit: Visit, why: Why, days: int, calendar: OfficeCalendar, act: Act
) -> Promise:
    """Promise the papers so many working days after the day they are due, 1 to MOST_DAYS; else ValueError."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"the law allows 1 to {MOST_DAYS} more working days")
    if visit.promise is not None:
        raise PromisedAlready()
    if not visit.standing:
        raise NothingToPromise()
    book = visit.standing[0].book
    check_book_clock(books, book.kind, act.at)
    promise = Promise(act.at, act.by, Why(why), later_due_of(visit.at, calendar, days).moment.astimezone(UTC))
    visit.promise = promise
    numbers = [entry.number for entry in visit.standing]
    book.chain.append(act, "promised later", numbers=numbers, due=promise.due.isoformat(), why=promise.why.value)
    return promise
