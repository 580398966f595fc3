"""The centre's pages as plain files: where each thing stands in a folder, and how its values are written.

Every page is a folder named as in its address. In it `_index.md` holds TOML between two lines of +++ and then the text
as Markdown, `_history` the earlier texts by number, `_files` the files of the page; whatever else is in it is a folder
of what lies below. No name of a page begins with an underscore, so that nothing can stand in the place of anything.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hcc.core.text import TranslationString
from hcc.procedures.toml_writing import quoted

from .drawings import BODY
from .workflow import PRIVATE

SITE, INDEX, HISTORY, FILES = "_site.toml", "_index.md", "_history", "_files"
FENCE = "+++"
FORMAT = 1
"""Number of this way of writing. A program that knows a later one reads the earlier ones too."""
TEXT, AS_JSON = "text", "json"
"""Tables of the fields of a text: those TOML can tell, and the others."""
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9])(\.|\Z)")
"""What Windows takes for a device, whatever ending stands behind it."""
_ODD = re.compile(r"[^\w .()-]|[. ]+\Z")
_LONGEST = 60


@dataclass(frozen=True)
class PlainProblem:
    """One thing to put right in one file."""

    file: str
    line: int
    """Counted from 1; 0: it is about the whole."""
    sentence: TranslationString


@dataclass(frozen=True)
class PlainFile:
    """A file of a page as it stands in the folder, with the smaller pictures by width."""

    path: Path
    sha256: str
    size: int
    smaller: Mapping[int, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class PlainVersion:
    """An earlier text."""

    text: Mapping[str, Any]
    by: str
    at: datetime


@dataclass
class PlainItem:
    """One thing as the folder tells it. What is None is not told."""

    path: tuple[str, ...]
    file: str
    """Where its text stands, within the folder."""
    kind: str
    text: dict[str, Any]
    whole: bool = False
    """Whether it tells its state, and with it all the rest; else what is there keeps its own."""
    id: str = ""
    state: str = PRIVATE
    publish_from: datetime | None = None
    expires_at: datetime | None = None
    state_at: datetime | None = None
    version: int = 1
    made_by: str | None = None
    made_at: datetime | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None
    in_menu: bool = False
    inherits: bool = True
    sharing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] | None = None
    versions: dict[int, PlainVersion] = field(default_factory=dict)
    files: dict[str, PlainFile] = field(default_factory=dict)
    """By SHA-256."""


@dataclass
class PlainSite:
    """All pages of a folder, each before what lies in it."""

    order: tuple[str, ...] | None = None
    items: list[PlainItem] = field(default_factory=list)
    redirects: list[tuple[str, str, float]] = field(default_factory=list)
    """Former address, id of what it leads to, since when (seconds since 1970)."""
    problems: list[PlainProblem] = field(default_factory=list)


def folder_name(name: str) -> str:
    """What the folder of a thing is called: its name, with a mark where Windows would take that for a device."""
    return f"{name}_" if _DEVICE.match(name) else name


def name_of_folder(name: str) -> str:
    """The name back from `folder_name`."""
    return name[:-1] if name.endswith("_") and _DEVICE.match(name[:-1]) else name


def file_name(sha256: str, told: str) -> str:
    """What a file is called in the folder: the beginning of its SHA-256, and the name it came with as far as every
    system bears it."""
    stem, dot, ending = told.rpartition(".")
    stem, ending = (stem, ending) if dot and len(ending) <= 8 else (told, "")
    stem = _ODD.sub("_", stem)[:_LONGEST].strip(" .")
    ending = _ODD.sub("", ending)
    return f"{sha256[:16]}-{stem or 'tep'}" + (f".{ending}" if ending else "")


def version_name(number: int) -> str:
    return f"{number:04}.md"


def document(head: str, text: Mapping[str, Any]) -> bytes:
    """A file of a text: what is said of it, its fields, and its Markdown."""
    plain: dict[str, Any] = {}
    as_json: dict[str, Any] = {}
    body: str | None = None
    for name, value in text.items():
        if name == BODY and isinstance(value, str) and _is_plain(value):
            body = value
        else:
            (plain if _is_plain(value) else as_json)[name] = value
    lines = [head] if head else []
    lines += [f"\n[{TEXT}]\n{_pairs(plain)}"] if plain else []
    lines += [f"\n[{AS_JSON}]\n{_pairs({name: json.dumps(v, sort_keys=True) for name, v in as_json.items()})}"] * bool(
        as_json
    )
    whole = f"{FENCE}\n{''.join(lines)}{FENCE}\n" + (f"{body}\n" if body is not None else "")
    return whole.encode("utf-8")


def table(values: Mapping[str, Any]) -> str:
    """Lines of TOML of plain values; None and empty ones are left out, tables stand at the end."""
    told = {name: value for name, value in values.items() if value not in (None, (), {}, "")}
    tables = {name: value for name, value in told.items() if isinstance(value, Mapping)}
    lines = [_pairs({name: value for name, value in told.items() if name not in tables}, ordered=True)]
    lines += [f"\n[{key(name)}]\n{_pairs(value)}" for name, value in tables.items()]
    return "".join(lines)


def _pairs(values: Mapping[str, Any], *, ordered: bool = False) -> str:
    names = values if ordered else sorted(values)
    return "".join(f"{key(name)} = {value_of(values[name])}\n" for name in names)


def key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def value_of(value: Any) -> str:
    """A value as TOML writes it; moments in UTC."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo is not None else value).isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(name)} = {value_of(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(value_of, value)) + "]"
    return str(value.isoformat())


def _string(text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1 or FENCE in lines:
        return quoted(text)
    return '"""\n' + "\n".join(quoted(line)[1:-1] for line in lines) + '"""'


def _is_plain(value: Any) -> bool:
    """Whether TOML tells it so that the very same is read."""
    if isinstance(value, str):
        return _is_encodable(value)
    if isinstance(value, bool | int):
        return True
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _is_plain(name) and _is_plain(one) for name, one in value.items())
    return isinstance(value, list) and all(map(_is_plain, value))


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\r" not in text


def parted(data: str) -> tuple[str, str | None, int] | None:
    """The TOML of such a file, its Markdown (None where there is none) and the line that begins at; None when it does
    not begin with the mark, or has no second one."""
    lines = data.split("\n")
    if lines[0] != FENCE:
        return None
    try:
        end = lines.index(FENCE, 1)
    except ValueError:
        return None
    rest = "\n".join(lines[end + 1 :])
    body = None if rest == "" else rest.removesuffix("\n")
    return "\n".join(["", *lines[1:end]]), body, end + 2


def text_of_tables(tables: Mapping[str, Any], body: str | None) -> dict[str, Any]:
    """The text back from what `document` wrote. Raises ValueError for JSON that is none."""
    text = {**tables.get(TEXT, {})}
    for name, value in tables.get(AS_JSON, {}).items():
        text[name] = json.loads(value)
    return text if body is None else {**text, BODY: body}
