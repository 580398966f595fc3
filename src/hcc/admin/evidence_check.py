"""Holding the chains that a list is about against their digests, within what one request may take."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pyramid.request import Request

from .evidence_list import LOOKED_AT, RECORDS_EACH
from .evidence_question import Question

MOST_RECORDS = 200_000
"""About a second. `hcc verify` looks at every chain, however long that takes, and at the seals."""
MOST_BROKEN = 100


@dataclass
class Checked:
    chains: int = 0
    records: int = 0
    broken: list[tuple[str, int, str]] = field(default_factory=list)
    """Name of the chain, number of the record, what is wrong (hcc.core.evidence)."""
    unreadable: list[str] = field(default_factory=list)


def checked(request: Request, question: Question) -> Checked:
    """The chains of the kind that is asked for; of thousands of things those that the page is about."""
    result = Checked()
    for one in _chains(request, question):
        if result.records >= MOST_RECORDS:
            break
        result.chains += 1
        try:
            result.records += len(one.named.chain)
            for number, what in islice(one.named.chain.broken(), MOST_BROKEN - len(result.broken)):
                result.broken.append((one.named.shown or one.named.name, number, what))
        except Exception:  # whatever a damaged object raises
            result.unreadable.append(one.named.shown or one.named.name)
    return result


def _chains(request: Request, question: Question) -> Iterable[Any]:
    if question.number:
        one = request.chains.of_dossier(question.number)
        return [one] if one is not None else []
    if question.kind in request.chains.many:
        return islice(
            request.chains.newest_first(question.kind, question.after, question.until), LOOKED_AT // RECORDS_EACH
        )
    return request.chains.few(question.kind)
