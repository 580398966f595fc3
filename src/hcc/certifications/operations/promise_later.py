"""Promising papers for a later day, in writing with hour and date (NĐ 23/2015/NĐ-CP art. 21)."""

from datetime import UTC

from hcc.core.act import Act
from hcc.core.calendar import OfficeCalendar
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..promises import MOST_AGREED_DAYS, MOST_DAYS, Promise, Why, later_due_of
from ..resources import BookFolder, Visit
from .numbering import check_book_clock


class PromisedAlready(Refusal):
    text = message("A later day was promised already. A promise is made once.")


class NothingToPromise(Refusal):
    text = message("Every number of this visit was struck: there is nothing to give out later.")


class AgreementMissing(Refusal):
    field = "agreed"
    text = message(
        "More than ${most} working days only by an agreement in writing with the person: write of which day it is, "
        "and why it takes longer."
    )


AGREED_LIMIT = 200


def promise_later(
    books: BookFolder,
    *,
    visit: Visit,
    why: Why,
    days: int,
    agreed: str = "",
    calendar: OfficeCalendar,
    act: Act,
) -> Promise:
    """Promise the papers so many working days after the day they are due.

    More than MOST_DAYS only where the person `agreed` in writing, which says so and why. ValueError for no day, or
    more than MOST_AGREED_DAYS.
    """
    if not 1 <= days <= MOST_AGREED_DAYS:
        raise ValueError(f"papers are promised 1 to {MOST_AGREED_DAYS} working days later")
    if visit.promise is not None:
        raise PromisedAlready()
    if not visit.standing:
        raise NothingToPromise()
    agreed = clean_line(agreed)[:AGREED_LIMIT] if days > MOST_DAYS else ""
    if days > MOST_DAYS and not agreed:
        raise AgreementMissing(most=MOST_DAYS)
    book = visit.standing[0].book
    check_book_clock(books, book.kind, act.at)
    promise = Promise(act.at, act.by, Why(why), later_due_of(visit.at, calendar, days).moment.astimezone(UTC), agreed)
    visit.promise = promise
    numbers = [entry.number for entry in visit.standing]
    told = {"numbers": numbers, "due": promise.due.isoformat(), "why": promise.why.value}
    book.chain.append(act, "promised later", **told, **({"agreed": agreed} if agreed else {}))
    return promise
