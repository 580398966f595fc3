"""Links that let their holder do one thing once: choose a password, or make the first administrator."""

import secrets
from datetime import datetime, timedelta

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from ..passwords import Passwords
from ..resources import AccountFolder, Official, OneTimeLink
from .officials import add_official
from .sessions import session_digest

INVITATION_DAYS = 3
SET_UP_HOURS = 24


class LinkUsed(Refusal):
    text = message(
        "This link was used already, or its time is over. Ask a system administrator of the centre for a new one."
    )


class SetUpOver(Refusal):
    text = message(
        "This address was used already, or its time is over. Run “hcc setup-token” on the server for a new one."
    )


class OfficialDisabled(Refusal):
    text = message("${name} is disabled. Enable the account first.")


def invite(official: Official, *, act: Act) -> str:
    """A link with which she may choose a password; answers its secret. An earlier link is worth nothing any more.

    The password she has, if any, holds until she chooses another. Raises OfficialDisabled.
    """
    if official.disabled:
        raise OfficialDisabled(name=official.name)
    secret = secrets.token_urlsafe(24)
    official.link = OneTimeLink(session_digest(secret), act.at + timedelta(days=INVITATION_DAYS))
    official.chain.append(act, "link given")
    return secret


def link_holder(accounts: AccountFolder, *, secret: str, now: datetime) -> Official:
    """Whose link this is. Raises LinkUsed for one that is used, too old, or none."""
    digest = session_digest(secret)
    for official in accounts.values():
        if _opens(official.link, digest, now) and not official.disabled:
            return official
    raise LinkUsed()


def choose_password(
    accounts: AccountFolder,
    *,
    secret: str,
    password: str,
    about: tuple[str, ...] = (),
    passwords: Passwords,
    act: Act,
) -> Official:
    """The holder of a link sets her password; the link is used up and every session of hers ends.

    Raises LinkUsed, and what `Passwords.hash_chosen` raises.
    """
    official = link_holder(accounts, secret=secret, now=act.at)
    official.password_hash = passwords.hash_chosen(password, about=(official.login, official.name, *about))
    official.link = None
    accounts.end_sessions(official.login)
    official.chain.append(Act(official.login, act.at), "password chosen")
    return official


def offer_set_up(accounts: AccountFolder, *, act: Act) -> str | None:
    """A link that makes the first administrator; answers its secret. None once there is an administrator."""
    if accounts.administrators():
        return None
    secret = secrets.token_urlsafe(24)
    accounts.set_up = OneTimeLink(session_digest(secret), act.at + timedelta(hours=SET_UP_HOURS))
    accounts.chain.append(act, "set-up offered")
    return secret


def set_up_waits(accounts: AccountFolder, *, now: datetime) -> bool:
    """Whether a link for the first administrator is out and may still be used."""
    return accounts.set_up is not None and now <= accounts.set_up.until and not accounts.administrators()


def check_set_up(accounts: AccountFolder, *, secret: str, now: datetime) -> None:
    """Raises SetUpOver unless this secret may make the first administrator."""
    if accounts.administrators() or not _opens(accounts.set_up, session_digest(secret), now):
        raise SetUpOver()


def set_up_administrator(
    accounts: AccountFolder,
    *,
    secret: str,
    login: str,
    name: str,
    job_title: str,
    password: str,
    about: tuple[str, ...] = (),
    passwords: Passwords,
    act: Act,
) -> Official:
    """The first administrator makes herself and uses up the link. Raises SetUpOver, BadLogin, PasswordRefused ..."""
    check_set_up(accounts, secret=secret, now=act.at)
    official = add_official(
        accounts,
        login=login,
        name=name,
        job_title=job_title,
        roles={Role.ADMINISTRATOR},
        password_hash=passwords.hash_chosen(password, about=(login, name, *about)),
        act=Act(login, act.at),
    )
    accounts.set_up = None
    return official


def _opens(link: OneTimeLink | None, digest: str, now: datetime) -> bool:
    return link is not None and secrets.compare_digest(link.digest, digest) and now <= link.until
