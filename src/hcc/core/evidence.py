"""Evidence: records chained by SHA-256, one chain a dossier, a book, an account, the catalogue.

A chain shows that no record was changed, dropped from the middle, inserted or reordered. It is per object, never
global: a global chain would make every two acts conflict.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any

from BTrees.IOBTree import IOBTree
from persistent import Persistent

from .act import Act
from .short_leaves import NumberedTree

GENESIS = "0" * 64
STEAD = "stead"
"""The fact that says in whose stead an act was done."""
MISSING, CHANGED, CUT_OFF = "missing", "changed", "cut off"
"""What may be wrong with a link of a chain."""
_FAULTS = {
    MISSING: "record {} is missing or out of order",
    CHANGED: "record {} was changed",
    CUT_OFF: "the end of the chain was cut off or replaced",
}


@dataclass(frozen=True)
class Record:
    """One act, as it was recorded."""

    sequence: int
    at: datetime
    """UTC."""
    by: str
    what: str
    """The verb of the act, or what became of it."""
    facts: dict[str, Any]
    digest: str

    @property
    def stead(self) -> str:
        """Login of the absent official in whose stead `by` acted; empty: in her own."""
        return self.facts.get(STEAD, "")


@cache
def _encode() -> Callable[[list[Any]], bytes]:
    """The encoder of lines, loaded for the first record: keys in order, no spaces, UTF-8."""
    from msgspec.json import Encoder

    return Encoder(order="sorted").encode


@cache
def _decode() -> Callable[[str], Any]:
    """The decoder of lines, loaded for the first record that is read."""
    from msgspec.json import decode

    return decode


def _record(stored: tuple[str, str]) -> Record:
    line, digest = stored
    sequence, at, by, what, facts = _decode()(line)
    return Record(sequence, datetime.fromisoformat(at), by, what, facts, digest)


def _digest(previous: str, line: str) -> str:
    return hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()


class Evidence(ABC):
    """An append-only list of records, wherever it is kept; `head` and the length also show a cut-off end."""

    head: str
    _records: Any
    """Line and digest of every record by its sequence, in order."""

    @abstractmethod
    def _keep(self, sequence: int, line: str, digest: str) -> None:
        """Put a record behind the last."""

    @abstractmethod
    def _last_sequence(self) -> int:
        """The sequence of the newest record; 0 when there is none."""

    def append(self, act: Act, what: str, **facts: Any) -> Record:
        """Record an act. Facts are JSON values."""
        at = act.at.astimezone(UTC)
        if act.stead:
            facts = {**facts, STEAD: act.stead}
        sequence = self._last_sequence() + 1
        line = _encode()([sequence, at.isoformat(), act.by, what, facts]).decode()
        digest = _digest(self.head, line)
        self._keep(sequence, line, digest)
        self._v_last = Record(sequence, at, act.by, what, facts, digest)
        return self._v_last

    def __len__(self) -> int:
        return self._last_sequence()

    def __iter__(self) -> Iterator[Record]:
        return map(_record, self._records.values())

    def told(self, *whats: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Moment (UTC, as ISO 8601 writes it), verb and facts of every record of these verbs, the oldest first.

        Several times as fast as reading the records whole.
        """
        marks, decode = [f'"{what}"' for what in whats], _decode()
        for line, _ in self._records.values():
            if any(mark in line for mark in marks):
                _, at, _, verb, facts = decode(line)
                if verb in whats:
                    yield at, verb, facts

    _v_last: Record | None = None
    """The newest record once it was asked for. Volatile: forgotten when another connection has added one, or this
    transaction is given up."""

    @property
    def last(self) -> Record | None:
        """The newest record, read alone."""
        if self._v_last is None or self._v_last.digest != self.head:
            newest = self._last_sequence()
            self._v_last = _record(self._records[newest]) if newest else None
        return self._v_last

    def latest(self) -> Iterator[Record]:
        """Records, the newest first, each read when it is asked for."""
        return map(_record, reversed(self._records.values()))

    def digest_at(self, length: int) -> str | None:
        """The head the chain had when it was so many records long; None when it is shorter or lacks that record."""
        if not length:
            return GENESIS
        stored = self._records.get(length)
        return stored[1] if isinstance(stored, tuple) and len(stored) == 2 else None

    def kept(self) -> Iterator[tuple[int, Any]]:
        """Sequence of every record, and what is kept of it: its line and digest, where nobody damaged it."""
        return iter(self._records.items())

    def since(self, sequence: int) -> Iterator[Record]:
        """Records from this one back to the first, the newest first."""
        while sequence > 0:
            if (stored := self._records.get(sequence)) is not None:
                yield _record(stored)
            sequence -= 1

    def last_until(self, moment: datetime) -> int:
        """Sequence of the newest record that is not later than this moment; 0 when all are. It reads a few records of
        a long chain, and trusts that they follow one another in time."""
        low, high = 0, self._last_sequence()
        while low < high:
            middle = (low + high + 1) // 2
            stored = self._records.get(middle)
            if stored is None or _record(stored).at <= moment:
                low = middle
            else:
                high = middle - 1
        return low

    def broken(self) -> Iterator[tuple[int, str]]:
        """Every link that does not hold: the number of the record, and what is wrong, in English.

        Each record is held against the digest that is kept of the one before it, so that one that was changed does not
        hide what is wrong further on.
        """
        previous, expected = GENESIS, 1
        for sequence, stored in self.kept():
            try:
                line, digest = stored
                whole = digest == _digest(previous, line) and json.loads(line)[0] == sequence
            except (TypeError, ValueError):  # what was put there is no record at all
                whole, digest = False, ""
            if sequence != expected:
                yield expected, MISSING
            elif not whole:
                yield sequence, CHANGED
            previous, expected = digest, sequence + 1
        if previous != self.head:
            yield expected, CUT_OFF

    def faults(self) -> list[str]:
        """The first thing that is wrong with the chain, in English for the log; empty when it is whole."""
        return [_FAULTS[what].format(number) for number, what in islice(self.broken(), 1)]


class Chain(Evidence, Persistent):
    """Records in a tree of its own."""

    head = GENESIS

    def __init__(self) -> None:
        self._records = IOBTree()

    def _keep(self, sequence: int, line: str, digest: str) -> None:
        self._records[sequence] = (line, digest)
        self.head = digest

    def _last_sequence(self) -> int:
        return self._records.maxKey() if self._records else 0

    def latest(self) -> Iterator[Record]:
        sequence = len(self)
        while sequence:
            yield _record(self._records[sequence])
            sequence = self._records.maxKey(sequence - 1) if sequence > self._records.minKey() else 0


class HeldChain(Evidence):
    """The records that an object holds in its own record, where every act upon it writes that one anyway: a look at
    attributes `evidence` and `evidence_head` of the holder, which must be set anew to be stored.
    """

    def __init__(self, holder: Any) -> None:
        self._holder = holder

    @property
    def head(self) -> str:  # type: ignore[override]
        return self._holder.evidence_head

    @property
    def _records(self) -> dict[int, tuple[str, str]]:  # type: ignore[override]
        return self._holder.evidence

    def _keep(self, sequence: int, line: str, digest: str) -> None:
        self._holder.evidence = {**self._records, sequence: (line, digest)}
        self._holder.evidence_head = digest

    def _last_sequence(self) -> int:
        return next(reversed(self._records), 0)


class LongChain(Chain):
    """A chain that thousands of acts are added to one by one: each writes a few records, not dozens."""

    def __init__(self) -> None:
        self._records = NumberedTree()
