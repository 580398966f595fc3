"""A folder of texts and files that no export has written, such as an old site left behind: which pages it would make.

A folder becomes a folder, a .md or .txt file a page, everything else a file or picture. A page is called by its first
heading, else by the name of its file. Where a name is taken by something else, the new thing gets a numbered one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from hcc.core.text import clean_line, clean_text, message
from hcc.files.received import sha256_of
from hcc.pdf.kinds import BEGINNING, OTHER, kind_of_beginning

from .names import LONGEST, name_of_title
from .plain_files import PlainProblem
from .plain_reading import TOO_BIG, PlainReader
from .resources import Container, FileItem
from .schemas import BODY as LONGEST_BODY
from .schemas import TITLE as LONGEST_TITLE

TEXTS = (".md", ".markdown", ".txt")
INDEX = ("index", "readme")
"""A text of this name is what its folder is called by: its heading is the folder's title."""
LEFT_BEHIND = ("thumbs.db", "desktop.ini", "__macosx")
"""What systems leave in folders."""
MOST_THINGS, DEEPEST = 20_000, 20
_HEADING = re.compile(r"\s*#{1,6}[ \t]+(.+?)[ \t#]*(?:\n|\Z)")
_UNDERLINED = re.compile(r"\s*([^\n]+)\n(?:=+|-+)[ \t]*(?:\n|\Z)")
_LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=[)\s])")
_AWAY = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?", re.IGNORECASE)
TOO_MANY = message("There are more than ${most} things here. Bring them in in several parts.")
TOO_DEEP = message("The folders lie deeper in each other than ${most}. Put them less deep.")
TOO_LONG = message("The text has more than ${most} letters. Divide it into several pages.")
EMPTY = message("The file is empty: nothing was in it. Take it out.")
NOTHING = message("There is nothing in this folder that could be laid in.")
NO_FOLDER = message("There is no such folder. Look at how it is spelt.")


@dataclass
class RawThing:
    """One thing to be laid in: a folder, a page, or a file."""

    source: PurePosixPath
    """Where it stands in the folder that was brought."""
    kind: str
    title: str
    name: str = ""
    """In its address, once that is planned."""
    body: str = ""
    """Of a page, as it stands in its file."""
    text: str = ""
    """The same with its links leading to what the files they name become."""
    path: Path | None = None
    """Of a file: where its bytes are."""
    sha256: str = ""
    parent: "RawThing | None" = None
    """None: it lies right in the folder that all is laid into."""
    is_there: bool = False
    """Whether the very same lies there already."""

    @property
    def names(self) -> tuple[str, ...]:
        return (*(self.parent.names if self.parent is not None else ()), self.name)


@dataclass
class RawFolder:
    """Everything that would be laid in, each behind the folder it lies in."""

    things: list[RawThing] = field(default_factory=list)
    problems: list[PlainProblem] = field(default_factory=list)


def read_raw(folder: Path, *, most_mb: int) -> RawFolder:
    """What the folder has; what cannot be laid in stands among its problems."""
    found = RawFolder()
    if not folder.is_dir():
        found.problems.append(PlainProblem(folder.name, 0, NO_FOLDER))
        return found
    _Reader(folder, found, most_mb * 2**20).read(folder, None, 0)
    if not found.things and not found.problems:
        found.problems.append(PlainProblem(folder.name, 0, NOTHING))
    return found


class _Reader(PlainReader):
    def __init__(self, folder: Path, found: RawFolder, most_bytes: int) -> None:
        super().__init__(folder, found.problems)
        self.found, self.most_bytes = found, most_bytes

    def read(self, folder: Path, parent: RawThing | None, depth: int) -> None:
        if depth > DEEPEST:
            self.tell(self.name(folder), 0, TOO_DEEP, most=DEEPEST)
            return
        for path in self.entries(folder):
            if path.name.startswith(".") or path.name.casefold() in LEFT_BEHIND:
                continue
            if len(self.found.things) >= MOST_THINGS:
                self.tell(self.name(path), 0, TOO_MANY, most=MOST_THINGS)
                return
            source = PurePosixPath(path.relative_to(self.folder).as_posix())
            if path.is_dir():
                thing = RawThing(source, "folder", _of_name(path.name), parent=parent)
                self.found.things.append(thing)
                self.read(path, thing, depth + 1)
            elif path.suffix.casefold() in TEXTS:
                self._page(path, source, parent)
            elif self._fits(path):
                self._file(path, source, parent)

    def _fits(self, path: Path) -> bool:
        size = path.stat().st_size
        if not size:
            self.tell(self.name(path), 0, EMPTY)
        elif size > self.most_bytes:
            self.tell(self.name(path), 0, TOO_BIG, most=self.most_bytes)
        return 0 < size <= self.most_bytes

    def _file(self, path: Path, source: PurePosixPath, parent: RawThing | None) -> None:
        with path.open("rb") as file:
            kind = "file" if kind_of_beginning(file.read(BEGINNING)) == OTHER else "image"
        title = clean_line(path.stem.replace("_", " ")) or path.name
        thing = RawThing(source, kind, title, path=path, sha256=sha256_of(path), parent=parent)
        self.found.things.append(thing)

    def _page(self, path: Path, source: PurePosixPath, parent: RawThing | None) -> None:
        text = self.text(path)
        if text is None:
            return
        title, body = titled(clean_text(text), path.stem)
        if len(body) > LONGEST_BODY:
            self.tell(self.name(path), 0, TOO_LONG, most=LONGEST_BODY)
            return
        if parent is not None and path.stem.casefold() in INDEX and title != _of_name(path.stem):
            parent.title = title
        self.found.things.append(RawThing(source, "page", title, body=body, parent=parent))


def titled(text: str, stem: str) -> tuple[str, str]:
    """Title and text of a page: the first heading, where it begins with one, else the name of the file."""
    heading = _HEADING.match(text) or _UNDERLINED.match(text)
    title = clean_line(re.sub(r"[*_`]+", "", heading[1]))[:LONGEST_TITLE] if heading is not None else ""
    if heading is None or not title:
        return _of_name(stem), text.strip("\n")
    return title, text[heading.end() :].strip("\n")


def _of_name(stem: str) -> str:
    title = clean_line(re.sub(r"[-_]+", " ", stem.encode("utf-8", "replace").decode("utf-8")))[:LONGEST_TITLE]
    return f"{title[:1].upper()}{title[1:]}" or "Trang"


def plan_names(raw: RawFolder, into: Container, base: tuple[str, ...], reserved: Collection[str]) -> None:
    """Give each thing a name that is free in its folder, and say which lie there already, the very same."""
    by_source = {thing.source: thing for thing in raw.things}
    others: set[PurePosixPath] = set()
    while True:
        _name_all(raw.things, into, reserved, others)
        for thing in raw.things:
            thing.text = with_addresses(thing, by_source, base) if thing.kind == "page" else ""
        differing = {one.source for one in raw.things if one.is_there and not _is_same(one, into)}
        if not differing:
            return
        others |= differing


def _name_all(
    things: list[RawThing], into: Container, reserved: Collection[str], others: Collection[PurePosixPath]
) -> None:
    """`others`: what is not what lies under its name, however alike the two are called."""
    used: dict[tuple[str, ...], set[str]] = {}
    for thing in things:
        above = thing.parent.names if thing.parent is not None else ()
        folder, names = descended(into, above), used.setdefault(above, set())
        wanted, number = name_of_title(thing.title), 1
        name, thing.is_there = wanted, False
        while name in names or name in reserved or (folder is not None and name in folder):
            there = folder.get(name) if folder is not None and name not in names else None
            if there is not None and there.kind == thing.kind and thing.source not in others:
                thing.is_there = True
                break
            number += 1
            name = f"{wanted[: LONGEST - len(str(number)) - 1].rstrip('-')}-{number}"
        thing.name = name
        names.add(name)


def _is_same(thing: RawThing, into: Container) -> bool:
    folder = descended(into, thing.names[:-1])
    there = folder.get(thing.name) if folder is not None else None
    if isinstance(there, FileItem):
        return bool(there.told.get("sent") == thing.sha256)
    if thing.kind == "page" and there is not None:
        return (there.title, there.text.get("body")) == (thing.title, thing.text)
    return there is not None


def descended(root: Container, names: tuple[str, ...]) -> Container | None:
    found: object = root
    for name in names:
        found = found.get(name) if isinstance(found, Container) else None
    return found if isinstance(found, Container) else None


def with_addresses(thing: RawThing, things: dict[PurePosixPath, RawThing], base: tuple[str, ...]) -> str:
    """The text of a page with its links to other files of the folder leading to what these became."""

    def led(match: re.Match[str]) -> str:
        address = match[1]
        if _AWAY.match(address):
            return address
        path, mark, rest = unquote(address).partition("#")
        target = things.get(_resolved(thing.source.parent, path))
        return f"/{'/'.join((*base, *target.names))}{mark}{rest}" if target is not None else address

    return _LINK.sub(led, thing.body)


def _resolved(folder: PurePosixPath, path: str) -> PurePosixPath:
    parts: list[str] = []
    for part in (*folder.parts, *PurePosixPath(path).parts):
        if part == "..":
            parts = parts[:-1]
        elif part not in (".", "/"):
            parts.append(part)
    return PurePosixPath(*parts)
