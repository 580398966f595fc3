"""Every chain of evidence in the office, by name."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from hcc.core.evidence import Evidence

from .resources import Site

if TYPE_CHECKING:
    from hcc.content.resources import Item
    from hcc.dossiers.resources import Dossier

UNIT_SHIFT = 32


class NamedChain(NamedTuple):
    """One chain. `name` is for life and says nothing of anybody; `shown` is what the office calls the thing now."""

    name: str
    shown: str
    chain: Evidence


def chains_of(site: Site) -> Iterator[NamedChain]:
    """Every chain that stays, the few large ones first. What is loaded meanwhile is the caller's to give back."""
    for of_kind in KINDS.values():
        yield from of_kind(site)


def passing_chains(site: Site) -> Iterator[NamedChain]:
    """Chains of things that may rightly be gone tomorrow: never sealed, since a seal would miss them."""
    return map(begun_chain, site.dossiers.all_begun())


def begun_chain(dossier: "Dossier") -> NamedChain:
    """Of one without a number. Its token opens it, so the name tells only a digest of that."""
    name = f"begun {sha256(dossier.token.encode()).hexdigest()[:16]}"
    return NamedChain(name, name, dossier.chain)


def dossier_chain(dossier: "Dossier") -> NamedChain:
    return NamedChain(_name_of(dossier), told_as(dossier), dossier.chain)


def told_as(dossier: "Dossier") -> str:
    """A dossier in what is printed: its number; without one never its token, which opens it."""
    if dossier.reception_number:
        return f"dossier {dossier.reception_number}"
    return _name_of(dossier) if dossier.id else begun_chain(dossier).name


def _name_of(dossier: "Dossier") -> str:
    unit, number = divmod(dossier.id, 1 << UNIT_SHIFT)
    return f"dossier {unit}-{number}"


def _one(name: str, chain_of: Callable[[Site], Evidence | None]) -> Callable[[Site], Iterator[NamedChain]]:
    """A kind of which there is one chain, or none yet."""

    def chains(site: Site) -> Iterator[NamedChain]:
        chain = chain_of(site)
        if chain is not None:
            yield NamedChain(name, name, chain)

    return chains


def page_chain(item: "Item") -> NamedChain:
    return NamedChain(f"page {item.id}", f"page {item.id}", item.chain)


def _pages(site: Site) -> Iterator[NamedChain]:
    if site.content is not None:
        yield from map(page_chain, site.content.by_id.values())
        yield from map(page_chain, site.content.trash.things())


def _accounts(site: Site) -> Iterator[NamedChain]:
    for official in site.accounts.officials():
        yield NamedChain(f"account {official.login}", f"account {official.login}", official.chain)


def _books(site: Site) -> Iterator[NamedChain]:
    for book in site.books.books():
        yield NamedChain(f"book {book.kind} {book.year}", f"book {book.volume_line}", book.chain)


def _days(site: Site) -> Iterator[NamedChain]:
    for day in site.queue.days():
        yield NamedChain(f"queue {day.__name__}", f"queue {day.__name__}", day.chain)


KINDS: dict[str, Callable[[Site], Iterator[NamedChain]]] = {
    "catalogue": _one("catalogue", lambda site: site.procedures.chain),
    "calendar": _one("calendar", lambda site: site.calendar_book.chain),
    "units": _one("units", lambda site: site.accounts.chain),
    "queue": _one("queue", lambda site: site.queue.chain),
    "jobs": _one("jobs", lambda site: site.jobs.chain),
    "decisions": _one("decisions of the office", lambda site: site.dossiers.decisions),
    "content": _one("pages of the centre", lambda site: site.content.chain if site.content is not None else None),
    "pages": _pages,
    "accounts": _accounts,
    "refusals": _one("refusals to certify", lambda site: site.books.refusals.chain),
    "cash": _one("cash", lambda site: site.books.cash.chain),
    "fees": _one("certification fees", lambda site: site.books.fees.chain),
    "books": _books,
    "days": _days,
    "dossiers": lambda site: map(dossier_chain, site.dossiers.all()),
}
"""Kind of thing -> its chains."""
_ONE_OF_MANY = {"account": "accounts", "book": "books", "dossier": "dossiers", "page": "pages", "queue": "days"}
_ONLY = {
    "decisions of the office": "decisions",
    "pages of the centre": "content",
    "refusals to certify": "refusals",
    "certification fees": "fees",
}


def kind_named(name: str) -> str:
    """The kind of the chain that a seal calls so; empty: of none."""
    first, more, _ = name.partition(" ")
    kind = _ONLY.get(name) or (_ONE_OF_MANY.get(first, "") if more else name)
    return kind if kind in KINDS else ""
