"""What stands in the evidence for the steps of an internal process: a digest that any changed word changes."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from .processes import InternalProcess


def process_digest(process: InternalProcess) -> str:
    """SHA-256 of everything the process says. What is as usual is left out: a field added later changes no digest."""
    text = json.dumps(_plain(process), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = ((one.name, getattr(value, one.name), one.default) for one in fields(value))
        return {name: _plain(given) for name, given, usual in told if given != usual}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
