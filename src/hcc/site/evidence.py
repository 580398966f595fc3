"""The chains of the office by kinds of things, for pages that may be of any feature and know no site."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.settings import Settings

from .chains import KINDS, UNIT_SHIFT, NamedChain, begun_chain, dossier_chain, kind_named, page_chain
from .newest_seal import NewestSeal, newest_seal
from .resources import Site

BEGUN = "begun"
MANY = ("dossiers", BEGUN, "pages", "days")
"""Kinds with a chain for each of thousands of things: never read all at once."""
OF_DOSSIERS = ("dossiers", BEGUN)
"""Kinds whose records tell what happened to somebody's papers: who reads them whole must be allowed the dossier."""


class Chained(NamedTuple):
    """A thing and its chain."""

    kind: str
    named: NamedChain
    thing: Any
    """The dossier, page or day; None where the chain is of no single thing."""
    cursor: str
    """Where to go on behind it."""


class Chains:
    """What may be looked through."""

    kinds: tuple[str, ...] = (*KINDS, BEGUN)
    many: tuple[str, ...] = MANY
    of_dossiers: tuple[str, ...] = OF_DOSSIERS

    def __init__(self, site: Site) -> None:
        self._site = site

    def few(self, kind: str = "") -> list[Chained]:
        """The chains of one of the kinds with few things, or of all those kinds."""
        kinds = [kind] if kind else [name for name in KINDS if name not in MANY]
        return [Chained(name, named, None, "") for name in kinds for named in KINDS[name](self._site)]

    def newest_seal(self, settings: Settings) -> NewestSeal:
        """What the chains can be held against besides their own digests."""
        return newest_seal(settings)

    def gone(self, seal: NewestSeal, kind: str) -> list[str]:
        """Names of chains that were sealed and are not there, of one of the kinds with few things, or of all those."""
        kinds = {kind} if kind else set(KINDS) - set(MANY)
        there = {one.named.name for one in self.few(kind)}
        return sorted(name for name in seal.heads or () if kind_named(name) in kinds and name not in there)

    def newest_first(self, kind: str, after: str, until: datetime | None) -> Iterator[Chained]:
        """Things of one of the kinds with many, the newest first, behind the cursor; `until`: none begun later."""
        if kind == "dossiers":
            yield from self._dossiers(after, until)
        elif kind == BEGUN:
            yield from _behind(self._begun(until), after, "cursor")
        elif kind == "pages":
            items = self._pages()
            for item in _behind(sorted(items, key=lambda one: (one.changed_at, one.id), reverse=True), after, "id"):
                yield Chained(kind, page_chain(item), item, item.id)
        else:
            for day in _behind(list(reversed(list(self._site.queue.days()))), after, "__name__"):
                yield Chained(kind, NamedChain(f"queue {day.__name__}", "", day.chain), day, day.__name__)

    def _dossiers(self, after: str, until: datetime | None) -> Iterator[Chained]:
        folder = self._site.dossiers
        before = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
        if before is None and until is not None:
            before = folder.first_begun_after(until)
        for dossier in folder.all_before(before):
            yield Chained("dossiers", dossier_chain(dossier), dossier, str(dossier.id))

    def _pages(self) -> list[Any]:
        """Those in the trash too."""
        content = self._site.content
        return [*content.by_id.values(), *content.trash.things()] if content is not None else []

    def _begun(self, until: datetime | None) -> list[Chained]:
        begun = [one for one in self._site.dossiers.all_begun() if until is None or one.created_at <= until]
        begun.sort(key=lambda one: (one.created_at, one.token), reverse=True)
        return [Chained(BEGUN, named := begun_chain(one), one, named.name) for one in begun]

    def of_dossier(self, number: str) -> Chained | None:
        """By reception number or dossier code."""
        dossier = self._site.dossiers.by_number(number)
        return Chained("dossiers", dossier_chain(dossier), dossier, "") if dossier is not None else None

    def named(self, name: str) -> Chained | None:
        """The chain of this name, as seals have it."""
        kind, _, which = name.partition(" ")
        if kind == "dossier":
            return self._dossier_named(which)
        if kind == BEGUN:
            return next((one for one in self._begun(None) if one.named.name == name), None)
        if kind == "page":
            item = next((one for one in self._pages() if one.id == which), None)
            return Chained("pages", page_chain(item), item, "") if item is not None else None
        if kind == "queue" and which:
            return next((one for one in self.newest_first("days", "", None) if one.named.name == name), None)
        return next((one for one in self.few() if one.named.name == name), None)

    def _dossier_named(self, which: str) -> Chained | None:
        parts = which.split("-")
        if len(parts) != 2 or not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in parts):
            return None
        id = (int(parts[0]) << UNIT_SHIFT) + int(parts[1])
        dossier = next(self._site.dossiers.all_before(id + 1), None)
        return Chained("dossiers", dossier_chain(dossier), dossier, "") if dossier and dossier.id == id else None


def _behind(things: list[Any], after: str, name: str) -> list[Any]:
    """Those that stand behind the one of this name; all where it is not there."""
    place = next((at + 1 for at, one in enumerate(things) if getattr(one, name) == after), 0) if after else 0
    return things[place:]


def _chains(request: Request) -> Chains:
    return Chains(request.site)


def includeme(config: Configurator) -> None:
    config.add_request_method(_chains, "chains", reify=True)
