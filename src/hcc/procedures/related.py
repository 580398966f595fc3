"""Other procedures somebody with this one may need: of the same event of life, then of the same field."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyramid.request import Request

from hcc.search.index import IndexUnavailable

from .following import follow
from .indexing import FIELD_FACET, LIFE_EVENT_FACET
from .record import ProcedureRecord
from .resources import Revision

if TYPE_CHECKING:
    from hcc.search.snapshot import Snapshot

MOST = 4


def related(revision: Revision, request: Request) -> list[tuple[str, str]]:
    """Code and title of at most MOST of them, read off the index alone; none while there is no index.

    Made anew for another generation of the index.
    """
    try:
        snapshot = follow(request).snapshot()
    except IndexUnavailable:
        return []
    return request.made_of(revision, ("related", snapshot.generation), lambda: _nearest(revision.record, snapshot))


def _nearest(record: ProcedureRecord, snapshot: "Snapshot") -> list[tuple[str, str]]:
    field = _having(snapshot, FIELD_FACET, (record.field,))
    events = _having(snapshot, LIFE_EVENT_FACET, record.life_events)
    found: list[tuple[str, str]] = []
    for group in (events & field, events & ~field, field & ~events):
        for number in _numbers(group):
            if len(found) == MOST:
                return found
            if snapshot.keys[number] != record.code:
                found.append((snapshot.keys[number], snapshot.names[number][0]))
    return found


def _having(snapshot: "Snapshot", facet: str, values: tuple[str, ...]) -> int:
    """The documents with any of these values, as bits."""
    bits = 0
    for value, documents in snapshot.facets.get(facet, ()):
        if value in values:
            bits |= documents
    return bits


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
