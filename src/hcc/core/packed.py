"""Persistent objects whose plain values are one string of bytes in their record.

ZODB's pickler asks a function, written in Python, of every single value whether it is an object with a record of its
own. An object of some hundred values is written, and read, several times as fast when they are asked all at once: they
are pickled apart, without the question, and only what has a record of its own stands beside them.
"""

import io
import pickle
from typing import Any, ClassVar

from persistent import Persistent

PROTOCOL = 5
_PACKED = "packed values"
_SETTLED = "settled values"
"""The names they stand under in a record: no attribute is called so."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, thing: object) -> Any:
        """Called of every instance, not of text, numbers and containers. An object with a record of its own that is
        hidden in a container would be written a second time, within this one."""
        if isinstance(thing, Persistent):
            raise TypeError(f"a {type(thing).__name__} stands in a container of a packed object")
        return NotImplemented


def _dumped(values: dict[str, Any]) -> bytes:
    into = io.BytesIO()
    _Pickler(into, PROTOCOL).dump(values)
    return into.getvalue()


class Packed(Persistent):
    """Persistent, and written as one string of bytes. Its attributes hold plain values, containers of plain values,
    and objects with records of their own; no container holds one of those.

    Reads what was written before it was packed.
    """

    settled: ClassVar[frozenset[str]] = frozenset()
    """Attributes that few acts change, and only by setting them anew: they are written apart, and as they were read
    while each of them is the very same value."""
    _v_settled: tuple[dict[str, Any], bytes] | None = None

    def __getstate__(self) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        settled: dict[str, Any] = {}
        state: dict[str, Any] = {}
        for name, value in super().__getstate__().items():
            (state if isinstance(value, Persistent) else settled if name in self.settled else plain)[name] = value
        if settled:
            state[_SETTLED] = self._written(settled)
        state[_PACKED] = _dumped(plain)
        return state

    def _written(self, settled: dict[str, Any]) -> bytes:
        known = self._v_settled
        if known is None or len(known[0]) != len(settled) or any(known[0].get(n) is not settled[n] for n in settled):
            known = self._v_settled = settled, _dumped(settled)
        return known[1]

    def __setstate__(self, state: dict[str, Any]) -> None:
        state = dict(state)
        packed, written = state.pop(_PACKED, None), state.pop(_SETTLED, None)
        if packed is not None:
            state |= pickle.loads(packed)
        settled = pickle.loads(written) if written is not None else {}
        super().__setstate__(state | settled)
        if written is not None:
            self._v_settled = settled, written
