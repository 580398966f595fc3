"""People one can ask, as citizens read of them: in the reader's language where somebody wrote it, else as it stands."""

from dataclasses import replace
from typing import Any, NamedTuple

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.core.identifiers import shown_phone
from hcc.core.permissions import Permission
from hcc.web.page_cache import keep_to_reader

from .body import item_at, picture_of
from .reading import reading_of
from .resources import TRANSLATED, Contact, ImageItem

PICTURE = "112px"
"""How wide the picture of a person stands on a page."""


class Words(NamedTuple):
    """Words of the office for whoever reads."""

    text: str = ""
    lang: str | None = None
    """Their `lang` where it is not that of the page."""
    vietnamese: str = ""
    """The same as they were written first."""
    translated: bool = False
    """Whether there is English of them."""


def words_in(lang: str, vietnamese: str, english: str = "") -> Words:
    """In English where that was asked for and is there."""
    if lang == "en" and english:
        return Words(english, None, vietnamese, True)
    return Words(vietnamese, "vi" if lang == "en" and vietnamese else None, vietnamese, bool(english))


class Person(NamedTuple):
    """A contact as citizens see her."""

    url: str
    name: Words
    job: Words
    duty: Words
    phone: str
    phone_url: str
    place: Words
    hours: Words
    picture: Markup | None = None

    @property
    def told(self) -> list[Words]:
        """What is said of her in words that have another language."""
        return [words for words in (self.job, self.duty, self.place, self.hours) if words.text]


def person_of(contact: Contact, request: Request) -> Person:
    """What is known of a contact. Of an official with an account it comes from there, so its page is never kept."""
    text, lang = contact.text, request.locale_name
    told = {name: text.get(name) or "" for name in ("phone", *TRANSLATED)}
    told |= {f"{name}_en": text.get(f"{name}_en") or "" for name in TRANSLATED}
    name = words_in(lang, contact.title, text.get("title_en") or "")
    if login := text.get("account"):
        keep_to_reader(request)
        official = request.site.accounts.get(login)
        if official is not None and official.contact.listed and not official.disabled:
            known = official.contact
            name = words_in(lang, official.name)
            _say(told, "job", known.title or official.job_title, known.title_en)
            _say(told, "duty", known.duty, known.duty_en)
            told["phone"] = known.phone or told["phone"]
    digits = "".join(letter for letter in told["phone"] if letter.isdigit() or letter == "+")
    job, duty, place, hours = (words_in(lang, told[name], told[f"{name}_en"]) for name in TRANSLATED)
    return Person(
        request.resource_path(contact).rstrip("/"),
        name,
        job,
        duty,
        shown_phone(told["phone"]),
        f"tel:{digits}" if digits else "",
        place,
        hours,
        _picture_of(contact, request),
    )


def _say(told: dict[str, str], name: str, vietnamese: str, english: str) -> None:
    """Words of the list before those of the page. English of the page stands only for the Vietnamese beside it: of
    other words it says something else.
    """
    same = not vietnamese or told[name] in ("", vietnamese)
    told |= {name: vietnamese or told[name], f"{name}_en": english or (told[f"{name}_en"] if same else "")}


def _picture_of(contact: Contact, request: Request) -> Markup | None:
    """Her picture, where whoever reads may see it."""
    picture = item_at(contact.text["picture"], request) if contact.text.get("picture") else None
    if not isinstance(picture, ImageItem) or picture.file is None:
        return None
    seen = picture.is_public(request.now) or request.has_permission(Permission.CONTENT_VIEW, picture)
    return picture_of(picture, request, sizes=PICTURE) if seen else None


def told_of_contact(contact: Contact, request: Request) -> dict[str, Any]:
    """Her card. A name stays as it is: her page is translated when all that is said of her is, and what
    says nothing but a name and a telephone needs no translation.
    """
    person = person_of(contact, request)
    in_english = [words.translated for words in person.told] + [True] * person.name.translated
    untranslated = request.locale_name == "en" and bool(in_english) and not any(in_english)
    return {
        "person": person,
        "reading": replace(reading_of(contact, request), untranslated=untranslated),
        "translated": bool(in_english) and all(in_english),
    }
