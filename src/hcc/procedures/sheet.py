"""The procedure sheet: what to bring, what it costs, how long it takes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from .changes import FIELD_LABELS
from .council_fees import fees_of, priced, shown_day
from .imports import differing_fields
from .names import STATE_NAMES
from .record import OnlineLevel, ProcedureRecord
from .related import related
from .resources import Procedure, Revision, RevisionState
from .sheet_parts import draw_sheet
from .sheet_words import QUESTIONS, SheetWords, sheet_words
from .structured_data import structured_data


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above the title when the text is not simply the one in force, in the reader's language."""

    kind: str
    heading: str
    words: str = ""
    url: str = ""
    link: str = ""


Sentence: TypeAlias = str | TranslationString


def _banner(
    request: Request, kind: str, heading: Sentence, words: Sentence = "", url: str = "", link: Sentence = ""
) -> Banner:
    # Translated here: two sentences that differ only by what is filled in are equal until then.
    say = request.localizer.translate
    return Banner(kind, say(heading), say(words), url, say(link))


@dataclass(frozen=True, slots=True)
class Text:
    """What a revision says, and the same in the words of a reader's language."""

    record: ProcedureRecord
    words: SheetWords
    since: str


def _text(revision: Revision, request: Request) -> Text:
    lang, forms = request.locale_name, request.site.procedures.forms.names
    fees = fees_of(revision, shown_day(revision, request.now.date()))

    def make() -> Text:
        record, since = priced(revision.record, fees), revision.effective_from
        words = sheet_words(record, request.localizer.translate, lang, forms)
        return Text(record, words, f"{since:%d/%m/%Y}" if since else "")

    return request.made_of(revision, ("text", lang, forms, fees), make)


def _portal(record: ProcedureRecord, request: Request) -> str:
    """Where it can be handed in online: the procedure's own address, else the portal's front page."""
    if record.online == OnlineLevel.NONE:
        return ""
    return record.portal_url or request.office.portal_url


def _sheet(revision: Revision, request: Request, base: str) -> dict[str, Any]:
    text = _text(revision, request)
    record = text.record
    field = request.registry["hcc.fields"].get(record.field)
    return {
        "title": record.title,
        "section": "procedures",
        "revision_number": revision.number,
        "record": record,
        "base": base,
        "sheet": text.words,
        "field_name": field.name if field else record.field,
        "portal": _portal(record, request),
        "own_portal": bool(record.portal_url) and record.online != OnlineLevel.NONE,
        "questions": QUESTIONS,
        "since": text.since,
        "structured": "",
        "ended": None,
        "banner": None,
        "coming": None,
        "older": (),
        "pages": (),
        "related": (),
    }


def show_procedure(context: Procedure, request: Request) -> Response:
    """/thu-tuc/<code>: what citizens see today; of what is no longer in force, since when and what replaces it."""
    today = request.now.date()
    revision = context.published(today)
    if revision is None:
        return _show_ended(context, request, today)
    older = [r for r in context.revisions.values() if r.number != revision.number and _was_seen(r, today)]
    page = _sheet(revision, request, f"/thu-tuc/{context.code}")
    page |= {
        "structured": structured_data(revision, request, field_name=page["field_name"], online_url=page["portal"]),
        "back": ("/thu-tuc", message("All procedures")),
        "older": [(r.number, _since(r)) for r in reversed(older)],
        "banner": _coming(context, request, today),
        "pages": request.pages_about(context.code),
        "related": related(revision, request),
    }
    return draw_sheet(page, request)


def _was_seen(revision: Revision, today: date) -> bool:
    return revision.takes_effect and revision.effective_from is not None and revision.effective_from <= today


NOT_YET = message("Its day has not come yet")
UNSEEN = frozenset(
    ("field", "level", "asked_as", "everyday_names", "audiences", "life_events", "announcement", "announced_on",
     "effective_from", "effective_to", "successor", "review")
)  # fmt: skip
"""Fields of which a citizen notices nothing when she comes with her papers."""


def _coming(procedure: Procedure, request: Request, today: date) -> Banner | None:
    """What will change, where a text for a later day is approved already; or that it will be over."""
    end, coming = procedure.ending(today), procedure.upcoming(today)
    if end is not None and (coming is None or coming.effective_from is None or coming.effective_from > end):
        return _ending(procedure, request, end, coming)
    if coming is None or coming.effective_from is None:
        return None
    day = day_line(coming.effective_from, request.locale_name)
    return _banner(
        request,
        "info",
        message("From ${day} something changes.", mapping={"day": day}),
        _changing(procedure.published(today), coming, request),
        url=f"/thu-tuc/{procedure.code}/phien-ban/{coming.number}",
        link=message("Read the text that holds from then on"),
    )


def _changing(before: Revision | None, coming: Revision, request: Request) -> Sentence:
    """Of what a citizen has to know what will be otherwise."""
    if before is None:
        return ""
    changed, _ = differing_fields(before.record, coming.record)
    labels = [request.localizer.translate(FIELD_LABELS[name]) for name in changed if name not in UNSEEN]
    seen = [label[:1].lower() + label[1:] for label in labels]
    if not seen:
        return message("Papers, fees and days stay as they are: only the decision behind them is another one.")
    return message("Changes in: ${parts}.", mapping={"parts": "; ".join(seen)})


def _ending(procedure: Procedure, request: Request, end: date, coming: Revision | None) -> Banner:
    """The last days of a procedure, and what takes its place."""
    lang = request.locale_name
    heading = message("From ${day} this procedure is no longer there.", mapping={"day": day_line(end, lang)})
    if coming is not None and coming.effective_from is not None:
        back = message("It is there again from ${day}.", mapping={"day": day_line(coming.effective_from, lang)})
        url = f"/thu-tuc/{procedure.code}/phien-ban/{coming.number}"
        return _banner(request, "warn", heading, back, url, message("Read the text that holds from then on"))
    last = procedure.published(end - timedelta(days=1))
    successor = request.site.procedures.get(last.successor) if last is not None and last.successor else None
    instead = successor.published(end) if successor is not None else None
    if instead is None:
        return _banner(request, "warn", heading)
    link = message("Instead from then on: ${title}", mapping={"title": instead.record.title})
    return _banner(request, "warn", heading, url=f"/thu-tuc/{instead.record.code}", link=link)


def _since(revision: Revision) -> str:
    """Its first day; empty for what came along with the program and was over, as a late decision said, before that."""
    until = _last_day(revision)
    first = revision.effective_from
    return f"{first:%d/%m/%Y}" if first is not None and (until is None or until >= first) else ""


def _show_ended(procedure: Procedure, request: Request, today: date) -> Response:
    """The page of a procedure whose last text ended, or whose first is still to come."""
    last = procedure.in_effect(today)
    coming = procedure.upcoming(today)
    if last is None:
        if coming is None:
            raise HTTPNotFound()
        page = {
            **_sheet(coming, request, f"/thu-tuc/{procedure.code}/phien-ban/{coming.number}"),
            "back": ("/thu-tuc", message("All procedures")),
            "banner": _lasting(coming, request, today),
        }
        return draw_sheet(page, request)
    request.response.headers["X-Robots-Tag"] = "noindex"
    code = last.successor
    successor = request.site.procedures.get(code) if code else None
    replacement = successor.published(today) if successor is not None else None
    day = day_line(last.ended_on, request.locale_name) if last.ended_on else ""
    page = {
        **_sheet(last, request, f"/thu-tuc/{procedure.code}/phien-ban/{last.number}"),
        "back": ("/thu-tuc", message("All procedures")),
        "banner": _banner(request, "warn", message("Not in force any more since ${day}.", mapping={"day": day})),
        "ended": (code, replacement.record.title if replacement is not None else ""),
        "coming": _coming(procedure, request, today),
        "older": [(r.number, _since(r)) for r in reversed(list(procedure.revisions.values())) if _was_seen(r, today)],
    }
    return draw_sheet(page, request)


def draw_revision(revision: Revision, request: Request) -> Response:
    """The sheet as it stands while this revision is in force, whatever it is now."""
    base = f"/thu-tuc/{revision.procedure.code}/phien-ban/{revision.number}"
    return draw_sheet(_sheet(revision, request, base), request)


def show_revision(context: Revision, request: Request) -> Response:
    """/thu-tuc/<code>/phien-ban/<n>: any revision that was ever approved, saying which days it holds."""
    code, today = context.record.code, request.now.date()
    page = {
        **_sheet(context, request, f"/thu-tuc/{code}/phien-ban/{context.number}"),
        "back": (f"/thu-tuc/{code}", message("The text in force")),
        "banner": _lasting(context, request, today),
    }
    return draw_sheet(page, request)


def _lasting(revision: Revision, request: Request, today: date) -> Banner | None:
    """State and days of a text that is not the one in force, and the way to that one."""
    state = revision.state(today)
    if state is RevisionState.PUBLISHED:
        return None
    until = _last_day(revision)
    if revision.effective_from is None:
        words = message("A draft: citizens do not see it.")
    elif not revision.takes_effect:
        words = message(
            "It was to hold from ${day}, and was withdrawn before that.",
            mapping={"day": f"{revision.effective_from:%d/%m/%Y}"},
        )
    elif until is not None and until < revision.effective_from:
        words = message("It held until ${last}.", mapping={"last": f"{until:%d/%m/%Y}"})
    elif until is None:
        words = message("It holds from ${day} on.", mapping={"day": f"{revision.effective_from:%d/%m/%Y}"})
    else:
        days = {"first": f"{revision.effective_from:%d/%m/%Y}", "last": f"{until:%d/%m/%Y}"}
        words = message("It held from ${first} to ${last}.", mapping=days)
    in_force = revision.procedure.published(today)
    return _banner(
        request,
        "info" if state is RevisionState.SCHEDULED else "warn",
        NOT_YET if state is RevisionState.SCHEDULED else STATE_NAMES[state],
        words,
        f"/thu-tuc/{revision.record.code}" if in_force is not None else "",
        message("Read the text in force"),
    )


def _last_day(revision: Revision) -> date | None:
    """The last day on which it was, or will be, the text in force; None where nothing ends it yet."""
    ends = [revision.ended_on]
    ends += [
        later.effective_from for later in revision.procedure.revisions.values(revision.number + 1) if later.takes_effect
    ]
    known = [day for day in ends if day is not None]
    return max(min(known) - timedelta(days=1), revision.begins) if known and revision.effective_from else None


def includeme(config: Configurator) -> None:
    page = {"permission": Permission.PROCEDURE_VIEW, "request_method": "GET", "cached": ()}
    config.add_view(show_procedure, context=Procedure, **page)
    config.add_view(show_revision, context=Revision, **page)
