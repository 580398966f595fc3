"""Whom citizens call for what: the officials of the public list and the people named on the centre's own pages, each
once, by the field they work in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.accounts.resources import Official, Standing
from hcc.content.resources import Contact
from hcc.content.telling_readers import Person, person_of
from hcc.core.text import TranslationString, fold, message

STANDINGS = {Standing.HEAD: message("Head of the centre"), Standing.DEPUTY: message("Deputy head")}
LEADERS = message("Who leads the centre")
OTHERS = message("Other matters")
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+[–-]\s+")
"""What stands between the fields of one person, as people write them."""


@dataclass(frozen=True)
class Listed:
    """One person, or one part of the office, as the list shows her."""

    name: str
    standing: TranslationString | None
    title: str
    duty: str
    phone: str
    phone_url: str
    place: str = ""
    hours: str = ""
    url: str = ""
    """Her page; empty where she has none."""
    picture: Markup | None = None


@dataclass(frozen=True)
class Field:
    """Everybody who works in one field."""

    heading: str | TranslationString
    people: tuple[Listed, ...]
    told: str = ""
    """The field of all of them, where the heading says it whole."""


def directory(request: Request) -> list[Field]:
    """Who leads the centre, then everybody else by the first field named of each."""
    leaders: list[Listed] = []
    fields: dict[str, list[Listed]] = {}
    for one in _everybody(request):
        if one.standing is not None:
            leaders.append(one)
        else:
            fields.setdefault(fold(_BETWEEN.split(one.duty)[0]), []).append(one)
    found = [Field(LEADERS, tuple(leaders))] if leaders else []
    without = fields.pop("", [])
    found += [_field(fields[key]) for key in sorted(fields)]
    return [*found, Field(OTHERS, tuple(without))] if without else found


def _field(people: list[Listed]) -> Field:
    duties = {one.duty for one in people}
    if len(duties) == 1:
        return Field(people[0].duty, tuple(people), people[0].duty)
    return Field(_BETWEEN.split(people[0].duty)[0], tuple(people))


def _everybody(request: Request) -> list[Listed]:
    """The officials of the list in its order, with what their pages add; then those who only have a page, by name.

    Of somebody with an account the list decides whether she stands here at all.
    """
    accounts = request.site.accounts
    listed = {one.login: _of_official(one) for one in accounts.listed()}
    others: dict[tuple[str, str], Listed] = {}
    for contact in _contacts(request):
        person, login = person_of(contact, request), contact.text.get("account") or ""
        if not login:
            login = next((known for known, one in listed.items() if _is_same(one, person)), "")
            if not login:
                others.setdefault((fold(person.name), _digits(person.phone)), _of_page(person))
        if login in listed and not listed[login].url:
            page = _of_page(person)
            listed[login] = replace(
                listed[login], place=page.place, hours=page.hours, url=page.url, picture=page.picture
            )
    return [*listed.values(), *sorted(others.values(), key=lambda one: (fold(one.name), one.url))]


def _contacts(request: Request) -> Iterator[Contact]:
    """Everybody whose page citizens see."""
    for entry in request.public_tree.contacts:
        item = request.site.content.by_id.get(entry.id)
        if isinstance(item, Contact):
            yield item


def _is_same(official: Listed, person: Person) -> bool:
    """Whether a page without an account is of this official: of her name, and nothing in it says otherwise."""
    same = fold(official.name) == fold(person.name)
    return same and (not person.phone or _digits(person.phone) == _digits(official.phone))


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())


def _of_official(official: Official) -> Listed:
    contact = official.contact
    digits = "".join(letter for letter in contact.phone if letter.isdigit() or letter == "+")
    title = contact.title or official.job_title
    standing = STANDINGS.get(contact.standing)
    return Listed(official.name, standing, title, contact.duty, contact.phone, f"tel:{digits}" if digits else "")


def _of_page(person: Person) -> Listed:
    return Listed(
        person.name,
        None,
        person.job,
        person.duty,
        person.phone,
        person.phone_url,
        person.place,
        person.hours,
        person.url,
        person.picture,
    )
