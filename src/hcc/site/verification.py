"""hcc verify: data file, references, papers, chains and numbers, a line a check."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ZODB.broken import Broken
from ZODB.POSException import POSKeyError
from ZODB.serialize import referencesf

from hcc.accounts import telling as accounts_telling
from hcc.certifications.resources import ELECTRONIC, Book, BookEntry
from hcc.certifications.telling import RESERVED_NUMBERS, untold_of_keeping, untold_of_pads
from hcc.certifications.telling_desk import untold_of_cash, untold_of_fees, untold_of_refusals
from hcc.certifications.telling_links import untold_of_links
from hcc.certifications.workflow import CANCELLED, ISSUED, NUMBERED, ON_PAPER, REPLACED, STRUCK
from hcc.content.telling import untold_of_content
from hcc.core.calendar import LOCAL
from hcc.core.identifiers import reception_number
from hcc.dossiers.fresh_numbers import UNIT
from hcc.dossiers.office_decisions import untold_of as untold_decisions
from hcc.dossiers.telling import untold_of as untold_of_dossier
from hcc.files.received import sha256_of
from hcc.office_calendar.telling import untold_of
from hcc.procedures.announced_telling import untold_of_decisions
from hcc.procedures.council_fees import untold_of as untold_council_fees
from hcc.procedures.hangings_telling import untold_of_hangings
from hcc.procedures.process_telling import untold_of_processes
from hcc.procedures.texts_telling import untold_of_texts
from hcc.settings import Settings
from hcc.storage.access_log import AccessLog
from hcc.storage.backup import data_faults
from hcc.tickets.telling import untold_of as untold_of_queue

from .chains import chains_of, passing_chains, told_as
from .resources import Site
from .seal_check import seal_faults

OBJECTS_KEPT = 10_000
"""Loaded objects after which memory is given back: verify reads the whole database."""


@dataclass
class Check:
    """One check: how many things were looked at, and every fault in English for the log."""

    name: str
    looked_at: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        state = "ok" if not self.faults else f"{len(self.faults)} FAULTS"
        return f"{self.name}: {self.looked_at} checked, {state}"


def verify_site(site: Site, settings: Settings) -> Iterator[Check]:
    """Every check, in order. A database too damaged for a check is a fault of that check, and the next one goes on."""
    looks: tuple[tuple[str, Callable[[Check, Site, Settings], None]], ...] = (
        ("bytes of the data file", _data_file),
        ("references", _references),
        ("papers", _papers),
        ("chains", _chains),
        ("seals", _seals),
        ("reception numbers", _reception_numbers),
        ("slip numbers", _slip_numbers),
        ("book numbers", _book_numbers),
        ("links to copies", _links_to_copies),
        ("worklists", _worklists),
        ("queue", _queue),
    )
    for name, look in looks:
        check = Check(name)
        try:
            look(check, site, settings)
        except Exception as problem:  # whatever a damaged object raises
            check.faults.append(f"stopped at something that cannot be read: {type(problem).__name__}")
        yield check


def _data_file(check: Check, site: Site, settings: Settings) -> None:
    """The part of Data.fs that was backed up is as it was then."""
    check.looked_at, check.faults = data_faults(settings)


def _references(check: Check, site: Site, settings: Settings) -> None:
    """Every object reachable from the root loads."""
    connection = site._p_jar
    seen, todo = set(), [connection.root()._p_oid]
    while todo:
        oid = todo.pop()
        if oid in seen:
            continue
        seen.add(oid)
        check.looked_at += 1
        if check.looked_at % OBJECTS_KEPT == 0:
            connection.cacheGC()
        try:
            data, _serial = connection._storage.load(oid)
            connection.get(oid)._p_activate()
            # What refers to an object names its class too, so a damaged name does not show until that is written anew.
            if isinstance(connection._reader.getGhost(data), Broken):
                check.faults.append(f"object {oid.hex()} is of a class that does not exist")
            todo.extend(referencesf(data))
        except Exception as problem:  # a damaged record can raise anything
            check.faults.append(f"object {oid.hex()} cannot be loaded: {type(problem).__name__}")


def _papers(check: Check, site: Site, settings: Settings) -> None:
    """Every stored paper has the digest its record names."""

    def look(blob, digest: str, where: str) -> None:
        check.looked_at += 1
        try:
            if sha256_of(Path(blob.committed())) != digest:
                check.faults.append(f"{where}: bytes differ from the recorded digest")
        except (OSError, POSKeyError) as problem:
            check.faults.append(f"{where}: its file cannot be read: {type(problem).__name__}")

    for dossier in (*site.dossiers.all(), *site.dossiers.all_begun()):
        for paper in dossier.papers:
            look(paper.original, paper.sha256, f"{told_as(dossier)} paper {paper.number}")
            look(paper.clean, paper.clean_sha256, f"{told_as(dossier)} paper {paper.number} clean copy")
            for file in paper.others:
                look(file.original, file.sha256, f"{told_as(dossier)} paper {paper.number}, further file")
    for form in site.procedures.forms:
        look(form.blob, form.sha256, f"form {form.name}")
    for announcement in site.procedures.announcements.newest_first():
        if (paper := announcement.paper) is not None:
            look(paper.original, paper.sha256, f"decision {announcement.number}")
            look(paper.clean, paper.clean_sha256, f"decision {announcement.number} clean copy")
    for scan in site.books.scans:
        look(scan.original, scan.sha256, f"scan {scan.__name__}")
        look(scan.clean, scan.clean_sha256, f"scan {scan.__name__} clean copy")
    for book in site.books.books():
        for entry in book:
            if entry.paper is not None:
                look(entry.paper, entry.sha256, f"certified copy {entry.number} of {entry.volume_line}")


def _chains(check: Check, site: Site, settings: Settings) -> None:
    """Every chain is whole, and the objects are what their chains say."""
    for _, shown, chain in itertools.chain(chains_of(site), passing_chains(site)):
        check.looked_at += len(chain)
        check.faults += [f"{shown}: {fault}" for fault in chain.faults()]
    for official in site.accounts.officials():
        check.faults += [f"account {official.login}: {fault}" for fault in accounts_telling.untold_of(official)]
    for dossier in (*site.dossiers.all(), *site.dossiers.all_begun()):
        check.faults += [f"{told_as(dossier)}: {fault}" for fault in untold_of_dossier(dossier)]
    for book in site.books.books():
        check.faults += [f"book {book.volume_line}: {fault}" for fault in _untold_of_book(book)]
    check.faults += [f"cash: {fault}" for fault in untold_of_cash(site.books.cash)]
    check.faults += [f"certification fees: {fault}" for fault in untold_of_fees(site.books.fees)]
    check.faults += [f"refusals to certify: {fault}" for fault in untold_of_refusals(site.books.refusals)]
    check.faults += [f"calendar: {fault}" for fault in untold_of(site.calendar_book)]
    of_catalogue = (untold_council_fees, untold_of_processes, untold_of_texts, untold_of_decisions, untold_of_hangings)
    for untold in of_catalogue:
        check.faults += [f"catalogue: {fault}" for fault in untold(site.procedures)]
    check.faults += [f"decisions of the office: {fault}" for fault in untold_decisions(site.dossiers)]
    if site.content is not None:
        check.faults += untold_of_content(site.content)
    check.faults += [f"access log: {fault}" for fault in AccessLog(settings.var / "access.log").faults()]


def _seals(check: Check, site: Site, settings: Settings) -> None:
    """Chains still begin with what was sealed of them, and the seals are whole."""
    check.looked_at, faults = seal_faults(site, settings)
    check.faults += faults


def _untold_of_book(book: Book) -> Iterator[str]:
    """Where a book's lines, volumes and closings are not those its chain tells of."""
    numbers: Counter[int] = Counter()
    rows: dict[int, str] = {}
    signed: dict[int, str] = {}
    struck: dict[int, str] = {}
    cancelled: dict[int, tuple[str, str]] = {}
    for record in book.chain:
        facts = record.facts
        if record.what == "numbered":
            numbers[facts["number"]] += 1
            rows[facts["number"]] = facts.get("row", "")
        elif record.what in (ON_PAPER, RESERVED_NUMBERS):
            numbers.update(range(facts["first"], facts["last"] + 1))
        elif record.what == "signed":
            signed[facts["number"]] = facts["sha256"]
        elif record.what == "struck":
            struck[facts["number"]] = facts["reason"]
        elif record.what in (CANCELLED, REPLACED):
            cancelled[facts["number"]] = (record.what, facts["reason"])
    if numbers != Counter(entry.number for entry in book):
        yield "its lines are not those on record"
    if any(rows.get(entry.number) not in ("", None, entry.row_digest) for entry in book):
        yield "a line does not say what is on record"
    if signed != {entry.number: entry.sha256 for entry in book if entry.sha256}:
        yield "its issued files are not those on record"
    if struck != {entry.number: entry.struck_reason for entry in book if entry.state == STRUCK}:
        yield "its struck lines are not those on record"
    if cancelled != {entry.number: (entry.state, entry.cancelled_reason) for entry in book if entry.cancelled_at}:
        yield "its cancelled papers are not those on record"
    yield from untold_of_keeping(book)
    yield from untold_of_pads(book)


def _reception_numbers(check: Check, site: Site, settings: Settings) -> None:
    """Per day, serials run from 1 to the counter without gap or double; tokens and numbers lead to their dossiers."""
    folder = site.dossiers
    by_day: dict[str, list[int]] = {}
    for dossier in folder.all():
        if folder.get_by_token(dossier.token) is not dossier:
            check.faults.append(f"{told_as(dossier)}: its token does not lead to it")
        if (dossier.received_at is not None) != bool(dossier.reception_number):
            check.faults.append(f"{told_as(dossier)}: half received")
        if dossier.reception_number and dossier.received_at is not None:
            check.looked_at += 1
            day = dossier.received_at.astimezone(LOCAL).date()
            agency, _, serial = dossier.reception_number.rpartition("-")
            by_day.setdefault(day.isoformat(), []).append(int(serial))
            # The agency's code of that day: a commune that is merged gets another, and keeps its old numbers.
            if dossier.reception_number != reception_number(agency.rpartition("-")[0], day, int(serial)):
                check.faults.append(f"{dossier.reception_number} does not fit its day")
            for number in {dossier.reception_number, dossier.dossier_code} - {""}:
                if folder.by_number(number) is not dossier:
                    check.faults.append(f"{number} does not lead to its dossier")
    days = {name[2] for name in folder.counters.names() if name[:2] == ("reception", str(UNIT))} | set(by_day)
    for name in sorted(days):
        last = folder.counters.last("reception", str(UNIT), name)
        if sorted(by_day.get(name, [])) != list(range(1, last + 1)):
            check.faults.append(f"{name}: numbers have gaps or doubles, or the counter ({last}) is off")


def _slip_numbers(check: Check, site: Site, settings: Settings) -> None:
    """Per kind and year, slips run from 1 to the counter; slips and outgoing numbers lead to their dossiers."""
    folder = site.dossiers
    taken: dict[tuple[str, str], list[int]] = {}
    outgoing = 0
    for dossier in folder.all():
        for slip in dossier.slips:
            check.looked_at += 1
            taken.setdefault((slip.kind.value, str(slip.year)), []).append(slip.number)
            if folder.by_slip(slip.kind.value, slip.year, slip.number) is not dossier:
                check.faults.append(f"{slip.kind.value} {slip.line} of {slip.year} does not lead to its dossier")
        told = [record.facts["slip"] for record in dossier.chain if "slip" in record.facts]
        if told != [slip.line for slip in dossier.slips]:
            check.faults.append(f"{told_as(dossier)}: its slips are not those on record")
        for result in dossier.results:
            outgoing += result.sealed
            entered = result.registered_on.year if result.registered_on else 0
            if result.sealed and folder.by_outgoing(result.symbol, entered, result.number) is not dossier:
                check.faults.append(f"{result.line} of {entered} does not lead to its dossier")
    counted = {name[1:3] for name in folder.counters.names() if name[0] == "slip"} | set(taken)
    for kind, year in sorted(counted):
        last = folder.counters.last("slip", kind, year)
        if sorted(taken.get((kind, year), [])) != list(range(1, last + 1)):
            check.faults.append(f"{kind} of {year}: numbers have gaps or doubles, or the counter ({last}) is off")
    registers = (("slips", folder.slips, check.looked_at), ("outgoing numbers", folder.outgoing, outgoing))
    for name, tree, count in registers:
        if len(tree) != count:
            check.faults.append(f"register of {name}: {len(tree)} kept, dossiers have {count}")


def _book_numbers(check: Check, site: Site, settings: Settings) -> None:
    """Per book, lines run from 1 to the counter; every line is found by its token, every issued file by its hash."""
    books = site.books
    count: Counter = Counter()
    for book in books.books():
        numbers = [entry.number for entry in book]
        check.looked_at += len(numbers)
        last = books.counters.last("book", book.kind, str(book.year))
        if numbers != list(range(book.first_number, max(last, book.first_number - 1) + 1)):
            check.faults.append(f"book {book.volume_line}: numbers have gaps, or the counter ({last}) is off")
        for entry in book:
            count["tokens"] += bool(entry.token)
            count["hashes"] += bool(entry.sha256)
            count["waiting"] += entry.state == NUMBERED
            where = f"book {entry.volume_line} {entry.number}"
            if entry.token and books.by_token.get(entry.token) is not entry:
                check.faults.append(f"{where}: its QR token does not lead to it")
            if entry.sha256 and books.by_hash.get(entry.sha256) is not entry:
                check.faults.append(f"{where}: its hash does not lead to it")
            if _half_issued(entry):
                check.faults.append(f"{where}: half issued")
            waiting = books.waiting.get((book.kind, book.year, entry.number)) is entry
            if waiting != (entry.state == NUMBERED):
                check.faults.append(f"{where}: the signing tray disagrees")
    for name, tree in (("tokens", books.by_token), ("hashes", books.by_hash), ("waiting", books.waiting)):
        if len(tree) != count[name]:
            check.faults.append(f"register of {name}: {len(tree)} kept, {count[name]} lines of books have one")
    for visit in books.visits:
        if any(books.by_token.get(entry.token) is not entry for entry in visit.entries):
            check.faults.append(f"visit {visit.__name__}: a line of hers is in no book")


def _links_to_copies(check: Check, site: Site, settings: Settings) -> None:
    """Links lead to the copies they were handed out for, to the bytes that were issued, and no longer than was said."""
    check.looked_at = sum(1 for _ in site.books.deliveries.links())
    check.faults += untold_of_links(site.books)


def _queue(check: Check, site: Site, settings: Settings) -> None:
    """Per day, no number is left out or given twice, and each is as its records say."""
    for day in site.queue.days():
        check.looked_at += len(day)
        check.faults += [f"queue {day.__name__}: {fault}" for fault in untold_of_queue(day)]


def _half_issued(entry: BookEntry) -> bool:
    issued = entry.state in (ISSUED, CANCELLED, REPLACED)
    stored = entry.paper is not None and bool(entry.sha256)
    return issued != (entry.issued_at is not None) or stored != (issued and entry.way == ELECTRONIC)


def _worklists(check: Check, site: Site, settings: Settings) -> None:
    """Every dossier stands in the covering tree once, as it is."""
    check.looked_at = len(site.dossiers)
    check.faults += site.dossiers.listing_faults()
