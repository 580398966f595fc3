"""Signing in and out, and ending sessions."""

import hashlib
import secrets
from datetime import timedelta

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..passwords import Passwords
from ..resources import AccountFolder, Official, SessionRecord
from .officials import LOGIN


class SignInRefused(Refusal):
    text = message("The sign-in name or the password is not right. Look at both again; the password minds capitals.")


class FactorNeeded(Exception):
    """The password is right, and the official has a second factor to show."""


class SessionGone(Refusal):
    text = message("This session has ended already.")


def check_password(accounts: AccountFolder, *, login: str, password: str, passwords: Passwords) -> Official:
    """The official of this name and password. Raises SignInRefused, after the same work whatever is wrong."""
    official = accounts.get(login) if LOGIN.match(login) else None
    if official is not None and official.disabled:
        official = None
    right = passwords.verify(official.password_hash if official is not None else None, password)
    if official is None or not right:
        raise SignInRefused()
    return official


def begin_session(official: Official, *, hours: int, browser: str = "", factor: str = "", act: Act) -> str:
    """Begin a session for an official who has shown who she is; answers its secret, which is kept only as a digest.

    `factor` says which second factor was shown, if any. Her sessions older than `hours` are cleared away.
    """
    accounts = official.__parent__
    accounts.end_sessions(official.login, older_than=act.at - timedelta(hours=hours))
    secret = secrets.token_urlsafe(32)
    record = SessionRecord(official.login, act.at, secrets.token_urlsafe(32))
    if browser:
        record.browser = browser
    accounts.sessions[session_digest(secret)] = record
    official.chain.append(Act(official.login, act.at), "signed in", **({"factor": factor} if factor else {}))
    return secret


def sign_in(
    accounts: AccountFolder,
    *,
    login: str,
    password: str,
    passwords: Passwords,
    hours: int,
    browser: str = "",
    act: Act,
) -> str:
    """Check the password and begin a session. Raises SignInRefused, and FactorNeeded for who has a second factor."""
    official = check_password(accounts, login=login, password=password, passwords=passwords)
    if official.factor is not None:
        raise FactorNeeded()
    return begin_session(official, hours=hours, browser=browser, act=act)


def sign_out(accounts: AccountFolder, *, secret: str, act: Act) -> None:
    """End the session this secret belongs to."""
    record = accounts.sessions.get(session_digest(secret))
    if record is not None:
        del accounts.sessions[session_digest(secret)]
        accounts[record.login].chain.append(act, "signed out")


def end_session(official: Official, *, name: str, act: Act) -> None:
    """End one session of hers, named as `session_name` does. Raises SessionGone."""
    accounts = official.__parent__
    for digest, _record in accounts.sessions_of(official.login):
        if session_name(digest) == name:
            del accounts.sessions[digest]
            official.chain.append(act, "session ended")
            return
    raise SessionGone()


def end_sessions(official: Official, *, but: str = "", act: Act) -> int:
    """End her sessions, all or all but the one with digest `but`; answers how many."""
    count = official.__parent__.end_sessions(official.login, but=but)
    if count:
        official.chain.append(act, "sessions ended", count=count)
    return count


def renew_session(accounts: AccountFolder, *, secret: str, act: Act) -> str:
    """The official of this session has shown anew that it is she; answers the secret it has from now on."""
    record = accounts.sessions.pop(session_digest(secret))
    record.confirmed_at = act.at
    renewed = secrets.token_urlsafe(32)
    accounts.sessions[session_digest(renewed)] = record
    accounts[record.login].chain.append(act, "confirmed")
    return renewed


def session_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def session_name(digest: str) -> str:
    """What a session is called on pages: enough of its digest to tell it from others."""
    return digest[:16]
