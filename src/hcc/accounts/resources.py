"""Officials and their sessions."""

from datetime import datetime, timedelta

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.answers import Answers
from hcc.core.evidence import Chain
from hcc.core.folder import Folder, Node
from hcc.core.permissions import Permission
from hcc.core.roles import Role

NAME_LIMIT = 120


class Official(Node):
    """One person of the centre. `login` is her name in records, for life."""

    disabled = False
    password_hash: str | None = None
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

    def end_sessions(self, login: str, older_than: datetime | None = None) -> None:
        """End the sessions of one official: all, or those begun before a moment."""
        for digest, record in list(self.sessions.items()):
            if record.login == login and (older_than is None or record.created_at < older_than):
                del self.sessions[digest]


def session_expired(record: SessionRecord, now: datetime, hours: int) -> bool:
    return now - record.created_at > timedelta(hours=hours)
