"""The search trees: dossiers by what people remember of one: a number or its tail, words of a name, a procedure.

Keys are kind, term and dossier, as one text. Numbers are kept backwards, so that a tail is the beginning of a term and
numbers given one after another lie apart: receivers at work do not meet in one part of the tree. What a dossier is
found by stands in the dossier too, which every act writes anyway.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from hcc.core.identifiers import reception_place
from hcc.core.line_trees import LineTree
from hcc.core.text import fold

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


RECEPTIONS = "reception"
"""The series of reception numbers: by unit and day."""
UNIT = 1
"""The one unit of a commune's centre; ids are unit << 32 | number."""
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


def backwards(typed: str) -> str:
    """A number as its terms are kept: letters and digits alone, capitals, last first."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())[::-1]


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
    """Everything a dossier is found by; with a name goes the list of all its names."""
    people = _people(dossier)
    names = list(dict.fromkeys(name for one in people if (name := name_words(one.name))))
    found = {(Kind.NAME.value, rest): "|".join(names) for name in names for rest in _from_each_word(name)}
    for one in people:
        for number in (one.citizen_number, one.old_number, one.passport, one.tax_number):
            found[Kind.PAPER.value, backwards(number)] = ""
        for number in (one.phone, one.contact_phone):
            found[Kind.PHONE.value, backwards(number)] = ""
    found[Kind.PROCEDURE.value, dossier.record.code] = ""
    return {term: names for term, names in found.items() if term[1]} | _numbers_of(dossier)


def _numbers_of(dossier: "Dossier") -> dict[Term, str]:
    numbers = map(backwards, {dossier.reception_number, dossier.dossier_code})
    return {(Kind.NUMBER.value, number): "" for number in numbers if number}


class SearchTrees(Listing):
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

    def relist(self, dossier: "Dossier") -> None:
        super().relist(dossier)
        self._note_terms(dossier)

    def _note_terms(self, dossier: "Dossier") -> None:
        if self._terms is None:
            return
        if dossier.found_people is dossier.parties:  # most acts: only numbers may be new
            rest = {(kind, term): names for kind, term, names in dossier.found_by if kind != Kind.NUMBER}
            found = rest | _numbers_of(dossier)
        else:
            found = terms_of(dossier)
            dossier.found_people = dossier.parties
        told = tuple(sorted((*term, names) for term, names in found.items()))
        if told == dossier.found_by:
            return
        for kind, term, _ in set(dossier.found_by) - set(told):
            if (kind, term) not in found:
                self._terms.pop(_key(kind, term, dossier.id), None)
        for kind, term, names in set(told) - set(dossier.found_by):
            self._terms[_key(kind, term, dossier.id)] = names
        dossier.found_by = told

    def listing_faults(self) -> list[str]:
        return [*super().listing_faults(), *self._search_faults()]

    def _search_faults(self) -> Iterator[str]:
        count = 0
        for dossier in self.all():
            found = terms_of(dossier)
            count += len(found)
            kept = all(self._terms.get(_key(*term, dossier.id)) == names for term, names in found.items())
            if not kept or {(kind, term) for kind, term, _ in dossier.found_by} != set(found):
                yield f"dossier {dossier.number_shown} is not found by what it should be"
        if count != len(self._terms):
            yield "the search finds dossiers by what they are not"

    # Reading

    def beginning_with(self, kind: Kind, start: str, after: int | None = None) -> Iterator[tuple[str, int, str]]:
        """Terms of a kind that begin so, with their dossiers and the names that go with them; behind a dossier's."""
        first, behind = _key(kind, start), _key(kind, start + _BEHIND)
        if after is not None and (dossier := self._dossiers.get(after)) is not None:
            own = [term for one, term, _ in dossier.found_by if one == kind and term.startswith(start)]
            first = max([first, *(_key(kind, term, after) for term in sorted(own)[:1])])
        for key, names in self._terms.items(min=first, max=behind, excludemin=True):
            _, term, id = key.split(_MARK)
            yield term, int(id), names

    def found_by(self, dossier: int) -> tuple[tuple[str, str, str], ...]:
        """Kind, term and names of everything a dossier is found by."""
        return self._dossiers[dossier].found_by

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
        days = [(RECEPTIONS, str(UNIT), day.isoformat()) for day in (max(since, passed[0]) if passed else since, until)]
        for name, serial, id in self.counters.held(days[0], days[1]):
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
        there = int(key.rpartition(_MARK)[2]) if key is not None else any_one
        return self._dossiers[self._dossiers.minKey(there)], key is not None


def received_on(row: Row) -> date | None:
    """The day of reception, as it stands in the number."""
    place = reception_place(row.number)
    return place[0] if place is not None else None
