"""Officials, their units and their sessions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.answers import Answers
from hcc.core.evidence import Chain
from hcc.core.folder import Folder, Node
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import fold

from .capacities import Capacity
from .substitutes import Substitution
from .units import CENTRE, CENTRE_NAME, Unit

NAME_LIMIT = 120
PHONE_LIMIT = 40
DUTY_LIMIT = 300
CAPACITY_LINES, CAPACITY_LIMIT = 3, 60
"""Lines above a signature, and letters of each."""


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
    title_en: str = ""
    """Title and field in English; empty: readers of English meet the Vietnamese."""
    duty_en: str = ""


UNLISTED = Contact()


@dataclass(frozen=True)
class OneTimeLink:
    """What is kept of a link that lets its holder do one thing once: a digest of its secret, and until when.

    Kept inside officials and the account folder: add fields with defaults, never rename them.
    """

    digest: str
    until: datetime


class Factor(Persistent):
    """An official's second factor: the secret of her code generator, and recovery codes for the day it is lost."""

    def __init__(self, sealed: bytes, at: datetime, step: int, recovery: tuple[str, ...]) -> None:
        self.sealed = sealed
        """The secret, sealed with the key of this installation, which is not in the database."""
        self.at = at
        self.step = step
        """Time step of the newest code used: it and all before it are used up (RFC 6238, 5.2)."""
        self.recovery = recovery
        """Digests of the recovery codes not used yet."""


class Official(Node):
    """One person of the centre. `login` is her name in records, for life."""

    disabled = False
    demo = False
    """Made with the demo office, whose password everybody knows: only a demo office is served with her."""
    password_hash: str | None = None
    """None: she has not chosen a password yet, and cannot sign in."""
    link: OneTimeLink | None = None
    """The link with which she may choose a password, while there is one."""
    factor: Factor | None = None
    unit: int = CENTRE
    changes_seen: datetime | None = None
    """Up to when she has read what changed in the procedures."""
    stands_in: tuple[Substitution, ...] = ()
    """Whose place she takes, past and coming days too."""
    contact = UNLISTED
    signing_capacity: tuple[str, ...] = ()
    """Lines above the signature, such as "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"; empty: does not sign certifications."""
    capacities: tuple[Capacity, ...] = ()
    """In what capacity she signs certifications, on past and coming days too. Where there are any, they alone say."""

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

    browser = ""
    """What it called itself, such as "Chrome, Windows"; empty: nothing known."""
    confirmed_at: datetime | None = None
    """When its official last proved to be there, after signing in."""

    def __init__(self, login: str, created_at: datetime, csrf_token: str) -> None:
        self.login = login
        self.created_at = created_at
        self.csrf_token = csrf_token


class AccountFolder(Folder):
    """Officials by login, their units, and the records of their sessions by the digest of the session's secret."""

    __acl__ = [allow(Role.ADMINISTRATOR, Permission.ACCOUNT_VIEW), DENY_ALL]

    set_up: OneTimeLink | None = None
    """The link with which the first administrator makes herself, while there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions = OOBTree()
        self.begin_units()

    def begin_units(self) -> None:
        """The unit every office has, and the chain that records what becomes of units."""
        self._units = IOBTree()
        self.put_unit(Unit(CENTRE, CENTRE_NAME))
        self.chain = Chain()

    def put_unit(self, unit: Unit) -> None:
        self._units[unit.number] = unit

    def units(self) -> list[Unit]:
        """Every unit by number, closed ones too."""
        return list(self._units.values())

    def unit(self, number: int) -> Unit:
        """Raises KeyError when there is no such unit."""
        return self._units[number]

    def officials(self) -> list[Official]:
        return list(self.values())

    def listed(self) -> list[Official]:
        """The officials of the public list: head, deputies, then the others, each by name. Disabled ones are not."""
        found = [official for official in self.values() if official.contact.listed and not official.disabled]
        order = list(Standing)
        return sorted(found, key=lambda one: (order.index(one.contact.standing), fold(one.name), one.login))

    def administrators(self) -> list[Official]:
        """Those who can sign in and keep the others: enabled, and with a password."""
        return [
            one
            for one in self.values()
            if one.has_role(Role.ADMINISTRATOR) and one.password_hash is not None and not one.disabled
        ]

    def substitutes_of(self, login: str) -> Iterator[tuple[Official, Substitution]]:
        """Who stands in for this official, past and coming days too."""
        for official in self.values():
            for substitution in official.stands_in:
                if substitution.absent == login:
                    yield official, substitution

    def sessions_of(self, login: str) -> list[tuple[str, SessionRecord]]:
        """Digest and record of each session of one official, the newest first."""
        found = [(digest, record) for digest, record in self.sessions.items() if record.login == login]
        return sorted(found, key=lambda pair: pair[1].created_at, reverse=True)

    def end_sessions(self, login: str, older_than: datetime | None = None, but: str = "") -> int:
        """End the sessions of one official: all, or those begun before a moment, but the one with digest `but`.
        Answers how many there were.
        """
        ended = [
            digest
            for digest, record in self.sessions_of(login)
            if digest != but and (older_than is None or record.created_at < older_than)
        ]
        for digest in ended:
            del self.sessions[digest]
        return len(ended)


def session_expired(record: SessionRecord, now: datetime, hours: int) -> bool:
    return now - record.created_at > timedelta(hours=hours)
