"""Adding officials, and changing who they are and what they may do."""

import re
from dataclasses import asdict, replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.roles import Role
from hcc.core.text import clean_line, message

from ..resources import (
    CAPACITY_LIMIT,
    CAPACITY_LINES,
    DUTY_LIMIT,
    NAME_LIMIT,
    PHONE_LIMIT,
    AccountFolder,
    Contact,
    Official,
)
from ..units import CENTRE

LOGIN = re.compile(r"[a-z][a-z0-9.-]{1,31}\Z")
PHONE = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){7,14}\Z", re.ASCII)


class BadLogin(Refusal):
    field = "login"
    text = message("A sign-in name is 2 to 32 small letters without accents, digits, dots or hyphens.")


class LoginTaken(Refusal):
    field = "login"
    text = message("There is already an official with the sign-in name ${login}.")


class NameMissing(Refusal):
    field = "name"
    text = message("Write the official's name as it stands on papers.")


class NoSuchOfficial(Refusal):
    text = message("There is no official with the sign-in name ${login}.")


class NoSuchUnit(Refusal):
    field = "unit"
    text = message("Choose a unit of the list. This one is closed or was never there.")


class LastAdministrator(Refusal):
    text = message(
        "${name} is the only one who keeps officials. Make somebody else a system administrator first, so that the"
        " centre does not shut itself out."
    )


class NotOneself(Refusal):
    text = message("You cannot take your own access away. Ask another system administrator to do it.")


def add_official(
    accounts: AccountFolder,
    *,
    login: str,
    name: str,
    job_title: str,
    roles: set[Role],
    password_hash: str | None,
    unit: int = CENTRE,
    act: Act,
) -> Official:
    """Make an account. The login is for life: records name people by it. Without a password she cannot sign in yet."""
    name = clean_line(name)[:NAME_LIMIT]
    complaints: list[Refusal] = []
    if not LOGIN.match(login):
        complaints.append(BadLogin())
    elif login in accounts:
        complaints.append(LoginTaken(login=login))
    if not name:
        complaints.append(NameMissing())
    if not _is_open(accounts, unit):
        complaints.append(NoSuchUnit())
    refuse_if(complaints)
    official = Official(login, name, clean_line(job_title)[:NAME_LIMIT], frozenset(roles))
    official.password_hash = password_hash
    if unit != CENTRE:
        official.unit = unit
    accounts[login] = official
    official.chain.append(act, "added", roles=sorted(roles), unit=unit)
    _settled(accounts)
    return official


def find_official(accounts: AccountFolder, login: str) -> Official:
    official = accounts.get(login)
    if official is None:
        raise NoSuchOfficial(login=login)
    return official


def change_roles(official: Official, *, roles: set[Role], act: Act) -> None:
    """Give exactly these roles, from the next request on. Nobody takes her own administration away, nor the last."""
    if roles == official.roles:
        return
    if Role.ADMINISTRATOR not in roles and official.has_role(Role.ADMINISTRATOR):
        _keep_an_administrator(official, act)
    official.chain.append(act, "roles changed", before=sorted(official.roles), after=sorted(roles))
    official.roles = frozenset(roles)
    _settled(official.__parent__)


def edit_official(
    official: Official, *, name: str, job_title: str, unit: int, capacity: tuple[str, ...] = (), act: Act
) -> None:
    """Set name, position, unit and the lines above her signature. Raises NameMissing and NoSuchUnit, together."""
    name, job_title = clean_line(name)[:NAME_LIMIT], clean_line(job_title)[:NAME_LIMIT]
    lines = [line for line in (clean_line(one)[:CAPACITY_LIMIT] for one in capacity) if line]
    complaints: list[Refusal] = []
    if not name:
        complaints.append(NameMissing())
    if unit != official.unit and not _is_open(official.__parent__, unit):
        complaints.append(NoSuchUnit())
    refuse_if(complaints)
    after = {"name": name, "job_title": job_title, "unit": unit, "capacity": lines[:CAPACITY_LINES]}
    before = {
        "name": official.name,
        "job_title": official.job_title,
        "unit": official.unit,
        "capacity": list(official.signing_capacity),
    }
    if after == before:
        return
    changed = [key for key in after if after[key] != before[key]]
    official.chain.append(
        act, "edited", before={key: before[key] for key in changed}, after={key: after[key] for key in changed}
    )
    official.name, official.job_title, official.unit = name, job_title, unit
    official.signing_capacity = tuple(lines[:CAPACITY_LINES])


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
        title_en=clean_line(contact.title_en)[:NAME_LIMIT],
        duty_en=clean_line(contact.duty_en)[:DUTY_LIMIT],
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
    """No more signing in, and every session ends; records keep the name. Not oneself, nor the last administrator."""
    if official.disabled:
        return
    _keep_an_administrator(official, act)
    official.disabled = True
    official.link = None
    official.__parent__.end_sessions(official.login)
    official.chain.append(act, "disabled")


def enable_official(official: Official, *, act: Act) -> None:
    """She may sign in again, with the password and the factor she had."""
    if not official.disabled:
        return
    official.disabled = False
    official.chain.append(act, "enabled")
    _settled(official.__parent__)


def _keep_an_administrator(official: Official, act: Act) -> None:
    """Raises NotOneself or LastAdministrator when an administrator's access must not be taken away by this act."""
    if official.login == act.by:
        raise NotOneself()
    if official.__parent__.administrators() == [official]:
        raise LastAdministrator(name=official.name)


def _is_open(accounts: AccountFolder, number: int) -> bool:
    return any(unit.number == number and not unit.closed for unit in accounts.units())


def _settled(accounts: AccountFolder) -> None:
    """The link of the first start is gone as soon as there is an administrator."""
    if accounts.set_up is not None and accounts.administrators():
        accounts.set_up = None
