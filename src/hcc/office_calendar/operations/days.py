"""Deciding on single days: closed, worked, or as the national table has them."""

from datetime import date, timedelta

from hcc.core.act import Act
from hcc.core.calendar import LOCAL, DayRule, OfficeCalendar
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..resources import NOTE_LIMIT, CalendarBook
from ..telling import DAY_DECIDED, rule_facts
from .checking import check_seen, closed_complaints, past_complaints, range_complaints

MOST_DAYS = 31
"""Days decided on at once."""


class NameMissing(Refusal):
    field = "name"
    text = message("Write the name of the day or the number of the decision: citizens read it.")


class LastBeforeFirst(Refusal):
    field = "last"
    text = message("The last day is before the first one. Look at both again.")


class TooManyDays(Refusal):
    field = "last"
    text = message("Decide on at most ${most} days at once.")


class NoRuleOfOurs(Refusal):
    text = message("The centre has decided nothing on these days. They already follow the national calendar.")


def planned_days(
    book: CalendarBook,
    *,
    first: date,
    last: date | None = None,
    rule: DayRule | None,
    reason: str = "",
    seen: int | None = None,
    act: Act,
) -> OfficeCalendar:
    """The calendar as `set_days` would make it; refuses what that refuses, and changes nothing."""
    check_seen(book, seen)
    last = last or first
    complaints = _complaints(book, first, last, rule)
    complaints += past_complaints(first, act.at.astimezone(LOCAL).date(), clean_line(reason))
    refuse_if(complaints)
    rules = {day: one for day, one in book.rules.items() if not first <= day <= last}
    if rule is not None:
        rules |= dict.fromkeys(_days(first, last), DayRule(rule.working, clean_line(rule.name)[:NOTE_LIMIT]))
    planned = OfficeCalendar(book.tables, rules)
    refuse_if(closed_complaints(planned, first, last))
    return planned


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def set_days(
    book: CalendarBook,
    *,
    first: date,
    last: date | None = None,
    rule: DayRule | None,
    reason: str = "",
    seen: int | None = None,
    act: Act,
) -> None:
    """Decide on the days from `first` to `last` (inclusive; None: on `first` alone).

    A rule stands over the national table; None takes the office's own rule away. Raises the refusals above and those
    of `checking`, together, before anything is changed.
    """
    last, reason = last or first, clean_line(reason)[:NOTE_LIMIT]
    rules = planned_days(book, first=first, last=last, rule=rule, reason=reason, seen=seen, act=act).rules
    for day in _days(first, last):
        before, after = book.rules.get(day), rules.get(day)
        if before != after:
            facts = {"before": rule_facts(before), "after": rule_facts(after)}
            book.chain.append(act, DAY_DECIDED, day=day.isoformat(), reason=reason, **facts)
    book.rules = rules


def _complaints(book: CalendarBook, first: date, last: date, rule: DayRule | None) -> list[Refusal]:
    found = range_complaints(first, "first")
    if last != first:
        found += range_complaints(last, "last")
    if last < first:
        found.append(LastBeforeFirst())
    elif (last - first).days >= MOST_DAYS:
        found.append(TooManyDays(most=MOST_DAYS))
    if rule is not None and not clean_line(rule.name):
        found.append(NameMissing())
    if rule is None and not any(first <= day <= last for day in book.rules):
        found.append(NoRuleOfOurs())
    return found
