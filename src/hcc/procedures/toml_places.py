"""Where each key, list item and section of a TOML text stands."""

import re
from bisect import bisect_right

Place = tuple[str | int, ...]
"""Keys and indexes that lead to a value: ("fees", 0, "amount")."""


class Places:
    """Line of each key, list item and section of a text that tomllib has accepted, so no syntax is checked here."""

    _SPACE = re.compile(r"(?:[\s,]|#[^\n]*)*")
    _KEY = re.compile(r"""[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*""")
    _STRING = re.compile(
        r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'", re.DOTALL
    )
    _BARE = re.compile(r"[^,\]}\n#]*")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lines: dict[Place, int] = {(): 1}
        self._counts: dict[Place, int] = {}
        self._scanned = False

    def line(self, path: Place) -> int:
        """Line of this place, or of the nearest one around it."""
        if not self._scanned:  # sound files are never asked
            self._scan()
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _scan(self) -> None:
        self._scanned = True
        table: Place = ()
        at = self._skip(0)
        while at < len(self._text):
            start = at
            if self._text.startswith("[", at):
                many = self._text.startswith("[[", at)
                names, at = self._keys(at + 1 + many)
                at += 1 + many
                table = self._table(names, many, start)
            else:
                at = self._pair(table, at)
            at = self._skip(at)

    def _table(self, names: list[str], many: bool, at: int) -> Place:
        path: Place = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            self._note(path, at)
            if depth == len(names) and many:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
                self._note(path, at)
        return path

    def _pair(self, table: Place, at: int) -> int:
        start = at
        names, at = self._keys(at)
        for depth in range(1, len(names) + 1):
            self._note((*table, *names[:depth]), start)
        return self._value((*table, *names), at + 1)

    def _keys(self, at: int) -> tuple[list[str], int]:
        names = []
        while found := self._KEY.match(self._text, at):
            names.append(next(group for group in found.groups() if group is not None))
            at = found.end()
            if not self._text.startswith(".", at):
                break
            at += 1
        return names, at

    def _value(self, path: Place, at: int) -> int:
        at = self._skip(at)
        if found := self._STRING.match(self._text, at):
            return found.end()
        if self._text.startswith("[", at):
            index, at = 0, self._skip(at + 1)
            while at < len(self._text) and not self._text.startswith("]", at):
                self._note((*path, index), at)
                index, at = index + 1, self._skip(self._value((*path, index), at))
            return at + 1
        if self._text.startswith("{", at):
            at = self._skip(at + 1)
            while at < len(self._text) and not self._text.startswith("}", at):
                at = self._skip(self._pair(path, at))
            return at + 1
        found = self._BARE.match(self._text, at)
        return max(found.end() if found else at, at + 1)

    def _skip(self, at: int) -> int:
        found = self._SPACE.match(self._text, at)
        return found.end() if found else at

    def _note(self, path: Place, at: int) -> None:
        self._lines.setdefault(path, bisect_right(self._starts, at))
