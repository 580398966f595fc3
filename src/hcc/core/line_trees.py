"""Trees of plain values by text, whose leaves are written as one string of bytes each.

Every act writes a leaf of several trees again, with all that stands beside what it changed. ZODB's pickler asks a
function, written in Python, of every key and value of a leaf whether it is an object with a record of its own (see
`packed`); here they are written all at once, and read so.
"""

from typing import Any

from BTrees.OOBTree import OOBTree, OOBucket

State = tuple[Any, ...] | None
"""What a leaf of BTrees' own is written as: keys and values in turn, then perhaps the leaf behind it."""


def _packed(state: State) -> State:
    if not state:
        return state
    from msgspec.msgpack import encode  # loaded with the first leaf, not with the program

    return (encode(state[0]), *state[1:])


def _unpacked(state: State) -> State:
    if not state or not isinstance(state[0], bytes):
        return state
    from msgspec.msgpack import decode

    return (tuple(decode(state[0])), *state[1:])


class LineBucket(OOBucket):
    """A leaf. Merges what two transactions did to it as BTrees' own does."""

    def __getstate__(self) -> State:
        return _packed(super().__getstate__())

    def __setstate__(self, state: State) -> None:
        super().__setstate__(_unpacked(state))

    def _p_resolveConflict(self, *states: State) -> State:
        return _packed(super()._p_resolveConflict(*map(_unpacked, states)))


class LineTree(OOBTree):
    """Text, numbers and lists of them by text; no object that has a record of its own."""

    _bucket_type = LineBucket
