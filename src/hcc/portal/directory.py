"""Whom citizens call for what: the officials of the public list and the people named on the centre's own pages, each
once, by the field they work in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.accounts.resources import Official, Standing
from hcc.content.people import Person, Words, person_of, words_in
from hcc.content.resources import Contact
from hcc.core.text import TranslationString, fold, message

STANDINGS = {Standing.HEAD: message("Head of the centre"), Standing.DEPUTY: message("Deputy head")}
LEADERS = message("Who leads the centre")
OTHERS = message("Other matters")
UNTOLD = Words()
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+[–-]\s+")
"""What stands between the fields of one person, as people write them."""


@dataclass(frozen=True)
class Listed:
    """One person, or one part of the office, as the list shows her."""

    name: Words
    standing: TranslationString | None
    title: Words
    duty: Words
    phone: str
    phone_url: str
    place: Words = UNTOLD
    hours: Words = UNTOLD
    url: str = ""
    """Her page; empty where she has none."""
    picture: Markup | None = None


@dataclass(frozen=True)
class Field:
    """Everybody who works in one field."""

    heading: str | TranslationString
    people: tuple[Listed, ...]
    """Where the heading says the field of all of them whole, none has one of her own."""
    lang: str | None = None
    """The `lang` of the heading, where it is not that of the page."""


def directory(request: Request) -> list[Field]:
    """Who leads the centre, then everybody else by the first field named of each, in the reader's language."""
    leaders: list[Listed] = []
    fields: dict[str, list[Listed]] = {}
    for one in _everybody(request):
        if one.standing is not None:
            leaders.append(one)
        else:
            fields.setdefault(fold(_BETWEEN.split(one.duty.vietnamese)[0]), []).append(one)
    found = [Field(LEADERS, tuple(leaders))] if leaders else []
    without = fields.pop("", [])
    found += sorted(map(_field, fields.values()), key=lambda field: fold(str(field.heading)))
    return [*found, Field(OTHERS, tuple(without))] if without else found


def _field(people: list[Listed]) -> Field:
    """Headed by their field in the reader's language, as the first of them has it for whom it is there."""
    heading = next((one.duty for one in people if one.duty.lang is None), people[0].duty)
    if len({one.duty.vietnamese for one in people}) == 1:
        return Field(heading.text, tuple(replace(one, duty=UNTOLD) for one in people), heading.lang)
    return Field(_BETWEEN.split(heading.text)[0], tuple(people), heading.lang)


def _everybody(request: Request) -> list[Listed]:
    """The officials of the list in its order, with what their pages add; then those who only have a page, by name.

    Of somebody with an account the list decides whether she stands here at all.
    """
    accounts, lang = request.site.accounts, request.locale_name
    listed = {one.login: _of_official(one, lang) for one in accounts.listed()}
    others: dict[tuple[str, str], Listed] = {}
    for contact in _contacts(request):
        person, login = person_of(contact, request), contact.text.get("account") or ""
        if not login:
            login = next((known for known, one in listed.items() if _is_same(one, person)), "")
            if not login:
                others.setdefault((fold(person.name.vietnamese), _digits(person.phone)), _of_page(person))
        if login in listed and not listed[login].url:
            listed[login] = _with_page(listed[login], person)
    return [*listed.values(), *sorted(others.values(), key=lambda one: (fold(one.name.vietnamese), one.url))]


def _with_page(official: Listed, person: Person) -> Listed:
    """What her page adds to what the list tells of an official, English that the list has not among it."""
    title, duty = (
        theirs if theirs.translated and not own.translated and theirs.vietnamese == own.vietnamese else own
        for own, theirs in ((official.title, person.job), (official.duty, person.duty))
    )
    return replace(
        official,
        title=title,
        duty=duty,
        place=person.place,
        hours=person.hours,
        url=person.url,
        picture=person.picture,
    )


def _contacts(request: Request) -> Iterator[Contact]:
    """Everybody whose page citizens see."""
    for entry in request.public_tree.contacts:
        item = request.site.content.by_id.get(entry.id)
        if isinstance(item, Contact):
            yield item


def _is_same(official: Listed, person: Person) -> bool:
    """Whether a page without an account is of this official: of her name, and nothing in it says otherwise."""
    same = fold(official.name.vietnamese) == fold(person.name.vietnamese)
    return same and (not person.phone or _digits(person.phone) == _digits(official.phone))


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())


def _of_official(official: Official, lang: str) -> Listed:
    contact = official.contact
    digits = "".join(letter for letter in contact.phone if letter.isdigit() or letter == "+")
    return Listed(
        words_in(lang, official.name),
        STANDINGS.get(contact.standing),
        words_in(lang, contact.title or official.job_title, contact.title_en),
        words_in(lang, contact.duty, contact.duty_en),
        contact.phone,
        f"tel:{digits}" if digits else "",
    )


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
