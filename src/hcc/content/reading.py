"""A text in the language of its reader: the translation where there is one, else Vietnamese, and marked as such."""

from dataclasses import dataclass

from chameleon.utils import Markup
from pyramid.request import Request

from .body import body_of, drawn_for
from .drawings import BODY_EN, drawing_of
from .resources import Item


@dataclass(frozen=True)
class Reading:
    """A text as it is read."""

    title: str
    summary: str
    body: Markup
    lang: str | None
    """The `lang` of title, summary and body: None where it is that of the page."""
    untranslated: bool = False
    """Whether the reader asked for another language than this."""


def is_translated(item: Item) -> bool:
    """Whether what people read first and last of it is there in English: its title, and its text if it has one."""
    text = item.text
    return bool(text.get("title_en")) and (bool(text.get("body_en")) or not text.get("body"))


def title_in(item: Item, lang: str) -> tuple[str, str | None]:
    """The title of a thing on a page of this language, and its `lang` where it is another."""
    english = (item.text.get("title_en") or "") if lang == "en" else ""
    return english or item.title, "vi" if lang == "en" and not english else None


def reading_of(item: Item, request: Request) -> Reading:
    """The text of a thing for whoever asks."""
    text = item.text
    if request.locale_name != "en":
        return Reading(item.title, text.get("summary") or "", body_of(item, request), None)
    if is_translated(item):
        drawing = drawing_of(item, BODY_EN)
        body = drawn_for(drawing, request) if drawing is not None else Markup("")
        return Reading(text["title_en"], text.get("summary_en") or "", body, None)
    return Reading(item.title, text.get("summary") or "", body_of(item, request), "vi", untranslated=True)
