"""Fees and time limits in words: what citizens read in the boxes of the sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hcc.core.text import TranslationString, message

from .council_fees import PricedFee
from .record import Fee, FeeKind, LimitUnit, ProcedureRecord, TimeLimit

UPDATING = message("The centre is updating this")
COUNCIL = message("Set by the provincial council; the centre is updating it")


@dataclass(frozen=True)
class FeeWords:
    """One fee as the sheet shows it: the figure, what it is for, and how it goes on."""

    figure: TranslationString
    per: TranslationString | str = ""
    rows: tuple[tuple[TranslationString, TranslationString], ...] = ()
    case: str = ""
    channel: str = ""
    exempt: str = ""
    known: bool = True
    notes: tuple[TranslationString, ...] = ()


@dataclass(frozen=True)
class LimitWords:
    """One time limit as the sheet shows it."""

    figure: TranslationString
    notes: tuple[TranslationString, ...] = ()
    case: str = ""
    channel: str = ""
    known: bool = True


def money(amount: int) -> TranslationString:
    """ "10.000 đồng"."""
    return message("${amount} đồng", mapping={"amount": f"{amount:,}".replace(",", ".")})


def page_fee(fee: Fee, pages: int) -> int:
    """What one copy of an original of so many pages costs, in đồng, by a per-page fee."""
    first = min(pages, fee.further_from - 1)
    reckoned = first * fee.amount + (pages - first) * fee.further_amount
    return min(reckoned, fee.cap) if fee.cap else reckoned


def _page_example(fee: Fee) -> TranslationString:
    pages, copies = 3, 2
    text = message("For example: ${pages} pages, ${copies} copies cost ${amount} đồng.")
    amount = f"{page_fee(fee, pages) * copies:,}".replace(",", ".")
    return TranslationString(text, domain=text.domain, mapping={"pages": pages, "copies": copies, "amount": amount})


def fee_words(fee: Fee) -> FeeWords:
    place: dict[str, Any] = {"case": fee.case, "channel": fee.channel, "exempt": fee.exempt}
    if fee.kind == FeeKind.PER_PAGE:
        rows = []
        if fee.further_amount:
            rows.append((message("From page ${n}", mapping={"n": fee.further_from}), money(fee.further_amount)))
        if fee.cap:
            rows.append((message("At most for one copy"), money(fee.cap)))
        return FeeWords(money(fee.amount), per=message("page"), rows=tuple(rows), notes=(_page_example(fee),), **place)
    if isinstance(fee, PricedFee):
        place["notes"] = (_by_the_council(fee),)
    if fee.kind == FeeKind.PER_CASE:
        return FeeWords(money(fee.amount), per=fee.per, **place)
    if fee.kind == FeeKind.FREE:
        return FeeWords(message("Free"), **place)
    if fee.kind == FeeKind.UNREGULATED:
        return FeeWords(message("No fee is laid down"), **place)
    if fee.kind == FeeKind.COUNCIL:
        return FeeWords(COUNCIL, known=False, **place)
    figure, known, notes = _words_of_the_source(fee)
    return FeeWords(figure, known=known, notes=notes, **place)


def _by_the_council(fee: PricedFee) -> TranslationString:
    text = message("By resolution ${resolution} of the province's council, from ${day}.")
    facts = {"resolution": fee.resolution, "day": f"{fee.since:%d/%m/%Y}"}
    return TranslationString(text, domain=text.domain, mapping=facts)


def _words_of_the_source(entry: Fee | TimeLimit) -> tuple[TranslationString, bool, tuple[TranslationString, ...]]:
    """Where only the wording is known: it serves as the figure unless a review mark says that the office doubts it."""
    if entry.wording and not entry.review:
        return TranslationString(entry.wording), True, ()
    quoted = message("The source says: ${wording}", mapping={"wording": entry.wording})
    return UPDATING, False, (quoted,) if entry.wording else ()


def limit_words(limit: TimeLimit) -> LimitWords:
    place: dict[str, Any] = {"case": limit.case, "channel": limit.channel}
    figures = {
        LimitUnit.WORKING_DAYS: message("${n} working days"),
        LimitUnit.DAYS: message("${n} days"),
        LimitUnit.HOURS: message("${n} hours"),
    }
    if limit.unit in figures:
        text = figures[limit.unit]
        number = f"{limit.amount:g}".replace(".", ",")
        return LimitWords(TranslationString(text, domain=text.domain, mapping={"n": number}), **place)
    if limit.unit == LimitUnit.SAME_DAY:
        notes = (message("Handed in after 15:00: perhaps the next working day."),) if limit.after_15 else ()
        return LimitWords(message("The same day"), notes, **place)
    if limit.unit == LimitUnit.UNREGULATED:
        return LimitWords(message("No time limit is laid down"), **place)
    figure, known, notes = _words_of_the_source(limit)
    return LimitWords(figure, notes, known=known, **place)


def fees_in_words(record: ProcedureRecord) -> list[FeeWords]:
    return [fee_words(fee) for fee in record.fees] or [FeeWords(UPDATING, known=False)]


def limits_in_words(record: ProcedureRecord) -> list[LimitWords]:
    return [limit_words(limit) for limit in record.time_limits] or [LimitWords(UPDATING, known=False)]


LONGEST_BESIDE = 40
"""Letters of a fee's case that still stand beside it in a list."""


def fee_in_a_line(record: ProcedureRecord, say: Callable[[TranslationString | str], str]) -> str:
    """The fee as lists have room for it; empty while nothing is known. What is so in one case only says which."""
    if not record.fees:
        return ""
    fee = record.fees[0]
    if fee.kind is FeeKind.COUNCIL:
        figure = say(message("Fee: as the province sets it"))
    elif (words := fee_words(fee)).known:
        figure = say(words.figure) + (f" / {say(words.per)}" if words.per else "")
    else:
        figure = say(message("Fee: ask the centre"))
    return _in_its_case(figure, fee.case, len(record.fees), say)


def limit_in_a_line(record: ProcedureRecord, say: Callable[[TranslationString | str], str]) -> str:
    """The time limit, as `fee_in_a_line`."""
    if not record.time_limits:
        return ""
    limit = record.time_limits[0]
    words = limit_words(limit)
    figure = say(words.figure) if words.known else say(message("Time limit: ask the centre"))
    return _in_its_case(figure, limit.case, len(record.time_limits), say)


def _in_its_case(figure: str, case: str, count: int, say: Callable[[TranslationString | str], str]) -> str:
    if not case:
        return figure
    if count > 1 and len(case) > LONGEST_BESIDE:
        return say(message("It depends on your case."))
    return f"{figure} ({case[:1].lower()}{case[1:]})"
