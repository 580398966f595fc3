"""What a record of any chain tells, in words of people. Of whom a paper is about, nothing is said here: facts are
shown by their names, and only those that are known to hold no name, number or sentence about a person.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pyramid.request import Request

from hcc.accounts.history import RECORDED as OF_ACCOUNTS
from hcc.accounts.history import detail_of
from hcc.certifications.telling import (
    CLOSED_DAY,
    CLOSED_YEAR,
    ENTERED,
    OPENED_VOLUME,
    RESERVED_NUMBERS,
    TOOK_OVER,
)
from hcc.certifications.telling_desk import COUNTED, FEE_SET, PAID, REFUSED, TAKEN_BACK
from hcc.certifications.telling_links import LINK_GIVEN
from hcc.certifications.workflow import CANCELLED, REPLACED, STRUCK
from hcc.content.history import details_of, what_was_done
from hcc.core.evidence import Record
from hcc.core.text import TranslationString, message
from hcc.dossiers.views.buttons import RECORDED as OF_DOSSIERS
from hcc.jobs.operations import DROPPED, RETRIED
from hcc.office_calendar.telling import DAY_DECIDED, SESSIONS_DECIDED
from hcc.procedures.operations.process_edit import PROCESS_EDITED
from hcc.procedures.operations.process_publish import PROCESS_PUBLISHED
from hcc.procedures.operations.process_take_over import PROCESS_BROUGHT
from hcc.procedures.operations.take_over_asked import ASKED_BROUGHT
from hcc.procedures.operations.take_over_decision import DECISION_BROUGHT
from hcc.procedures.process_telling import PROCESS_NOTED
from hcc.procedures.texts_telling import TEXTS_NOTED
from hcc.tickets.resources import TicketState

from .announced_told import ANNOUNCED
from .decisions_told import DECIDED, lines_of

RECORDED = {
    "edited": message("edited a procedure"),
    "discarded": message("threw a draft away"),
    "submitted": message("submitted a procedure"),
    "sent back": message("gave a procedure back to its writer"),
    "published": message("published a procedure"),
    "withdrawn": message("withdrew a procedure"),
    "cancelled": message("took the approval of a procedure back"),
    "end asked": message("asked that a procedure or an approval ends"),
    "end given back": message("gave back what was asked to end"),
    "returned": message("brought back an earlier text of a procedure"),
    "imported": message("imported the catalogue"),
    "file brought": message("brought a file of procedures"),
    "file dropped": message("put a file of procedures away"),
    "form kept": message("took in a form"),
    PROCESS_EDITED: message("wrote the internal process"),
    PROCESS_PUBLISHED: message("put the internal process in force"),
    TEXTS_NOTED: message("put on record what approved texts say"),
    PROCESS_NOTED: message("put on record what internal processes say"),
    "texts brought": message("wrote the texts of a procedure as another installation had them"),
    PROCESS_BROUGHT: message("brought an internal process in from files"),
    DECISION_BROUGHT: message("brought a decision in from files"),
    ASKED_BROUGHT: message("brought in from files what is asked and not decided"),
    DAY_DECIDED: message("decided on a day"),
    SESSIONS_DECIDED: message("decided on working hours"),
    RETRIED: message("had a job tried again"),
    DROPPED: message("dropped a job"),
    **DECIDED,
    **ANNOUNCED,
}

OF_BOOKS = {
    "certify": message("took certification numbers"),
    "numbered": message("entered a line in a certification book"),
    "signed": message("signed an electronic copy"),
    "signed in ink": message("noted that a paper was signed in ink"),
    STRUCK: message("struck a number"),
    CANCELLED: message("took an issued paper back"),
    REPLACED: message("replaced an issued paper"),
    TOOK_OVER: message("took over a paper book"),
    OPENED_VOLUME: message("opened a volume"),
    CLOSED_DAY: message("closed the day of a book"),
    CLOSED_YEAR: message("closed the year of a book"),
    RESERVED_NUMBERS: message("reserved numbers for an outage"),
    ENTERED: message("entered a line afterwards"),
    LINK_GIVEN: message("made the link to an electronic copy"),
    REFUSED: message("refused to certify"),
    PAID: message("took a payment"),
    TAKEN_BACK: message("took a payment back"),
    COUNTED: message("counted the money"),
    FEE_SET: message("set a certification fee"),
    "confirmed on paper": message("confirmed the last number on paper"),
    "promised later": message("promised a certified paper for later"),
}
OF_THE_QUEUE = {
    "give": message("gave out a number"),
    "call": message("called a number"),
    "sit": message("sat down at a counter"),
    "leave": message("left a counter"),
    TicketState.SERVED: message("was done with a number"),
    TicketState.MISSED: message("noted that nobody came"),
}

WORDS: Mapping[str, Mapping[str, TranslationString]] = {
    "accounts": OF_ACCOUNTS,
    "units": OF_ACCOUNTS,
    "dossiers": OF_DOSSIERS,
    "begun": OF_DOSSIERS,
    "books": OF_BOOKS,
    "refusals": OF_BOOKS,
    "cash": OF_BOOKS,
    "fees": OF_BOOKS,
    "queue": OF_THE_QUEUE,
    "days": OF_THE_QUEUE,
}
"""By kind of chain; the others are told by RECORDED."""

FACTS = {
    "code": message("procedure"),
    "revision": message("text"),
    "number": message("number"),
    "numbers": message("numbers"),
    "slip": message("slip"),
    "outcome": message("outcome"),
    "pages": message("pages"),
    "amount": message("đồng"),
    "fee": message("đồng"),
    "counter": message("counter"),
    "volume": message("volume"),
    "day": message("day"),
    "on": message("day"),
    "first": message("from"),
    "last": message("until"),
    "kind": message("kind"),
    "announcement": message("decision"),
    "place": message("place"),
    "new": message("new"),
    "year": message("year"),
    "file": message("file"),
}
"""The facts that are told, with their labels. Every other one is left out: it may be about a person."""
LONGEST = 120
SPOKEN = ("reason",)
"""Sentences that officials write: told only where no dossier and no paper of a person is spoken of."""
IMPERSONAL = ("catalogue", "calendar", "units", "jobs", "decisions", "accounts")


def told_of(request: Request, kind: str, record: Record) -> tuple[str, str]:
    """What was done, and what more the record says. A record whose facts are not as they should be is told barely."""
    try:
        return _told(request, kind, record)
    except (KeyError, ValueError, TypeError, AttributeError):
        return str(record.what), ""


def _told(request: Request, kind: str, record: Record) -> tuple[str, str]:
    say = request.localizer.translate
    if kind in ("pages", "content"):
        facts = record.facts
        details = "; ".join(details_of(record.what, facts, say, request.locale_name))
        return what_was_done(record.what, facts, say), details
    words = WORDS.get(kind, RECORDED)
    what = say(words.get(record.what) or RECORDED.get(record.what) or OF_ACCOUNTS.get(record.what) or record.what)
    if kind in ("accounts", "units"):
        return what, detail_of(request, record)
    if record.what in DECIDED:
        return what, "; ".join(lines_of(record))
    return what, _facts(say, kind, record.facts)


def _facts(say: Any, kind: str, facts: Mapping[str, Any]) -> str:
    told = [f"{say(label)} {_value(facts[name])}" for name, label in FACTS.items() if _plain(facts.get(name))]
    if kind in IMPERSONAL:
        told += [str(facts[name]) for name in SPOKEN if facts.get(name)]
    return "; ".join(told)


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | list) and value not in ("", []) and not isinstance(value, bool)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one)[:LONGEST] for one in value[:10] if isinstance(one, str | int))
    try:
        return (
            f"{datetime.fromisoformat(value):%d/%m/%Y}"
            if isinstance(value, str) and len(value) == 10
            else str(value)[:LONGEST]
        )
    except ValueError:
        return str(value)[:LONGEST]
