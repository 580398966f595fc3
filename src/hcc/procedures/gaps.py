"""What citizens would ask of a procedure and its text does not say."""

from collections.abc import Iterable
from enum import IntFlag

from hcc.core.text import TranslationString, message

from .record import FeeKind, LimitUnit, ProcedureRecord


class Gap(IntFlag):
    """One thing missing. Of many procedures they are counted and sifted, so each is a bit."""

    PAPERS = 1
    FEE = 2
    OUR_FEE = 4
    """The figures known are another province's."""
    TIME_LIMIT = 8
    LEGAL_BASIS = 16
    STEPS = 32
    REVIEW = 64
    """Somebody marked something to be looked at."""


GAP_NAMES: dict[Gap, TranslationString] = {
    Gap.PAPERS: message("papers"),
    Gap.FEE: message("fee"),
    Gap.OUR_FEE: message("our province's fee"),
    Gap.TIME_LIMIT: message("time limit"),
    Gap.LEGAL_BASIS: message("legal basis"),
    Gap.STEPS: message("steps"),
    Gap.REVIEW: message("review mark"),
}


def gaps_of(record: ProcedureRecord) -> Gap:
    """Everything the text leaves open."""
    found = Gap(0)
    if not record.components:
        found |= Gap.PAPERS
    if not record.fees or any(fee.kind is FeeKind.WORDING for fee in record.fees):
        found |= Gap.FEE
    if any(fee.kind is FeeKind.COUNCIL for fee in record.fees):
        found |= Gap.OUR_FEE
    if not record.time_limits or any(limit.unit is LimitUnit.WORDING for limit in record.time_limits):
        found |= Gap.TIME_LIMIT
    if not record.legal_basis:
        found |= Gap.LEGAL_BASIS
    if not record.steps:
        found |= Gap.STEPS
    if record.reviews:
        found |= Gap.REVIEW
    return found


def named(gaps: int) -> Iterable[TranslationString]:
    """The words of these gaps."""
    return [words for gap, words in GAP_NAMES.items() if gap & gaps]
