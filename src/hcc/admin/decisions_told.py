"""What the office decided of its own lists, in words: for the history of a page and for the recent acts."""

from dataclasses import dataclass
from itertools import islice

from pyramid.request import Request

from hcc.core.evidence import Chain, Record
from hcc.core.moments import short_moment
from hcc.core.text import TranslationString, message
from hcc.dossiers.office_decisions import DOCUMENTS_SET, HAMLETS_SET, SENTENCES_SET, SYMBOL_SET

DECIDED = {
    SENTENCES_SET: message("changed the ready sentences"),
    DOCUMENTS_SET: message("changed the texts of results"),
    HAMLETS_SET: message("changed the list of hamlets"),
    SYMBOL_SET: message("decided on a symbol"),
}
LOOKED_AT = 400
"""Records looked at for the few of one kind that a page shows."""


@dataclass(frozen=True)
class Told:
    """A record, in words; `lines` say what came and what went."""

    at: str
    who: str
    what: TranslationString
    lines: list[str]


def told_of(request: Request, chain: Chain | None, *whats: str, most: int = 10) -> list[Told]:
    """The newest records of these verbs, newest first."""
    if chain is None:
        return []
    found = (record for record in islice(chain.latest(), LOOKED_AT) if record.what in whats)
    return [
        Told(short_moment(record.at, request.locale_name), request.doer(record), DECIDED[record.what], _lines(record))
        for record in islice(found, most)
    ]


def _lines(record: Record) -> list[str]:
    """What came with +, what went with −."""
    lines: list[str] = []
    for change in record.facts.values():
        if isinstance(change, dict):
            lines += [f"+ {one}" for one in change.get("added", ())]
            lines += [f"− {one}" for one in change.get("removed", ())]
    return lines
