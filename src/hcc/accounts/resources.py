"""Officials and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.answers import Answers
from hcc.core.evidence import Chain
from hcc.core.folder import Folder, Node
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import fold

NAME_LIMIT = 120
PHONE_LIMIT = 40
DUTY_LIMIT = 300


class Standing(StrEnum):
    """Where an official stands in the public list, which is in this order."""

    HEAD = "head"
    """Leads the centre (giám đốc)."""
    DEPUTY = "deputy"
    """Stands in for the head (phó giám đốc)."""
    OFFICIAL = "official"


@dataclass(frozen=True)
class Contact:
    """What the public list of officials tells of one of them beside her name; the law wants it published (NĐ 118/2025).

    Kept inside officials: add fields with defaults, never rename them.
    """

    listed: bool = False
    """Whether she stands in the public list."""
    standing: Standing = Standing.OFFICIAL
    title: str = ""
    """Her title as citizens read it; empty: her position."""
    phone: str = ""
    duty: str = ""
    """The field she works in, in words."""


UNLISTED = Contact()


class Official(Node):
    """One person of the centre. `login` is her name in records, for life."""

    disabled = False
    password_hash: str | None = None
    contact = UNLISTED
    signing_capacity: tuple[str, ...] = ()
    """Lines above the signature, such as "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"; empty: does not sign certifications."""

    def __init__(self, login: str, name: str, job_title: str, roles: frozenset[Role]) -> None:
        self.login = login
        self.name = name
        self.job_title = job_title
        self.roles = roles
        self.chain = Chain()
        self.answers = Answers()

    def has_role(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)


class SessionRecord(Persistent):
    """One signed-in browser. Only its beginning and its end are written: when it was last seen is in the cookie."""

    def __init__(self, login: str, created_at: datetime, csrf_token: str) -> None:
        self.login = login
        self.created_at = created_at
        self.csrf_token = csrf_token


class AccountFolder(Folder):
    """Officials by login, and the records of their sessions by the digest of the session's secret."""

    __acl__ = [allow(Role.ADMINISTRATOR, Permission.ACCOUNT_VIEW), DENY_ALL]

    def __init__(self) -> None:
        super().__init__()
        self.sessions = OOBTree()

    def officials(self) -> list[Official]:
        return list(self.values())

    def listed(self) -> list[Official]:
        """The officials of the public list: head, deputies, then the others, each by name. Disabled ones are not."""
        found = [official for official in self.values() if official.contact.listed and not official.disabled]
        order = list(Standing)
        return sorted(found, key=lambda one: (order.index(one.contact.standing), fold(one.name), one.login))

    def end_sessions(self, login: str, older_than: datetime | None = None) -> None:
        """End the sessions of one official: all, or those begun before a moment."""
        for digest, record in list(self.sessions.items()):
            if record.login == login and (older_than is None or record.created_at < older_than):
                del self.sessions[digest]


def session_expired(record: SessionRecord, now: datetime, hours: int) -> bool:
    return now - record.created_at > timedelta(hours=hours)
