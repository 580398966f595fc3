"""Holding the chains a list is about against their digests and the newest seal, within what one request may take."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pyramid.request import Request

from hcc.core.evidence import CHANGED, CUT_OFF, MISSING
from hcc.core.text import TranslationString, message

from .evidence_list import LOOKED_AT, RECORDS_EACH, chain_name, gone_name, shown_moment
from .evidence_question import Question

MOST_RECORDS = 200_000
"""About a second. `hcc verify` looks at every chain, however long that takes, and at every seal."""
MOST_BROKEN = 100
BROKEN = {
    MISSING: message("Record ${number} is missing or out of order."),
    CHANGED: message("Record ${number} was changed, or the link to the one before it."),
    CUT_OFF: message("The end of the chain was cut off or replaced: record ${number} or later ones are gone."),
}
UNREADABLE = message("It cannot be read.")
SEALED = {
    "shorter": message("The end of the chain was cut off: it is shorter than at the seal of ${at}."),
    "rewritten": message("The chain was written anew: its beginning is not the one that was sealed on ${at}."),
    "gone": message("The chain is gone. It was there at the seal of ${at}."),
}
NOT_COMPARED = {
    "no seal": message("There is no seal yet to compare with: whoever runs the server makes one with hcc seal, daily."),
    "altered": message("The newest seal, ${name}, was altered. Compare it with the copy that is kept elsewhere."),
    "unsigned": message(
        "The signature of the newest seal, ${name}, is gone. Put back the copy that is kept elsewhere."
    ),
    "foreign": message(
        "The newest seal, ${name}, is signed with another certificate than the office's. Was that changed, make a new"
        " seal with hcc seal; else compare it with the copy that is kept elsewhere."
    ),
    "no key": message("The office's key cannot be read, so nobody can tell whether the seal ${name} is the office's."),
}


@dataclass
class Checked:
    chains: int = 0
    records: int = 0
    faults: list[tuple[str, TranslationString]] = field(default_factory=list)
    """What the chain is called, and what is wrong with it."""
    stopped: bool = False
    """Whether there are more chains than one request looks at."""
    sealed_on: str = ""
    """The day and time of the seal they were held against."""
    not_compared: TranslationString | None = None
    """Why they were held against none."""


def checked(request: Request, question: Question) -> Checked:
    """The chains of the kind that is asked for; of thousands of things those that the page is about."""
    result, seal = Checked(), request.chains.newest_seal(request.office)
    at = {"at": shown_moment(seal.at) if seal.at is not None else ""}
    if seal.why_not:
        result.not_compared = message(NOT_COMPARED[seal.why_not], mapping={"name": seal.name})
    else:
        result.sealed_on = at["at"]
    for one in _chains(request, question):
        if result.records >= MOST_RECORDS:
            result.stopped = True
            break
        result.chains += 1
        name = chain_name(request, one)
        try:
            result.records += len(one.named.chain)
            for number, what in islice(one.named.chain.broken(), max(0, MOST_BROKEN - len(result.faults))):
                result.faults.append((name, message(BROKEN[what], mapping={"number": number})))
            if became := seal.became(one.named.name, one.named.chain):
                result.faults.append((name, message(SEALED[became], mapping=at)))
        except Exception:  # whatever a damaged object raises
            result.faults.append((name, UNREADABLE))
    if not question.number and question.kind not in request.chains.many:
        gone = request.chains.gone(seal, question.kind)
        told = message(SEALED["gone"], mapping=at)
        result.faults += [(gone_name(request, question.kind, name), told) for name in gone]
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
