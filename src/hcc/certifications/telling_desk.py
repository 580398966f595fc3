"""Whether money, fees and written refusals of the desk are what their chains tell of."""

from collections.abc import Iterator

from hcc.core.calendar import LOCAL

from .cash import CashBook
from .fee_table import FeeTable
from .refusals import RefusalFolder

PAID, TAKEN_BACK, COUNTED = "paid", "payment taken back", "counted"
REFUSED = "refused to certify"
FEE_SET = "set a fee"
"""What the chains call these acts."""


def untold_of_cash(cash: CashBook) -> Iterator[str]:
    """Every difference between the payments and counts and their records, in English for the log."""
    told: list[list[object]] = []
    standing: dict[str, int] = {}
    counts: dict[tuple[str, str], tuple[int, int, str]] = {}
    for record in cash.chain:
        facts = record.facts
        if record.what == PAID:
            standing[facts["visit"]] = len(told)
            told.append(
                [
                    facts["visit"],
                    record.by,
                    facts["fee"],
                    facts["photocopy"],
                    facts["receipt"],
                    facts.get("reduced", 0),
                    "",
                ]
            )
        elif record.what == TAKEN_BACK:
            told[standing.pop(facts["visit"])][-1] = facts["reason"]
        elif record.what == COUNTED:
            counts[facts["day"], record.by] = (facts["expected"], facts["counted"], facts["explanation"])
    kept = [
        [
            one.visit,
            one.payment.by,
            one.payment.fee,
            one.payment.photocopy,
            one.payment.receipt.line if one.payment.receipt else "",
            one.payment.reduced,
            one.undone,
        ]
        for one in cash.everything_taken()
    ]
    if kept != told:
        yield "its payments are not those on record"
    if {key: (one.expected, one.counted, one.explanation) for key, one in cash.counts()} != counts:
        yield "its counts are not those on record"


def untold_of_refusals(folder: RefusalFolder) -> Iterator[str]:
    """Every difference between the written refusals and their records, in English for the log."""
    told = sorted(
        (one.facts["year"], one.facts["number"], tuple(one.facts["reasons"]), one.by)
        for one in folder.chain
        if one.what == REFUSED
    )
    kept = sorted((one.at.astimezone(LOCAL).year, one.number, one.reasons, one.by) for one in folder)
    if kept != told:
        yield "they are not those on record"
    for year in sorted({year for year, *_ in kept}):
        numbers = [number for of, number, *_ in kept if of == year]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"their numbers of {year} have gaps or stand twice"


def untold_of_fees(fees: FeeTable) -> Iterator[str]:
    """Every difference between the fees that were set and their records, in English for the log."""
    told = {
        one.facts["kind"]: (one.facts["amount"], one.facts["basis"], one.at, one.by)
        for one in fees.chain
        if one.what == FEE_SET
    }
    if {kind: (one.amount, one.basis, one.at, one.by) for kind, one in fees.everything_set()} != told:
        yield "its amounts are not those on record"
