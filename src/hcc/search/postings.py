"""Where a term stands, as a set of bits and an array of weights; and a bounded memory of such answers.

A set of documents is a Python int with bit n for document n: AND is `&` and counting is `bit_count()`, both in C.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Generic, TypeVar

_ONE = ord("1")
_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")


_SHORT_NUMBERS = 2**16
_MANY = 8
"""Where one document in so many answers, figures are kept for all documents of the index."""


def number_type(count: int) -> str:
    """The type of array that holds numbers of `count` documents."""
    return "H" if count <= _SHORT_NUMBERS else "I"


class Postings:
    """The documents a term stands in, and its weight in each (same order)."""

    def __init__(self, documents: array, weights: array, count: int) -> None:
        """`count`: documents of the index."""
        self.documents, self.weights, self._count = documents, weights, count

    @cached_property
    def bits(self) -> int:
        """The documents as a set."""
        return bits_of(self.documents, self._count)

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        each = self.documents.itemsize + self.weights.itemsize
        return self._count // 8 + each * len(self.documents) + 300


NO_POSTINGS = Postings(array("H"), array("B"), 0)


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents that answer a part of a query, with what each earns for it.

    `scores` has a figure for every document of the index, or, where that is shorter, for each of `documents` alone.
    """

    bits: int
    in_title: int
    scores: array
    documents: array | None = None

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return (
            (self.bits.bit_length() + self.in_title.bit_length()) // 8
            + 4 * len(self.scores)
            + 4 * len(self.documents or ())
            + 300
        )


def bits_of(documents: Iterable[int], count: int) -> int:
    """The set of `documents` among `count`."""
    flags = bytearray(b"0") * count
    for document in documents:
        flags[document] = _ONE
    flags.reverse()
    return int(flags, 2) if flags else 0


def flags_of(bits: int, count: int) -> bytes:
    """One byte for each of `count` documents: 1 where it is in the set. For `itertools.compress`."""
    return format(bits, f"0{count}b")[::-1].encode().translate(_AS_FLAGS)[:count]


def numbers_of(bits: int, count: int) -> list[int]:
    """The documents of a set among `count`, in order."""
    return list(compress(range(count), flags_of(bits, count)))


def scored(bits: int, in_title: int, scores: list[float]) -> Scored:
    """Keep `scores` of all documents the shorter way; none outside `bits` has any."""
    count = len(scores)
    if bits.bit_count() * _MANY < count:
        documents = numbers_of(bits, count)
        return scored_at(bits, in_title, documents, map(scores.__getitem__, documents), count)
    return Scored(bits, in_title, array("f", scores))


def scored_at(bits: int, in_title: int, documents: Sequence[int], scores: Iterable[float], count: int) -> Scored:
    """Keep the scores of `documents` among `count` the shorter way."""
    if len(documents) * _MANY < count:
        return Scored(bits, in_title, array("f", scores), array(number_type(count), documents))
    every = array("f", bytes(4 * count))
    for document, score in zip(documents, scores, strict=True):
        every[document] = score
    return Scored(bits, in_title, every)


Value = TypeVar("Value", Postings, Scored)


class Memory(Generic[Value]):
    """Answers made once and kept while they are in use, up to a number of bytes. Threads may share it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The answer kept under `key`, or what `make` makes. Two threads may make the same one; one is kept."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
                return value
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self.size += value.size
                while self.size > self._limit:
                    _, oldest = self._kept.popitem(last=False)
                    self.size -= oldest.size
        return value

    def __len__(self) -> int:
        return len(self._kept)
