"""Counting the cash of a day, and saying where a difference comes from."""

from datetime import date

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_text, message

from ..cash import CashBook, CashCount
from ..telling_desk import COUNTED
from .take_payment import TEXT_LIMIT, check_cash_clock

MOST_CASH = 1_000_000_000


class DayNotBegun(Refusal):
    text = message("This day has not begun: there is no cash of it to count.")


class CountedWrong(Refusal):
    field = "counted"
    text = message("Write what you counted in đồng, from 0 to ${most}.")


class DifferenceUnexplained(Refusal):
    field = "explanation"
    text = message("${counted} đồng were counted and ${expected} đồng should be there. Write where it comes from.")


def count_cash(cash: CashBook, *, day: date, counted: int, explanation: str, act: Act) -> CashCount:
    """Write down what an official counted of her own for a day, in đồng; counted again, the newer count stands."""
    complaints = check_cash_clock(cash, act)
    if day > act.at.astimezone(LOCAL).date():
        complaints.append(DayNotBegun())
    expected = cash.expected(day, act.by)
    explanation = clean_text(explanation)[:TEXT_LIMIT]
    if not 0 <= counted <= MOST_CASH:
        complaints.append(CountedWrong(most=f"{MOST_CASH:,}".replace(",", ".")))
    elif counted != expected and not explanation:
        amounts = {"counted": counted, "expected": expected}
        complaints.append(
            DifferenceUnexplained(**{name: f"{amount:,}".replace(",", ".") for name, amount in amounts.items()})
        )
    refuse_if(complaints)
    count = CashCount(act.at, act.by, expected, counted, explanation if counted != expected else "")
    cash.keep_count(day, count)
    cash.chain.append(
        act, COUNTED, day=day.isoformat(), expected=expected, counted=counted, explanation=count.explanation
    )
    return count
