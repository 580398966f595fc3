"""The search trees: dossiers by what people remember of one: a number or its tail, words of a name, a procedure.

Keys are kind, term and dossier, as one text. Numbers are kept backwards, so that a tail is the beginning of a term and
numbers given one after another lie apart. What a dossier is found by stands in the dossier too, which every act writes
anyway; not its reception number, which never changes and is put into the tree some days later (see `fresh_numbers`).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from hashlib import sha256
from heapq import merge
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from hcc.core.identifiers import reception_place
from hcc.core.line_trees import LineTree
from hcc.core.text import fold

from .fresh_numbers import FreshNumbers, backwards, receptions
from .listing import Listing
from .people import Person
from .worklist import Row

if TYPE_CHECKING:
    from .resources import Dossier


class Kind(StrEnum):
    """What a term is."""

    NUMBER = "number"
    """Reception number or dossier code, backwards."""
    PAPER = "paper"
    """Citizen number, number of the old card, of a passport, tax number; backwards."""
    PHONE = "phone"
    """Backwards."""
    NAME = "name"
    """A name without accents, from each of its words on: "le thi mau", "thi mau", "mau"."""
    PROCEDURE = "procedure"


Term = tuple[str, str]
"""Kind and term."""
_BEHIND = "\U0010ffff"
_MARK = "\t"
"""Parts a key. Less than whatever stands in a term, so that a term stands before those that begin with it."""
RARE = 500
"""Of several words the rarest is read; beyond this many they count as equally common."""


def _key(kind: str, term: str, dossier: int | None = None) -> str:
    """Where a term stands; without a dossier, before the first of those that are found by it."""
    return f"{kind}{_MARK}{term}" if dossier is None else f"{kind}{_MARK}{term}{_MARK}{dossier:019d}"


def name_words(name: str) -> str:
    """A name as it is compared: without accents, one space between words."""
    return " ".join(re.findall(r"\w+", fold(name)))


def has_words(name: str, words: Iterable[str]) -> bool:
    """Whether each word begins a word of the name; both as `name_words` writes them."""
    inside = f" {name}"
    return all(f" {word}" in inside for word in words)


def _from_each_word(name: str) -> Iterator[str]:
    words = name.split()
    return (" ".join(words[first:]) for first in range(len(words)))


def _people(dossier: "Dossier") -> list[Person]:
    parties = dossier.parties
    return [one for one in (parties.owner, parties.submitter, parties.proxy) if one is not None]


def terms_of(dossier: "Dossier") -> dict[Term, str]:
    """Everything a dossier is found by besides its reception number; with a name goes the list of all its names."""
    people = _people(dossier)
    names = list(dict.fromkeys(name for one in people if (name := name_words(one.name))))
    found = {(Kind.NAME.value, rest): "|".join(names) for name in names for rest in _from_each_word(name)}
    for one in people:
        for number in (one.citizen_number, one.old_number, one.passport, one.tax_number):
            found[Kind.PAPER.value, backwards(number)] = ""
        for number in (one.phone, one.contact_phone):
            found[Kind.PHONE.value, backwards(number)] = ""
    found[Kind.PROCEDURE.value, dossier.record.code] = ""
    return {term: names for term, names in found.items() if term[1]} | _code_of(dossier)


def _code_of(dossier: "Dossier") -> dict[Term, str]:
    """The term of a dossier code that another system gave."""
    code = dossier.dossier_code
    return {(Kind.NUMBER.value, backwards(code)): ""} if code not in ("", dossier.reception_number) else {}


def _number_of(dossier: "Dossier") -> Term:
    """The term of a reception number, which has a place of its own."""
    return Kind.NUMBER.value, backwards(dossier.reception_number)


class SearchTrees(FreshNumbers, Listing):
    """The part of the folder that finds its dossiers."""

    _terms: Any = None
    """None in an older database until its evolution step makes them."""

    def __init__(self) -> None:
        super().__init__()
        self._terms = LineTree()

    def begin_search(self) -> None:
        """Make the search trees anew."""
        self._terms = LineTree()
        for dossier in self.all():
            dossier.found_by, dossier.found_people = (), None
            self._note_terms(dossier)
            if dossier.reception_number:
                self.settle_number(dossier)
        for id in chain(*self.received_lately()):
            self.strike_off(id)
        self.fresh_days = ()

    def relist(self, dossier: "Dossier") -> None:
        super().relist(dossier)
        self._note_terms(dossier)

    def _note_terms(self, dossier: "Dossier") -> None:
        if self._terms is None:
            return
        if dossier.found_people is dossier.parties:  # most acts: only a dossier code may be new
            codes = _code_of(dossier)
            if {(kind, term) for kind, term, _ in dossier.found_by if kind == Kind.NUMBER} == codes.keys():
                return
            found = {(kind, term): names for kind, term, names in dossier.found_by if kind != Kind.NUMBER} | codes
        else:
            found = terms_of(dossier)
            dossier.found_people = dossier.parties
        told = tuple(sorted((*term, names) for term, names in found.items()))
        stays = {*found, _number_of(dossier)}
        for kind, term, _ in set(dossier.found_by) - set(told):
            if (kind, term) not in stays:
                self._terms.pop(_key(kind, term, dossier.id), None)
        for kind, term, names in set(told) - set(dossier.found_by):
            self._terms[_key(kind, term, dossier.id)] = names
        dossier.found_by = told

    def settle_number(self, dossier: "Dossier") -> None:
        """Put its reception number into the tree."""
        if self._terms is not None:
            self._terms[_key(*_number_of(dossier), dossier.id)] = ""

    def listing_faults(self) -> list[str]:
        return [*super().listing_faults(), *self._search_faults()]

    def _search_faults(self) -> Iterator[str]:
        count = 0
        for dossier in self.all():
            found, number = terms_of(dossier), _number_of(dossier)
            kept = all(self._terms.get(_key(*term, dossier.id)) == names for term, names in found.items())
            settled = bool(dossier.reception_number) and _key(*number, dossier.id) in self._terms
            place = reception_place(dossier.reception_number)
            if place is not None and not settled and place[0] not in self.fresh_days:
                kept = False
            if not kept or {(kind, term) for kind, term, _ in dossier.found_by} - {number} != found.keys() - {number}:
                yield f"dossier {dossier.number_shown} is not found by what it should be"
            count += len(found) + settled
        if count != len(self._terms):
            yield "the search finds dossiers by what they are not"

    # Reading

    def beginning_with(self, kind: Kind, start: str, after: int | None = None) -> Iterator[tuple[str, int, str]]:
        """Terms of a kind that begin so, with their dossiers and the names that go with them; behind a dossier's."""
        first, behind = _key(kind, start), _key(kind, start + _BEHIND)
        if after is not None and after in self._dossiers:
            own = [term for one, term, _ in self.found_by(after) if one == kind and term.startswith(start)]
            first = max([first, *(_key(kind, term, after) for term in sorted(own)[:1])])
        lines = self._terms.items(min=first, max=behind, excludemin=True)
        if kind == Kind.NUMBER:
            fresh = sorted(_key(kind, term, id) for term, id in self.fresh_numbers(start))
            lines = merge(lines, ((key, "") for key in fresh if key > first))
        for key, names in lines:
            _, term, id = key.split(_MARK)
            yield term, int(id), names

    def found_by(self, dossier: int) -> tuple[tuple[str, str, str], ...]:
        """Kind, term and names of everything a dossier is found by."""
        found = self._dossiers[dossier]
        own = ((*_number_of(found), ""),) if found.reception_number else ()
        return (*(one for one in found.found_by if one not in own), *own)

    def named(self, words: tuple[str, ...], after: int | None = None) -> Iterator[tuple[int | None, int]]:
        """Dossiers of which somebody has a name with all these words, each once, beside the dossier of each term read;
        None for those passed over.
        """
        rarest = min(reversed(words), key=self._how_common)
        for term, id, names in self.beginning_with(Kind.NAME, rarest, after):
            fitting = [name for name in names.split("|") if has_words(name, words)]
            own = (rest for name in fitting for rest in _from_each_word(name) if rest.startswith(rarest))
            yield (id if term == min(own, default=None) else None), id

    def _how_common(self, word: str) -> int:
        return sum(1 for _ in islice(self.beginning_with(Kind.NAME, word), RARE))

    def received_between(self, since: date, until: date, after: int | None = None) -> Iterator[int]:
        """Dossiers by day and serial of their reception numbers, of those received on these days."""
        row = self.row(after) if after is not None else None
        passed = reception_place(row.number) if row is not None else None
        first = max(since, passed[0]) if passed else since
        for name, serial, id in self.counters.held(receptions(first), receptions(until)):
            if passed is None or (name[-1], serial) > (passed[0].isoformat(), passed[1]):
                yield id

    def numbered_or_any(self, typed: str) -> tuple["Dossier | None", bool]:
        """The dossier with this number and True; else another one and False, found by the same reads.

        Which one hangs on the number, so that the next question for it finds as much in memory as one for a real number
        would. None only while there is no dossier at all.
        """
        term = backwards(typed)
        first = _key(Kind.NUMBER, term) + _MARK
        key = next(iter(self._terms.keys(min=first, max=first + _BEHIND)), None)
        if not self._dossiers:
            return None, False
        least, most = self._dossiers.minKey(), self._dossiers.maxKey()
        any_one = least + int.from_bytes(sha256(term.encode("utf-8", "replace")).digest()[:6]) % (most - least + 1)
        fresh = self.fresh_holder(term)  # asked for every number, so that each takes as long
        there = int(key.rpartition(_MARK)[2]) if key is not None else fresh or any_one
        dossier = self._dossiers[self._dossiers.minKey(min(there, most))]
        return dossier, key is not None or (bool(term) and backwards(dossier.reception_number) == term)


def received_on(row: Row) -> date | None:
    """The day of reception, as it stands in the number."""
    place = reception_place(row.number)
    return place[0] if place is not None else None
