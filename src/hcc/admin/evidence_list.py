"""The records that are asked for, the newest first, a page at a time, without ever reading all there are.

A page reads at most LOOKED_AT records, and of kinds with thousands of things looks at a tenth as many of them; then it
says how far it came, and leads on from there.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.evidence import Evidence, Record
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from .evidence_question import KINDS, READS, Question
from .evidence_words import told_of
from .reads_told import read_of

PAGE = 50
LOOKED_AT = 3_000
RECORDS_EACH = 10
"""A thing that is looked at counts at least as many: to load it costs about as much."""
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Line:
    """One record, in words."""

    at: str
    who: str
    what: str
    details: str
    of: str
    """What it happened to."""
    url: str
    """Where that is, for whoever may open it; empty: nowhere."""
    number: int
    """Of the record in its chain; 0: it stands in none."""
    moment: datetime


@dataclass
class Found:
    """A page of lines."""

    lines: list[Line] = field(default_factory=list)
    after: str = ""
    """Where to go on; empty: there is no more."""
    looked_at: int = 0
    reached: str = ""
    """How far a page came that stopped before it was full."""
    damaged: list[str] = field(default_factory=list)
    """Chains that cannot be read to their end."""


def found_of(request: Request, question: Question, *, most: int = PAGE, looked_at: int = LOOKED_AT) -> Found:
    """The lines that answer the question, up to `most`."""
    if question.complaints:
        return Found()
    if question.kind == READS:
        return _reads(request, question, most, looked_at)
    if question.number:
        one = request.chains.of_dossier(question.number)
        return _merged(request, question, [one] if one is not None else [], most, looked_at)
    if question.kind in request.chains.many:
        return _walked(request, question, most, looked_at)
    return _merged(request, question, request.chains.few(question.kind), most, looked_at)


# A few chains


def _merged(request: Request, question: Question, chains: list[Any], most: int, looked_at: int) -> Found:
    """Records of all these chains as one list. The cursor is moment, name and number of the last line."""
    found, cursor = Found(), _cursor(question.after)
    end = min(filter(None, (cursor and cursor[0], question.until)), default=None)
    streams = [_stream(found, one, end) for one in chains]
    last = None
    for key, one, record in heapq.merge(*streams, key=lambda entry: entry[0], reverse=True):
        if question.since is not None and record.at < question.since:
            break
        if cursor is not None and key >= cursor:
            continue
        if len(found.lines) == most or found.looked_at == looked_at:
            found.after = "|".join((last[0].isoformat(), last[1], str(last[2]))) if last is not None else ""
            if len(found.lines) < most:
                found.reached = shown_moment(record.at)
            break
        found.looked_at += 1
        last = key
        _take(request, question, found, one, record)
    return found


def _stream(found: Found, one: Any, end: datetime | None) -> Iterator[tuple[tuple[datetime, str, int], Any, Record]]:
    name = one.named.name
    for record in _readable(found, name, one.named.chain, end):
        yield (record.at, name, record.sequence), one, record


def _readable(found: Found, name: str, chain: Evidence, end: datetime | None) -> Iterator[Record]:
    """Records up to a moment, the newest first, as far as they can be read."""
    try:
        yield from chain.since(chain.last_until(end)) if end is not None else chain.latest()
    except Exception:  # whatever a record raises that somebody put there
        found.damaged.append(name)


def shown_moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}"


def _cursor(after: str) -> tuple[datetime, str, int] | None:
    try:
        at, name, number = after.split("|")
        moment = datetime.fromisoformat(at)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), name, int(number)
    except ValueError:
        return None


# Thousands of things


def _walked(request: Request, question: Question, most: int, looked_at: int) -> Found:
    """Thing after thing, the newest first; the records of each are together. The cursor is the last thing."""
    found = Found()
    end = question.until - A_MOMENT if question.until is not None else None
    last: Any = None
    for things, one in enumerate(request.chains.newest_first(question.kind, question.after, end)):
        if things * RECORDS_EACH >= looked_at or found.looked_at >= looked_at or len(found.lines) >= most:
            found.after = last.cursor
            found.reached = _shown(request, last) if len(found.lines) < most else ""
            break
        last = one
        for record in _readable(found, one.named.name, one.named.chain, end):
            if question.since is not None and record.at < question.since:
                break
            found.looked_at += 1
            _take(request, question, found, one, record)
    return found


def _take(request: Request, question: Question, found: Found, one: Any, record: Record) -> None:
    if not question.fits(record.at, record.by):
        return
    what, details = told_of(request, one.kind, record)
    who, of = request.doer(record), _shown(request, one)
    if question.says(what, details, who, of):
        at = shown_moment(record.at)
        found.lines.append(Line(at, who, what, details, of, _url(request, one), record.sequence, record.at))


def chain_name(request: Request, one: Any) -> str:
    """What the chain of a thing is called, with the kind of thing it is."""
    label, shown = request.localizer.translate(KINDS[one.kind]), _shown(request, one)
    return shown if shown.startswith(label) else f"{label}: {shown}"


def gone_name(request: Request, kind: str, name: str) -> str:
    """What a chain of this kind is called that a seal knows by `name`, and that is not there any more."""
    label, rest = request.localizer.translate(KINDS[kind]), name.partition(" ")[2]
    if kind == "accounts":
        return f"{label}: {request.name_of(rest)}"
    return f"{label}: {rest}" if kind in ("books", "days") else label


def _shown(request: Request, one: Any) -> str:
    """What the thing is called; never who it is about."""
    label = request.localizer.translate(KINDS[one.kind])
    if one.kind in request.chains.of_dossiers:
        return one.thing.reception_number or request.localizer.translate(message("Dossier without a number"))
    if one.kind == "pages":
        return one.thing.title or one.thing.id
    if one.kind == "days":
        return f"{label} {one.thing.__name__}"
    if one.kind == "accounts":
        return request.name_of(one.named.name.partition(" ")[2])
    return one.named.shown.removeprefix("book ") if one.kind == "books" else label


def _url(request: Request, one: Any) -> str:
    permission = {"dossiers": Permission.DOSSIER_VIEW, "pages": Permission.CONTENT_HISTORY}.get(one.kind)
    if one.kind == "pages" and one.thing.id not in request.site.content.by_id:
        return ""
    if permission is None or one.thing.__parent__ is None or not request.has_permission(permission, one.thing):
        return ""
    return request.resource_path(one.thing, "history") if one.kind == "pages" else request.resource_path(one.thing)


# Who read what


def _reads(request: Request, question: Question, most: int, looked_at: int) -> Found:
    found = Found()
    log = request.registry["hcc.access_log"]
    before = int(question.after) if question.after.isascii() and question.after.isdecimal() else None
    last: Any = None
    for reading in log.latest(before):
        if question.since is not None and reading.at < question.since:
            break
        if len(found.lines) == most or found.looked_at == looked_at:
            found.after = str(last.place)
            found.reached = shown_moment(reading.at) if len(found.lines) < most else ""
            break
        found.looked_at += 1
        last = reading
        if not question.fits(reading.at, reading.by):
            continue
        what, of, url = read_of(request, reading.what)
        who = request.name_of(reading.by)
        if question.says(what, of, who):
            at = shown_moment(reading.at)
            found.lines.append(Line(at, who, what, "", of, url, 0, reading.at))
    return found


def stopped_early(found: Found) -> TranslationString | None:
    """What a page says that stopped before it was full."""
    if not found.reached:
        return None
    facts = {"count": found.looked_at, "reached": found.reached}
    return message("${count} records were looked at, as far as ${reached}. Go on from there.", mapping=facts)
