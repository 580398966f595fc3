"""How lists show a thing: in the language of the reader, a notice with its days and whether it holds."""

from typing import NamedTuple

from pyramid.request import Request

from hcc.core.text import TranslationString, message

from .notices import Stage, span_words, stage_of
from .public_tree import Entry
from .resources import Notice

Mark = tuple[str, str, TranslationString]
"""Kind, icon and words of a tag."""
STAGE_WORDS: dict[Stage, Mark] = {
    Stage.AHEAD: ("info", "calendar", message("Not begun yet")),
    Stage.NOW: ("ok", "ok", message("Holds now")),
    Stage.OVER: ("idle", "off", message("Is over")),
}
URGENT: Mark = ("bad", "warn", message("Urgent"))
ON_FRONT_PAGE = 3


class Shown(NamedTuple):
    """One line of a list of pages, in the reader's language."""

    url: str
    title: str
    lang: str | None
    summary: str
    summary_lang: str | None
    kind: str
    mark: Mark | None
    days: str

    @property
    def is_urgent(self) -> bool:
        """Whether it is an urgent notice that is not over."""
        return self.mark == URGENT


def line_shown(entry: Entry, request: Request) -> Shown:
    """How a list shows a thing."""
    lang, mark, days = request.locale_name, None, ""
    if entry.kind == Notice.kind:
        stage = stage_of(entry.more, request.now)
        urgent = bool(entry.more.get("urgent")) and stage != Stage.OVER
        mark = URGENT if urgent else STAGE_WORDS[stage] if stage != Stage.NOW else None
        days = span_words(entry.more, lang)
    title, of_title = entry.title_in(lang), entry.lang_in(lang)
    return Shown(request.script_name + entry.url, title, of_title, *entry.summary_in(lang), entry.kind, mark, days)


def standing_notices(request: Request) -> list[Entry]:
    """Notices that are not over: urgent ones first, then the newest."""
    standing = [one for one in request.public_tree.newest_notices if stage_of(one.more, request.now) != Stage.OVER]
    return sorted(standing, key=lambda one: not one.more.get("urgent"))


def front_notices(request: Request) -> list[Shown]:
    """Those of the front page."""
    return [line_shown(entry, request) for entry in standing_notices(request)[:ON_FRONT_PAGE]]
