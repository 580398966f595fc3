"""A procedure written as its one canonical text.

One value stands on a line and defaults are left out, so that changing one fee changes one line and a reviewer sees
exactly that. Comments in a file do not survive an export: what must stay belongs in `review`.
"""

import re
from dataclasses import fields
from datetime import date

from .record import ProcedureRecord
from .toml_record import SOURCE_KEYS, WRITTEN_AS_SECTIONS, WRITTEN_FIRST
from .toml_sections import ENTRY_KEYS, Entry


def write_record(record: ProcedureRecord) -> str:
    """The one canonical text of a procedure: fixed order, one value a line, defaults left out, a newline at the end."""
    lines: list[str] = []
    for key in WRITTEN_FIRST:
        value = getattr(record, key)
        if value or value is False:
            lines += _list_lines(key, value) if isinstance(value, tuple) else [f"{key} = {_scalar(value)}"]
    for key in WRITTEN_AS_SECTIONS:
        for entry in getattr(record, key):
            lines += ["", f"[[{key}]]", *_entry_lines(entry)]
    if record.sources:
        names = [name for name in SOURCE_KEYS if name in record.sources]
        lines += ["", "[sources]", *(f"{name} = {quoted(record.sources[name])}" for name in names)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'


def _list_lines(key: str, texts: tuple[str, ...]) -> list[str]:
    return [f"{key} = [", *(f"    {quoted(text)}," for text in texts), "]"]


def _entry_lines(entry: Entry) -> list[str]:
    defaults = {part.name: part.default for part in fields(entry)}
    values = ((key, getattr(entry, key)) for key in ENTRY_KEYS[type(entry)])
    return [f"{key} = {_scalar(value)}" for key, value in values if value != defaults[key]]


def _scalar(value: str | bool | float | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if value == int(value) else repr(value)
