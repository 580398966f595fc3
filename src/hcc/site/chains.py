"""Every chain of evidence in the office, by name."""

from collections.abc import Iterator
from typing import NamedTuple

from hcc.core.evidence import Evidence

from .resources import Site

UNIT_SHIFT = 32


class NamedChain(NamedTuple):
    """One chain. `name` is for life and says nothing of anybody; `shown` is what the office calls the thing now."""

    name: str
    shown: str
    chain: Evidence


def chains_of(site: Site) -> Iterator[NamedChain]:
    """Every chain in the database, the few large ones first. What is loaded meanwhile is the caller's to give back."""
    for name, chain in (
        ("catalogue", site.procedures.chain),
        ("calendar", site.calendar_book.chain),
        ("units", site.accounts.chain),
        ("queue", site.queue.chain),
        ("jobs", site.jobs.chain),
    ):
        yield NamedChain(name, name, chain)
    if site.dossiers.decisions is not None:
        yield NamedChain("decisions of the office", "decisions of the office", site.dossiers.decisions)
    if site.content is not None:
        yield NamedChain("pages of the centre", "pages of the centre", site.content.chain)
        for item in site.content.by_id.values():
            yield NamedChain(f"page {item.id}", f"page {item.id}", item.chain)
    for official in site.accounts.officials():
        yield NamedChain(f"account {official.login}", f"account {official.login}", official.chain)
    for name, chain in (
        ("refusals to certify", site.books.refusals.chain),
        ("cash", site.books.cash.chain),
        ("certification fees", site.books.fees.chain),
    ):
        yield NamedChain(name, name, chain)
    for book in site.books.books():
        yield NamedChain(f"book {book.kind} {book.year}", f"book {book.volume_line}", book.chain)
    for day in site.queue.days():
        yield NamedChain(f"queue {day.__name__}", f"queue {day.__name__}", day.chain)
    for dossier in site.dossiers.all():
        unit, number = divmod(dossier.id, 1 << UNIT_SHIFT)
        yield NamedChain(f"dossier {unit}-{number}", f"dossier {dossier.number_shown}", dossier.chain)
