"""/kiem-tra, where anyone checks an issued paper, and /ban-sao, where its holder fetches an electronic copy.

Nothing is stored here; both ask the register.
"""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hcc.accounts.operations.sessions import session_digest
from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.permissions import Permission

if TYPE_CHECKING:
    from .resources import BookEntry, BookFolder

_TOKEN = re.compile(r"[0-9a-f]{32}\Z")


class IssuedPaper:
    """/kiem-tra/<token>: what the register says of one paper, without personal data."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, check: "PaperCheck", token: str, entry: "BookEntry") -> None:
        self.__parent__ = check
        self.__name__ = token
        self.entry = entry


class PaperCheck:
    """/kiem-tra."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str, books: "BookFolder") -> None:
        self.__parent__ = parent
        self.__name__ = name
        self.books = books

    def __getitem__(self, token: str) -> IssuedPaper:
        if not _TOKEN.match(token):
            raise KeyError(token)
        return IssuedPaper(self, token, self.books.by_token[token])


class CopyLink:
    """/ban-sao/<secret>: a link as somebody sent it, whether it leads to a copy or not."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, links: "CopyLinks", secret: str) -> None:
        self.__parent__ = links
        self.__name__ = secret
        self._secret, self._books = secret, links.books

    def entry(self, now: datetime) -> "BookEntry | None":
        """The copy it leads to now."""
        return self._books.deliveries.entry(session_digest(self._secret), now=now)


class CopyLinks:
    """/ban-sao. It answers to every name, so that a wrong one is counted as a try."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str, books: "BookFolder") -> None:
        self.__parent__ = parent
        self.__name__ = name
        self.books = books

    def __getitem__(self, name: str) -> CopyLink:
        return CopyLink(self, name)
