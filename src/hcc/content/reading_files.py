"""A folder of plain files read as pages; whatever is wrong in it is told with its file and line, and nothing is
followed out of it."""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, UTC, datetime
from pathlib import Path
from typing import Any

import colander

from hcc.core.text import message
from hcc.files.names import shown_name
from hcc.files.received import sha256_of
from hcc.procedures.toml_places import Places

from .drawings import BODY
from .files import FILE, OTHER, taken_in_of, type_of
from .kinds import Kind
from .names import LONGEST, is_name
from .plain_files import (
    AS_JSON,
    FILES,
    FORMAT,
    HISTORY,
    INDEX,
    SITE,
    TEXT,
    PlainFile,
    PlainItem,
    PlainSite,
    PlainVersion,
    name_of_folder,
    parted,
    text_of_tables,
)
from .plain_reading import MISSING, TOO_BIG, TYPES, UNKNOWN_KEY, WRONG_TYPE, PlainReader, is_moment
from .resources import Container, FileItem, ImageItem
from .sharing import PARTS
from .workflow import CONTENT, PUBLISHED

MOST_THINGS = 50_000
DEEPEST = 40
LATEST = datetime(MAXYEAR, 1, 1, tzinfo=UTC).timestamp()
_VERSION = re.compile(r"(\d{4,9})\.md")
_ID = re.compile(r"[0-9a-f]{16}")
_SMALLER = re.compile(r"(.+)\.(\d{2,5})\.webp")
_HEAD: dict[str, type] = {
    "kind": str,
    "id": str,
    "state": str,
    "state_at": datetime,
    "publish_from": datetime,
    "expires_at": datetime,
    "in_menu": bool,
    "inherits": bool,
    "version": int,
    "made_by": str,
    "made_at": datetime,
    "changed_by": str,
    "changed_at": datetime,
    "order": list,
    "sharing": dict,
    TEXT: dict,
    AS_JSON: dict,
}
NO_FENCE = message("The file must begin with a line +++, and another line +++ must end what is said of the page.")
NO_SITE = message("There is no file ${name} here. Choose the folder that an export has written.")
LATER = message("This folder was written by a later version of the program. Bring this one up to date first.")
NO_INDEX = message("There is no file ${name} in this folder. Put it back, or take the folder out.")
BAD_NAME = message(
    "${name} cannot stand in an address. Use small letters without accents, digits and hyphens, at most ${most}."
)
UNKNOWN_FIELD = message("A page of the kind ${kind} has no field ${key}. Take it out.")
UNKNOWN_KIND = message("There is no kind ${kind}. Use one of: ${known}.")
UNKNOWN_STATE = message("There is no state ${state}. Use one of: ${known}.")
DATES_ALONE = message("Only what is published has days on which it is shown. Take them out, or change the state.")
REVERSED = message("It would end before it begins. Check both days.")
BAD_ID = message("${id} is not an id of 16 digits and letters a to f. Take the line out: a new one is given.")
SAME_ID = message("${id} is the id of ${other} too. Take the line out of one of them.")
UNKNOWN_PART = message("${part} is no part in sharing. Use one of: ${known}.")
NO_FOLDER = message("A page of the kind ${kind} cannot have others in it. Move them elsewhere.")
BAD_FIELD = message("${key}: ${reason}")
BAD_JSON = message("What stands in the table json is no JSON: ${reason}")
BAD_VALUE = message("${key} has a value that its form would not take. Look at another page of the export.")
NO_BYTES = message("The file that ${key} speaks of is not in _files, or is not the same any more.")
NO_WEBP = message("This is no picture in WebP. Take it out: smaller pictures are made anew where they are missing.")
BAD_VERSION = message("The number of an earlier text must be smaller than the version of the page, ${version}.")
TOO_MANY = message("There are more than ${most} pages here. Bring them in in several parts.")
TOO_DEEP = message("The folders lie deeper in each other than ${most}. Put them less deep.")


def read_site(folder: Path, kinds: Mapping[str, Kind], *, most_file_mb: int) -> PlainSite:
    """Everything a folder tells of pages; what cannot be kept as it is told stands among its `problems`."""
    return _Reader(folder, kinds, most_file_mb * 2**20).read()


class _Reader(PlainReader):
    def __init__(self, folder: Path, kinds: Mapping[str, Kind], most_bytes: int) -> None:
        self.site = PlainSite()
        super().__init__(folder, self.site.problems)
        self.kinds, self.most_bytes = kinds, most_bytes
        self.ids: dict[str, str] = {}

    def read(self) -> PlainSite:
        if self._site():
            self._folder(self.folder, (), None)
        return self.site

    def _site(self) -> bool:
        path = self.folder / SITE
        if not path.is_file() or path.is_symlink():
            self.tell(SITE, 0, NO_SITE, name=SITE)
            return False
        data = self.text(path)
        tables = self.toml(SITE, data) if data is not None else None
        if tables is None or data is None:
            return False
        places = Places(data)
        if not isinstance(tables.get("format"), int):
            self.tell(SITE, 1, WRONG_TYPE, key="format", type=TYPES[int])
            return False
        if tables["format"] > FORMAT:
            self.tell(SITE, places.line(("format",)), LATER)
            return False
        self.site.order = self._names(SITE, places, tables.get("order"))
        redirects = tables.get("redirect", [])
        for number, one in enumerate(redirects if isinstance(redirects, list) else []):
            line = places.line(("redirect", number))
            values = [one.get(name) for name in ("from", "id", "since")] if isinstance(one, dict) else [None] * 3
            path_from, id, since = values
            if isinstance(path_from, str) and isinstance(id, str) and isinstance(since, float) and 0 <= since < LATEST:
                if all(is_name(name) for name in path_from.split("/")):
                    self.site.redirects.append((path_from, id, since))
                else:
                    self.tell(SITE, line, BAD_NAME, name=path_from, most=LONGEST)
            else:
                self.tell(SITE, line, WRONG_TYPE, key="redirect", type=TYPES[dict])
        return True

    def _folder(self, folder: Path, path: tuple[str, ...], item: PlainItem | None) -> None:
        if len(path) > DEEPEST:
            self.tell(self.name(folder), 0, TOO_DEEP, most=DEEPEST)
            return
        for entry in self.entries(folder):
            if entry.name.startswith((".", "_")) or entry.is_file():
                continue
            if len(self.site.items) >= MOST_THINGS:
                self.tell(self.name(folder), 0, TOO_MANY, most=MOST_THINGS)
                return
            if item is not None and not issubclass(self.kinds[item.kind].resource, Container):
                self.tell(self.name(entry), 0, NO_FOLDER, kind=item.kind)
                return
            name = name_of_folder(entry.name)
            if not is_name(name):
                self.tell(self.name(entry), 0, BAD_NAME, name=entry.name, most=LONGEST)
                continue
            found = self._item(entry, (*path, name))
            if found is not None:
                self.site.items.append(found)
                self._folder(entry, (*path, name), found)

    def _item(self, folder: Path, path: tuple[str, ...]) -> PlainItem | None:
        file = folder / INDEX
        name = self.name(file)
        if not file.is_file() or file.is_symlink():
            self.tell(self.name(folder), 0, NO_INDEX, name=INDEX)
            return None
        read = self._document(file)
        if read is None:
            return None
        tables, body, line_of_body, places = read
        if not self._head(name, tables, places):
            return None
        kind = self.kinds[tables["kind"]]
        text = self._fields(name, kind, tables, body, line_of_body, places)
        item = PlainItem(path, name, kind.name, text or {}, whole="state" in tables)
        for key in _HEAD.keys() - {"kind", "order", "sharing", TEXT, AS_JSON}:
            if key in tables:
                value = tables[key]
                setattr(item, key, value.astimezone(UTC) if isinstance(value, datetime) else value)
        item.order = self._names(name, places, tables.get("order"))
        item.sharing = self._sharing(name, places, tables.get("sharing", {}))
        self._check(item, places)
        if issubclass(kind.resource, FileItem):
            item.files = self._files(folder / FILES)
        self._history(item, folder / HISTORY, kind)
        self._check_bytes(item, kind, places)
        return item if text is not None else None

    def _document(self, file: Path) -> tuple[dict[str, Any], str | None, int, Places] | None:
        name, data = self.name(file), self.text(file)
        if data is None:
            return None
        parts = parted(data)
        if parts is None:
            self.tell(name, 1, NO_FENCE)
            return None
        head, body, line = parts
        tables = self.toml(name, head)
        return (tables, body, line, Places(head)) if tables is not None else None

    def _head(self, name: str, tables: dict[str, Any], places: Places) -> bool:
        before = len(self.site.problems)
        for key, value in tables.items():
            wanted = _HEAD.get(key)
            if wanted is None:
                self.tell(name, places.line((key,)), UNKNOWN_KEY, key=key)
            elif type(value) is not wanted or (wanted is datetime and not is_moment(value)):
                self.tell(name, places.line((key,)), WRONG_TYPE, key=key, type=TYPES[wanted])
        if "kind" not in tables:
            self.tell(name, 1, MISSING, key="kind")
        elif isinstance(tables["kind"], str) and tables["kind"] not in self.kinds:
            known = ", ".join(self.kinds)
            self.tell(name, places.line(("kind",)), UNKNOWN_KIND, kind=tables["kind"], known=known)
        return len(self.site.problems) == before

    def _check(self, item: PlainItem, places: Places) -> None:
        if item.state not in CONTENT.states:
            known = ", ".join(CONTENT.states)
            self.tell(item.file, places.line(("state",)), UNKNOWN_STATE, state=item.state, known=known)
        begin, end = item.publish_from, item.expires_at
        if (begin or end) and item.state != PUBLISHED:
            self.tell(item.file, places.line(("publish_from",) if begin else ("expires_at",)), DATES_ALONE)
        elif begin and end and end <= begin:
            self.tell(item.file, places.line(("expires_at",)), REVERSED)
        if item.version < 1 or item.version > 10**6:
            self.tell(item.file, places.line(("version",)), WRONG_TYPE, key="version", type=TYPES[int])
        if item.id and not _ID.fullmatch(item.id):
            self.tell(item.file, places.line(("id",)), BAD_ID, id=item.id)
        elif item.id and (other := self.ids.setdefault(item.id, item.file)) != item.file:
            self.tell(item.file, places.line(("id",)), SAME_ID, id=item.id, other=other)

    def _names(self, file: str, places: Places, told: object) -> tuple[str, ...] | None:
        if told is None:
            return None
        if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
            self.tell(file, places.line(("order",)), WRONG_TYPE, key="order", type=TYPES[list])
            return None
        return tuple(dict.fromkeys(told))

    def _sharing(self, file: str, places: Places, told: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for login, parts in told.items():
            for part in parts if isinstance(parts, list) else [parts]:
                if part not in PARTS:
                    line = places.line(("sharing", login))
                    self.tell(file, line, UNKNOWN_PART, part=str(part), known=", ".join(PARTS))
            found[login] = tuple(part for part in PARTS if isinstance(parts, list) and part in parts)
        return {login: parts for login, parts in found.items() if parts}

    def _fields(
        self,
        file: str,
        kind: Kind,
        tables: Mapping[str, Any],
        body: str | None,
        line_of_body: int,
        places: Places,
    ) -> dict[str, Any] | None:
        """The text as its form would take it; None where it is wrong."""
        before = len(self.site.problems)
        try:
            text = text_of_tables(tables, body)
        except (ValueError, TypeError, RecursionError) as wrong:
            self.tell(file, places.line((AS_JSON,)), BAD_JSON, reason=str(wrong)[:100])
            return None
        nodes = {node.name: node for node in kind.schema()}
        if not text.get("title"):
            self.tell(file, places.line((TEXT,)), MISSING, key="title")
        for name, value in list(text.items()):
            line = line_of_body if name == BODY and body is not None else places.line((TEXT, name))
            if name not in nodes:
                self.tell(file, line, UNKNOWN_FIELD, kind=kind.name, key=name)
            elif name != FILE:
                text[name] = self._field(file, line, nodes[name], value)
        return text if len(self.site.problems) == before else None

    def _field(self, file: str, line: int, node: colander.SchemaNode, value: Any) -> Any:
        """A value as its form would keep it, were it typed there."""
        if value in (None, "", []):
            return value
        try:
            kept = node.typ.deserialize(node, node.typ.serialize(node, value))
            if kept != value and not isinstance(node.typ, colander.Set):
                raise ValueError
            kept = node.preparer(kept) if node.preparer is not None else kept
            if node.validator is not None and not isinstance(node.validator, colander.deferred):
                node.validator(node, kept)
        except colander.Invalid as wrong:
            self.tell(file, line, BAD_FIELD, key=node.name, reason=wrong.messages()[0])
        except (ValueError, TypeError, AttributeError):
            self.tell(file, line, BAD_VALUE, key=node.name)
        else:
            return kept
        return value

    def _files(self, folder: Path) -> dict[str, PlainFile]:
        found: dict[str, PlainFile] = {}
        if self.linked(folder):
            return found
        entries = {entry.name: entry for entry in self.entries(folder) if entry.is_file()}
        smaller = {name: match for name in entries if (match := _SMALLER.fullmatch(name))}
        whole = {name.rpartition(".")[0] for name in entries if name not in smaller}
        for name, path in entries.items():
            if name in smaller and smaller[name][1] in whole:
                continue
            size = path.stat().st_size
            if size > self.most_bytes:
                self.tell(self.name(path), 0, TOO_BIG, most=self.most_bytes)
                continue
            stem = name.rpartition(".")[0]
            widths = {
                int(match[2]): entries[one]
                for one, match in smaller.items()
                if match[1] == stem and self._is_webp(entries[one])
            }
            sha256 = sha256_of(path)
            found[sha256] = PlainFile(path, sha256, size, widths)
        return found

    def _is_webp(self, path: Path) -> bool:
        with path.open("rb") as file:
            begin = file.read(12)
        if begin[:4] == b"RIFF" and begin[8:] == b"WEBP" and path.stat().st_size <= self.most_bytes:
            return True
        self.tell(self.name(path), 0, NO_WEBP)
        return False

    def _history(self, item: PlainItem, folder: Path, kind: Kind) -> None:
        if self.linked(folder):
            return
        for path in self.entries(folder):
            match, name = _VERSION.fullmatch(path.name), self.name(path)
            if match is None or not 1 <= int(match[1]) < item.version:
                self.tell(name, 0, BAD_VERSION, version=item.version)
                continue
            read = self._document(path)
            if read is None:
                continue
            tables, body, line_of_body, places = read
            by, at = tables.get("by"), tables.get("at")
            if not isinstance(by, str) or not isinstance(at, datetime) or not is_moment(at):
                key, typ = ("at", datetime) if isinstance(by, str) else ("by", str)
                self.tell(name, places.line((key,)), WRONG_TYPE, key=key, type=TYPES[typ])
                continue
            text = self._fields(name, kind, tables, body, line_of_body, places)
            if text is not None:
                item.versions[int(match[1])] = PlainVersion(text, by, at.astimezone(UTC))

    def _check_bytes(self, item: PlainItem, kind: Kind, places: Places) -> None:
        if not issubclass(kind.resource, FileItem):
            return
        for text in (item.text, *(version.text for version in item.versions.values())):
            told = text.get(FILE)
            if told and (not isinstance(told, dict) or not self._is_told(told, item)):
                self.tell(item.file, places.line((TEXT, FILE)), NO_BYTES, key=FILE)

    @staticmethod
    def _is_told(told: Mapping[str, Any], item: PlainItem) -> bool:
        """Whether the bytes are there, and are what the text says of them."""
        kept, name = item.files.get(str(told.get("sha256"))), told.get("name")
        if kept is None or not isinstance(name, str) or shown_name(name, "tep") != name:
            return False
        # What an older program knew nothing of is kept as that; it is opened by nobody.
        kind = OTHER if told.get("type") == OTHER else type_of(kept.path)
        facts = {"name": name, "size": kept.size, "type": kind, "sha256": kept.sha256}
        if item.kind == ImageItem.kind:
            facts |= {side: told.get(side) for side in ("width", "height")}
            if not all(isinstance(facts[side], int) for side in ("width", "height")) or facts["type"] != "image/jpeg":
                return False
        return {**facts, **taken_in_of(told)} == dict(told)
