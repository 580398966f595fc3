"""Acts upon accounts: add, change roles, edit the contact, disable, reset, sign in and out."""

import hashlib
import re
import secrets
from dataclasses import asdict, replace
from datetime import timedelta

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.roles import Role
from hcc.core.text import clean_line, message

from .passwords import Passwords
from .resources import DUTY_LIMIT, NAME_LIMIT, PHONE_LIMIT, AccountFolder, Contact, Official, SessionRecord

LOGIN = re.compile(r"[a-z][a-z0-9.-]{1,31}\Z")
PHONE = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){7,14}\Z", re.ASCII)


class BadLogin(Refusal):
    text = message("A sign-in name is 2 to 32 small letters without accents, digits, dots or hyphens.")


class LoginTaken(Refusal):
    text = message("There is already an official with the sign-in name ${login}.")


class NoSuchOfficial(Refusal):
    text = message("There is no official with the sign-in name ${login}.")


class SignInRefused(Refusal):
    text = message("The sign-in name or the password is not right. Look at both again; the password minds capitals.")


def add_official(
    accounts: AccountFolder, *, login: str, name: str, job_title: str, roles: set[Role], password_hash: str, act: Act
) -> Official:
    """Make an account. The login is for life: records name people by it."""
    if not LOGIN.match(login):
        raise BadLogin()
    if login in accounts:
        raise LoginTaken(login=login)
    official = Official(login, clean_line(name)[:NAME_LIMIT], clean_line(job_title)[:NAME_LIMIT], frozenset(roles))
    official.password_hash = password_hash
    accounts[login] = official
    official.chain.append(act, "added", roles=sorted(roles))
    return official


def find_official(accounts: AccountFolder, login: str) -> Official:
    official = accounts.get(login)
    if official is None:
        raise NoSuchOfficial(login=login)
    return official


def change_roles(official: Official, *, roles: set[Role], act: Act) -> None:
    """Give exactly these roles, from the next request on."""
    official.chain.append(act, "roles changed", before=sorted(official.roles), after=sorted(roles))
    official.roles = frozenset(roles)


class PhoneUnreadable(Refusal):
    field = "phone"
    text = message("A phone number has 8 to 15 digits, with spaces between them if you like.")


class ListedWithoutPhone(Refusal):
    field = "phone"
    text = message("Citizens call the officials of the public list. Write a phone number, or take the tick away.")


class ListedWithoutDuty(Refusal):
    field = "duty"
    text = message("Say which field of work this official has, or take the tick away.")


def edit_contact(official: Official, *, contact: Contact, act: Act) -> None:
    """Set what the public list tells of her. Raises the refusals above, together, before anything is changed."""
    contact = replace(
        contact,
        title=clean_line(contact.title)[:NAME_LIMIT],
        phone=clean_line(contact.phone)[:PHONE_LIMIT],
        duty=clean_line(contact.duty)[:DUTY_LIMIT],
    )
    complaints: list[Refusal] = []
    if contact.phone and not PHONE.match(contact.phone):
        complaints.append(PhoneUnreadable())
    if contact.listed and not contact.phone:
        complaints.append(ListedWithoutPhone())
    if contact.listed and not contact.duty:
        complaints.append(ListedWithoutDuty())
    refuse_if(complaints)
    if contact == official.contact:
        return
    official.chain.append(act, "contact edited", before=asdict(official.contact), after=asdict(contact))
    official.contact = contact


def disable_official(official: Official, *, act: Act) -> None:
    """No more signing in, and every session ends; records keep the name."""
    official.disabled = True
    official.__parent__.end_sessions(official.login)
    official.chain.append(act, "disabled")


def reset_password(official: Official, *, password_hash: str, act: Act) -> None:
    """A new password; every session ends, and a disabled account is open again."""
    official.password_hash = password_hash
    official.disabled = False
    official.__parent__.end_sessions(official.login)
    official.chain.append(act, "password reset")


def sign_in(accounts: AccountFolder, *, login: str, password: str, passwords: Passwords, hours: int, act: Act) -> str:
    """Check the password and begin a session; answers the session's secret, which is kept only as a digest."""
    official = accounts.get(login) if LOGIN.match(login) else None
    usable = official if official is not None and not official.disabled else None
    right = passwords.verify(usable.password_hash if usable is not None else None, password)
    if usable is None or not right:
        raise SignInRefused()
    accounts.end_sessions(login, older_than=act.at - timedelta(hours=hours))
    secret = secrets.token_urlsafe(32)
    accounts.sessions[session_digest(secret)] = SessionRecord(login, act.at, secrets.token_urlsafe(32))
    usable.chain.append(Act(login, act.at), "signed in")
    return secret


def sign_out(accounts: AccountFolder, *, secret: str, act: Act) -> None:
    """End the session this secret belongs to."""
    record = accounts.sessions.get(session_digest(secret))
    if record is not None:
        del accounts.sessions[session_digest(secret)]
        accounts[record.login].chain.append(act, "signed out")


def session_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
