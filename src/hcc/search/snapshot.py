"""One generation of the index, read-only: what every query of every thread works on until the next one."""

import math
import threading
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, islice, takewhile
from typing import TYPE_CHECKING, Any

from hcc.search.names import Name, initials
from hcc.search.outline import Outline
from hcc.search.postings import NO_POSTINGS, Memory, Postings, Scored, bits_of, flags_of, number_type
from hcc.search.schema import facet_of
from hcc.search.text import order_key, spellings

if TYPE_CHECKING:
    from hcc.search.memory import MemoryStorage

_PARSED_LIMIT = 500
"""Documents whose parsed names are kept; a few kilobytes each."""


_END_LIMIT = 40
_ENDS = 8
"""Characters of an end of a name, and words of a name from which one begins, that serve suggestions."""


def _word_starts(folded: str) -> list[int]:
    starts = [0] if folded else []
    while len(starts) < _ENDS and (space := folded.find(" ", starts[-1] if starts else 0)) >= 0:
        starts.append(space + 1)
    return starts


class Unreadable(Exception):
    """Whoosh cannot make sense of the files, although they are the ones that were written."""


@contextmanager
def _only_unreadable() -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        raise Unreadable from problem


@dataclass(frozen=True)
class _Grown:
    """What a generation has of the one it was made from, while it is being prepared."""

    former: "Snapshot"
    gone: list[int]
    """Documents of the former one that stand here no longer, or otherwise."""
    fresh: list[int]
    """Documents that did not stand there."""
    keeps_terms: bool
    """Whether every segment is still there: terms of what was taken out stay too, as they do in Whoosh."""


class Snapshot:
    """Documents are numbered from 0; deleted ones and the position's own keep a number and are in no set.

    Whoosh's reader is not safe to share, so it is only used under a lock, and only to fill the memory.
    """

    def __init__(
        self, storage: "MemoryStorage", generation: int, cache_bytes: int, former: "Snapshot | None" = None
    ) -> None:
        """`former`: the generation it was made from; what both hold is not read again."""
        self.generation = generation
        self.files: Mapping[str, bytes] = dict(storage.files)
        self._reader = storage.open_index().reader()
        self._reading = threading.RLock()
        self.count: int = self._reader.doc_count_all()
        position: tuple[int, int] | None = None
        self.as_of = ""
        self.keys: list[str] = [""] * self.count
        self.ranks = array("f", bytes(4 * self.count))
        self._orders: list[bytes] = [b""] * self.count
        self.names: list[tuple[str, ...]] = [()] * self.count
        """For each document its title and its other titles, as written."""
        self.folded: list[tuple[str, ...]] = [()] * self.count
        """The same, folded, syllables parted by single spaces."""
        self._newest = array("q", bytes(8 * self.count))
        self.ways = array("H", bytes(2 * self.count))
        """For each document the number of ways people ask for it, its names among them."""
        self.title_lengths, self.text_lengths = array("H", bytes(2 * self.count)), array("I", bytes(4 * self.count))
        title_lengths, text_lengths = self.title_lengths, self.text_lengths
        self._stamps: list[str] = [""] * self.count
        self._place = -1
        """Number of the document that says how far the index has come."""
        live, carried, fresh = [], set[int](), []
        for number, here, row in self._rows(former):
            if "sequence" in row:
                position, self.as_of, self._place = (row["sequence"], row["mark"]), row["as_of"], number
                continue
            live.append(number)
            if former is not None and here is not None:
                carried.add(here)
                self.keys[number], self.ranks[number] = former.keys[here], former.ranks[here]
                self.ways[number] = former.ways[here]
                self.names[number], self.folded[number] = former.names[here], former.folded[here]
                self._orders[number], self._newest[number] = former._orders[here], former._newest[here]
                self._stamps[number] = former._stamps[here]
                title_lengths[number], text_lengths[number] = former.title_lengths[here], former.text_lengths[here]
                continue
            fresh.append(number)
            self.keys[number] = row["key"]
            self.ranks[number] = row["rank"]
            self._orders[number] = row["order"]
            self.names[number], self.folded[number] = tuple(row["names"]), tuple(row["folded"])
            self.ways[number] = min(row["ways"], 0xFFFF)
            self._newest[number] = row["newest"]
            self._stamps[number] = row["stamp"]
            title_lengths[number] = min(row["title_length"], 0xFFFF)
            text_lengths[number] = row["text_length"]
        if position is None:
            raise ValueError("the index does not say how far it has come")
        self.position = position
        self.live = bits_of(live, self.count)
        self.total = len(live)
        self._live = live
        self.all_ways = sum(self.ways)
        self.mean_text_length = sum(text_lengths) / max(self.total, 1) or 1.0
        self.memory: Memory[Scored] = Memory(cache_bytes // 2)
        self.answers: Memory[Any] = Memory(cache_bytes // 4)
        """Whole answers, best first, by what was typed."""
        self.shortness: array | None = None
        self.priors: list[float] | None = None
        self.damping: list[float] | None = None
        self._tells: dict[str, float] = {}
        self._grown: _Grown | None = None
        if former is not None:
            gone = [number for number in former._live if number not in carried]
            self._grown = _Grown(former, gone, fresh, former.segments.keys() <= self.segments.keys())
        self._parsed: dict[int, tuple[Name, ...]] = {}
        self._postings: Memory[Postings] = Memory(cache_bytes // 4)

    def prepare(self) -> "Snapshot":
        """Work out now what every query needs, so that none has to wait for it. Returns itself."""
        for name in (
            *("facets", "acts", "words", "title_pairs", "title_uses", "precedence"),
            *("asked_words", "asked_pairs"),
        ):
            getattr(self, name)
        self._grown = None
        return self

    def _rows(self, former: "Snapshot | None") -> Iterator[tuple[int, int | None, dict[str, Any]]]:
        """Each document with its number, that in the generation before if it stood there, and else what is stored of
        it.
        """
        before = former.segments if former is not None else {}
        self.segments: dict[str, int] = {}
        """The number of the first document of each segment."""
        for reader, first in self._reader.leaf_readers():
            name = reader.segment().segment_id()
            self.segments[name] = first
            deleted, was = reader.deleted_docs_set, before.get(name)
            for place in range(reader.doc_count_all()):
                if place in deleted:
                    continue
                if was is not None:
                    yield first + place, was + place, {}
                else:
                    yield first + place, None, reader.stored_fields(place)["row"]

    def numbers_of(self, keys: Iterable[str]) -> list[int]:
        """The numbers of those of these documents that there are, and of what says how far the index has come."""
        wanted = set(keys)
        return [self._place, *(number for number in self._live if self.keys[number] in wanted)]

    def otherwise(self, keys: Iterable[str], stamp: Callable[[str], str | None]) -> set[str]:
        """Those of `keys` that do not stand here with the stamp they have now."""
        wanted = set(keys)
        here = {self.keys[n]: self._stamps[n] for n in self._live if self.keys[n] in wanted}
        return {key for key in wanted if (now := stamp(key)) != here.get(key) or now == ""}

    def is_still_right(self, position: tuple[int, int], as_of: str) -> None:
        """Note that it stands for that moment too. Its files do not say so: whoever opens them looks again."""
        self.as_of, self.position = as_of, position

    def postings(self, field: str, term: str) -> Postings:
        """Where `term` stands in `field`. Deleted documents are left out."""
        return self._postings.get((field, term), lambda: self._read(field, term))

    def _read(self, field: str, term: str) -> Postings:
        from hcc.search.reading import postings_of

        with self._reading, _only_unreadable():
            found = postings_of(self._reader.leaf_readers(), field, term, number_type(self.count))
        return Postings(*found, self.count) if found[0] else NO_POSTINGS

    def rarity(self, found: int) -> float:
        """How much a term that stands in `found` documents tells: inverse document frequency, never below 0."""
        return math.log(1 + (self.total - found + 0.5) / (found + 0.5))

    @cached_property
    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """Every facet's values in Vietnamese order, each with its set of documents."""
        facets: dict[str, list[tuple[str, int]]] = {}
        for term in self._terms("facet"):
            name, value = facet_of(term)
            if bits := self._read("facet", term).bits:
                facets.setdefault(name, []).append((value, bits))
        return {name: sorted(values, key=lambda v: (order_key(v[0]), v[0])) for name, values in sorted(facets.items())}

    @cached_property
    def outline(self) -> Outline:
        """What is in this generation, in short."""
        counts = {name: {value: bits.bit_count() for value, bits in values} for name, values in self.facets.items()}
        return Outline(self.position, self.as_of, self.total, counts)

    @cached_property
    def acts(self) -> dict[str, int]:
        """The documents whose title opens with an act on something granted before, by act (see `actions`)."""
        return {act: self._read("act", act).bits for act in self._terms("act")}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every syllable of the index, folded and exact."""
        return self._all_terms("text", "words")

    @cached_property
    def title_pairs(self) -> frozenset[str]:
        """Every pair of neighbouring syllables of a title, folded."""
        return self._all_terms("title_b", "title_pairs")

    @cached_property
    def asked_words(self) -> dict[str, list[str]]:
        """Every syllable people ask by, folded, with its exact forms."""
        words: dict[str, list[str]] = {}
        if self._grown is not None and self._grown.keeps_terms:
            words.update(self._grown.former.asked_words)
        for exact in self._new_terms("asked"):
            folded = spellings(exact)[1]
            if exact not in words.get(folded, ()):
                words[folded] = sorted([*words.get(folded, ()), exact])
        return words

    def asking(self, word: str) -> int:
        """The documents people ask for by a folded syllable, as a set of bits."""
        bits = 0
        for exact in self.asked_words.get(word, ()):
            bits |= self.postings("asked", exact).bits
        return bits

    @cached_property
    def asked_pairs(self) -> frozenset[str]:
        """Every pair of neighbouring syllables people ask by, folded."""
        return self._all_terms("asked_b", "asked_pairs")

    @cached_property
    def title_uses(self) -> Counter[str]:
        """For each folded syllable the number of documents with a name that has it."""
        if self._grown is not None:
            uses = self._grown.former.title_uses.copy()
            uses.subtract(chain.from_iterable(self._grown.former.title_words(n) for n in self._grown.gone))
            uses.update(chain.from_iterable(self.title_words(n) for n in self._grown.fresh))
            return +uses
        return Counter(chain.from_iterable(map(self.title_words, self._live)))

    def title_words(self, number: int) -> set[str]:
        """The folded syllables of a document's names."""
        return set(" ".join(self.folded[number]).split())

    def tells(self, word: str) -> float:
        """How much a folded syllable tells: its rarity among names."""
        if (told := self._tells.get(word)) is None:
            told = self.rarity(self.title_uses[word])
            if word in self.title_uses:
                self._tells[word] = told
        return told

    def parsed_names(self, number: int) -> tuple[Name, ...]:
        """The names of a document, ready to be compared with."""
        if (names := self._parsed.get(number)) is None:
            if len(self._parsed) > _PARSED_LIMIT:
                self._parsed = {}
            both = zip(self.names[number], self.folded[number], strict=True)
            names = self._parsed[number] = tuple([Name(name, folded, self.tells) for name, folded in both])
        return names

    @cached_property
    def name_ends(self) -> tuple[list[str], list[tuple[int, int, int]]]:
        """Every end of every folded name that begins with one of its first words, sorted, and beside it where it is
        from: the document, which of its names, and the place of the word. Cut to what somebody may type."""
        ends = [
            (folded[start : start + _END_LIMIT], (number, which, place))
            for number in self._live
            for which, folded in enumerate(self.folded[number])
            for place, start in enumerate(_word_starts(folded))
        ]
        ends.sort()
        return [end for end, _ in ends], [entry for _, entry in ends]

    @cached_property
    def initials(self) -> tuple[str, list[str]]:
        """The first letters of every different name ("|dkks|tlks|"), and these names as written, in the same order."""
        spelled = {folded: name for n in self._live for folded, name in zip(self.folded[n], self.names[n], strict=True)}
        known = sorted(folded for folded in spelled if folded)
        return initials(known), [spelled[folded] for folded in known]

    @cached_property
    def codes(self) -> list[str]:
        """Every code term, sorted."""
        return self._terms("code")

    def codes_beginning(self, start: str) -> list[str]:
        """The code terms that begin with `start`."""
        first = bisect_left(self.codes, start)
        return list(takewhile(lambda term: term.startswith(start), self.codes[first:]))

    def _terms(self, field: str) -> list[str]:
        with self._reading, _only_unreadable():
            return [term.decode() for term in self._reader.lexicon(field)]

    def _new_terms(self, field: str) -> list[str]:
        """The terms of segments that the generation before did not have, where its own are kept; else all."""
        if self._grown is None or not self._grown.keeps_terms:
            return self._terms(field)
        before = self._grown.former.segments
        with self._reading, _only_unreadable():
            readers = [one for one, _ in self._reader.leaf_readers() if one.segment().segment_id() not in before]
            return sorted({term.decode() for reader in readers for term in reader.lexicon(field)})

    def _all_terms(self, field: str, name: str) -> frozenset[str]:
        new = frozenset(self._new_terms(field))
        if self._grown is None or not self._grown.keeps_terms:
            return new
        former: frozenset[str] = getattr(self._grown.former, name)
        return former if new <= former else former | new

    @cached_property
    def by_title(self) -> list[int]:
        """All documents in the order of their titles."""
        return sorted(self._live, key=lambda n: (self._orders[n], self.keys[n]))

    @cached_property
    def by_rank(self) -> list[int]:
        """All documents, the highest rank first, then by title."""
        return sorted(self.by_title, key=lambda n: -self.ranks[n])

    @cached_property
    def by_newest(self) -> list[int]:
        """All documents, the newest first, then by title."""
        return sorted(self.by_title, key=lambda n: -self._newest[n])

    @cached_property
    def precedence(self) -> array:
        """For each document a figure that is higher the earlier it stands in `by_rank`."""
        places = array("i", bytes(4 * self.count))
        for place, number in enumerate(self.by_rank):
            places[number] = -place
        return places

    def in_order(self, order: list[int], bits: int, start: int, stop: int) -> list[int]:
        """The documents of a set as they stand in `order`, from `start` to before `stop`."""
        flags = flags_of(bits, self.count)
        return list(islice(compress(order, map(flags.__getitem__, order)), start, stop))
