"""hcc verify: references, papers, chains and numbers, a line a check."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ZODB.POSException import POSKeyError

from hcc.certifications.workflow import ISSUED, NUMBERED
from hcc.core.calendar import LOCAL
from hcc.core.identifiers import reception_number
from hcc.dossiers.resources import UNIT
from hcc.files.received import sha256_of
from hcc.settings import Settings
from hcc.storage.access_log import AccessLog

from .resources import Site


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
    """Every check, in order."""
    yield _references(site)
    yield _papers(site)
    yield _chains(site, settings)
    yield _reception_numbers(site, settings)
    yield _book_numbers(site)
    yield _worklists(site)


def _references(site: Site) -> Check:
    """Every object reachable from the root loads."""
    from ZODB.serialize import referencesf

    check, connection = Check("references"), site._p_jar
    seen, todo = set(), [connection.root()._p_oid]
    while todo:
        oid = todo.pop()
        if oid in seen:
            continue
        seen.add(oid)
        check.looked_at += 1
        try:
            data, _serial = connection._storage.load(oid)
            connection.get(oid)._p_activate()
            todo.extend(referencesf(data))
        except (POSKeyError, Exception) as problem:
            check.faults.append(f"object {oid.hex()} cannot be loaded: {type(problem).__name__}")
    return check


def _papers(site: Site) -> Check:
    """Every stored paper has the digest its record names."""
    check = Check("papers")

    def look(blob, digest: str, where: str) -> None:
        check.looked_at += 1
        try:
            if sha256_of(Path(blob.committed())) != digest:
                check.faults.append(f"{where}: bytes differ from the recorded digest")
        except (OSError, POSKeyError) as problem:
            check.faults.append(f"{where}: {type(problem).__name__}")

    for dossier in site.dossiers.all():
        for paper in dossier.papers:
            look(paper.original, paper.sha256, f"dossier {dossier.number_shown} paper {paper.number}")
            look(paper.clean, paper.clean_sha256, f"dossier {dossier.number_shown} paper {paper.number} clean copy")
    for scan in site.books.scans:
        look(scan.original, scan.sha256, f"scan {scan.__name__}")
        look(scan.clean, scan.clean_sha256, f"scan {scan.__name__} clean copy")
    for book in site.books.books():
        for entry in book:
            if entry.paper is not None:
                look(entry.paper, entry.sha256, f"certified copy {entry.number} of {book.volume_line}")
    return check


def _chains(site: Site, settings: Settings) -> Check:
    check = Check("chains")
    named = [("catalogue", site.procedures.chain)]
    named += [(f"account {official.login}", official.chain) for official in site.accounts.officials()]
    named += [(f"dossier {dossier.number_shown}", dossier.chain) for dossier in site.dossiers.all()]
    named += [(f"book {book.volume_line}", book.chain) for book in site.books.books()]
    for name, chain in named:
        check.looked_at += len(chain)
        check.faults += [f"{name}: {fault}" for fault in chain.faults()]
    check.faults += [f"access log: {fault}" for fault in AccessLog(settings.var / "access.log").faults()]
    return check


def _reception_numbers(site: Site, settings: Settings) -> Check:
    """Per day, serials run from 1 to the counter without gap or double."""
    check = Check("reception numbers")
    by_day: dict[str, list[int]] = {}
    for dossier in site.dossiers.all():
        if dossier.reception_number:
            check.looked_at += 1
            day = dossier.received_at.astimezone(LOCAL).date()
            serial = int(dossier.reception_number.rpartition("-")[2])
            by_day.setdefault(day.isoformat(), []).append(serial)
            if dossier.reception_number != reception_number(settings.agency_code, day, serial):
                check.faults.append(f"{dossier.reception_number} does not fit its day or agency")
            if site.dossiers.by_number(dossier.reception_number) is not dossier:
                check.faults.append(f"{dossier.reception_number} does not lead to its dossier")
    counters = site.dossiers.counters
    days = {name[2] for name in counters.names() if name[:2] == ("reception", str(UNIT))} | set(by_day)
    for day in sorted(days):
        last = counters.last("reception", str(UNIT), day)
        if sorted(by_day.get(day, [])) != list(range(1, last + 1)):
            check.faults.append(f"{day}: numbers have gaps or doubles, or the counter ({last}) is off")
    return check


def _book_numbers(site: Site) -> Check:
    """Per book, lines run from 1 to the counter; every line is found by its token, every issued file by its hash."""
    check, books = Check("book numbers"), site.books
    for book in books.books():
        numbers = [entry.number for entry in book]
        check.looked_at += len(numbers)
        last = books.counters.last("book", book.kind, str(book.year))
        if numbers != list(range(1, last + 1)):
            check.faults.append(f"book {book.volume_line}: numbers have gaps, or the counter ({last}) is off")
        for entry in book:
            if books.by_token.get(entry.token) is not entry:
                check.faults.append(f"book {book.volume_line} {entry.number}: its QR token does not lead to it")
            if entry.sha256 and books.by_hash.get(entry.sha256) is not entry:
                check.faults.append(f"book {book.volume_line} {entry.number}: its hash does not lead to it")
            if (entry.state == ISSUED) != (entry.issued_at is not None):
                check.faults.append(f"book {book.volume_line} {entry.number}: half issued")
            waiting = (book.kind, book.year, entry.number) in books.waiting
            if waiting != (entry.state == NUMBERED):
                check.faults.append(f"book {book.volume_line} {entry.number}: the signing tray disagrees")
    return check


def _worklists(site: Site) -> Check:
    """Every dossier stands in the covering tree once, as it is."""
    check = Check("worklists")
    check.faults += site.dossiers.listing_faults()
    check.looked_at = len(site.dossiers)
    return check
