"""/kiem-tra: where anyone checks an issued paper. Nothing is stored here; it asks the register."""

import re
from typing import Any

from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.permissions import Permission

from .resources import BookEntry, BookFolder

_TOKEN = re.compile(r"[0-9a-f]{32}\Z")


class IssuedPaper:
    """/kiem-tra/<token>: what the register says of one paper, without personal data."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, check: "PaperCheck", token: str, entry: BookEntry) -> None:
        self.__parent__ = check
        self.__name__ = token
        self.entry = entry


class PaperCheck:
    """/kiem-tra."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str, books: BookFolder) -> None:
        self.__parent__ = parent
        self.__name__ = name
        self.books = books

    def __getitem__(self, token: str) -> IssuedPaper:
        if not _TOKEN.match(token):
            raise KeyError(token)
        return IssuedPaper(self, token, self.books.by_token[token])
