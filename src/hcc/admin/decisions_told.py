"""What the office decided of its own lists, in words: for the history of a page and for the recent acts."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from pyramid.request import Request

from hcc.core.evidence import Chain, Record
from hcc.core.moments import short_moment
from hcc.core.text import TranslationString, message
from hcc.dossiers.office_decisions import DOCUMENTS_SET, HAMLETS_SET, SENTENCES_SET, SYMBOL_SET
from hcc.procedures.council_fees import COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK
from hcc.procedures.operations.four_eyes import FOUR_EYES_ASKED, FOUR_EYES_LIFTED

DECIDED = {
    SENTENCES_SET: message("changed the ready sentences"),
    DOCUMENTS_SET: message("changed the texts of results"),
    HAMLETS_SET: message("changed the list of hamlets"),
    SYMBOL_SET: message("decided on a symbol"),
    FOUR_EYES_ASKED: message("asked for two people for each text"),
    FOUR_EYES_LIFTED: message("let one person publish a text"),
    COUNCIL_FEE_SET: message("set a fee of the province's council"),
    COUNCIL_FEE_TAKEN_BACK: message("took back a fee of the province's council"),
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
        Told(short_moment(record.at, request.locale_name), request.doer(record), DECIDED[record.what], lines_of(record))
        for record in islice(found, most)
    ]


def lines_of(record: Record) -> list[str]:
    """What came with +, what went with −."""
    if record.what in (COUNCIL_FEE_SET, COUNCIL_FEE_TAKEN_BACK):
        return [_council_line(record.facts), *filter(None, [record.facts.get("reason", "")])]
    if record.what == SYMBOL_SET:
        facts = record.facts
        day = f"{date.fromisoformat(facts['first']):%d/%m/%Y}"
        return [f"{facts['before'] or '…'} → {facts['symbol']} ({day})"]
    lines: list[str] = []
    for change in record.facts.values():
        if isinstance(change, dict):
            lines += [f"+ {one}" for one in change.get("added", ())]
            lines += [f"− {one}" for one in change.get("removed", ())]
    return lines


def _council_line(facts: dict[str, Any]) -> str:
    """ "1.000656, không đúng hạn: 8.000 đ (01/01/2027, Nghị quyết ...)"."""
    amount = f"{facts['amount']:,}".replace(",", ".")
    what = ", ".join(filter(None, (facts["code"], facts["case"])))
    return f"{what}: {amount} đ ({date.fromisoformat(facts['first']):%d/%m/%Y}, {facts['resolution']})"
