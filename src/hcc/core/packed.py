"""Persistent objects whose plain values are one string of bytes in their record.

ZODB's pickler asks a function, written in Python, of every single value whether it is an object with a record of its
own. An object of some hundred values is written, and read, several times as fast when they are asked all at once: they
are pickled apart, without the question, and only what has a record of its own stands beside them.
"""

import io
import pickle
from typing import Any

from persistent import Persistent

PROTOCOL = 5
_PACKED = "packed values"
"""The name they stand under in a record: no attribute is called so."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, thing: object) -> Any:
        """Called of every instance, not of text, numbers and containers. An object with a record of its own that is
        hidden in a container would be written a second time, within this one."""
        if isinstance(thing, Persistent):
            raise TypeError(f"a {type(thing).__name__} stands in a container of a packed object")
        return NotImplemented


class Packed(Persistent):
    """Persistent, and written as one string of bytes. Its attributes hold plain values, containers of plain values,
    and objects with records of their own; no container holds one of those.

    Reads what was written before it was packed.
    """

    def __getstate__(self) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        state: dict[str, Any] = {}
        for name, value in super().__getstate__().items():
            (state if isinstance(value, Persistent) else plain)[name] = value
        into = io.BytesIO()
        _Pickler(into, PROTOCOL).dump(plain)
        state[_PACKED] = into.getvalue()
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        state = dict(state)
        packed = state.pop(_PACKED, None)
        if packed is not None:
            state |= pickle.loads(packed)
        super().__setstate__(state)
