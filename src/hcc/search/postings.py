"""Where a term stands, as a set of bits and an array of weights; and a bounded memory of such answers.

A set of documents is a Python int with bit n for document n: AND is `&` and counting is `bit_count()`, both in C.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

_ONE = ord("1")
_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents a term stands in, and its weight in each (same order)."""

    bits: int
    documents: array
    weights: array

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return self.bits.bit_length() // 8 + 8 * len(self.documents) + 200


NO_POSTINGS = Postings(0, array("I"), array("f"))


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


def scored(bits: int, in_title: int, scores: list[float]) -> Scored:
    """Keep `scores` the shorter way."""
    if bits.bit_count() * 8 < len(scores):
        documents = array("I", (document for document, score in enumerate(scores) if score))
        return Scored(bits, in_title, array("f", (scores[document] for document in documents)), documents)
    return Scored(bits, in_title, array("f", scores))


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
