"""/ban-lam-viec/changes: which procedures have another text, word by word, for every official; and having read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.changed_today import DAYS, ChangedText, Happened, changed_texts, text_before, unseen
from hcc.procedures.changes import Change, changes
from hcc.procedures.council_fees import record_on
from hcc.procedures.paging import Paging, page_number
from hcc.procedures.resources import Revision

from .places import Desks

PATH = "/ban-lam-viec/changes"
PAGE_SIZE = 20
LONG_AGO = 2000
"""No page showed anything before this year; the first year there is cannot even be told in UTC."""
NAMED = 3
"""So many procedures are named on the strip; of more, how many there are."""

HAPPENED: dict[Happened, tuple[str, str, TranslationString]] = {
    Happened.NEW: ("info", "plus", message("New procedure")),
    Happened.CHANGED: ("warn", "swap", message("Text changed")),
    Happened.FEE: ("warn", "money", message("Fee changed")),
    Happened.ENDED: ("idle", "off", message("Not in force any more")),
}


def unseen_changes(request: Request) -> list[ChangedText]:
    """What changed since she last said that she has read it."""
    seen = request.official.changes_seen if request.official is not None else None
    return unseen(changed_texts(request.site.procedures, request.now.astimezone(LOCAL).date()), seen)


def changes_strip(request: Request) -> dict[str, Any] | None:
    """What the page where work begins says of changed procedures; None where there is nothing to say."""
    found = unseen_changes(request)
    if not found:
        return None
    first = found[-1].at.date()  # the newest come first
    today = request.now.astimezone(LOCAL).date()
    return {
        "count": len(found),
        "since": "" if first == today else day_line(first, request.locale_name),
        "named": [(one.code, one.title, HAPPENED[one.happened][2]) for one in found[:NAMED]],
        "more": max(len(found) - NAMED, 0),
        "url": PATH,
    }


def show_changes(context: Desks, request: Request) -> dict[str, Any]:
    """Every change of the last days, those she has not read first, each beside the text before."""
    new = unseen_changes(request)
    known = {one.code for one in new}
    every = [*new, *(one for one in changed_texts(request.site.procedures, _today(request)) if one.code not in known)]
    pages = max(1, -(-len(every) // PAGE_SIZE))
    page = min(page_number(request.GET.get("page", "")), pages)
    shown = every[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return {
        "title": message("What changed in the procedures"),
        "section": "ban-lam-viec",
        "rows": [_row(one, one.code in known, request) for one in shown],
        "days": DAYS,
        "unread": len(new),
        "until": max((one.at for one in new), default=request.now).isoformat(),
        "here": PATH,
        "paging": _paging(page, pages, len(every)),
    }


def _today(request: Request) -> date:
    return request.now.astimezone(LOCAL).date()


def _paging(page: int, pages: int, total: int) -> Paging | None:
    if pages < 2:
        return None
    return Paging(
        (page - 1) * PAGE_SIZE + 1,
        min(page * PAGE_SIZE, total),
        total,
        f"{PATH}?page={page - 1}" if page > 1 else None,
        f"{PATH}?page={page + 1}" if page < pages else None,
    )


def _row(one: ChangedText, unread: bool, request: Request) -> dict[str, Any]:
    procedure = request.site.procedures[one.code]
    revision = procedure.revisions[one.revision]
    before = text_before(procedure, revision) if one.happened is Happened.CHANGED else None
    changed = _changes(before, revision, request) if before is not None else []
    return {
        "code": one.code,
        "title": one.title,
        "tag": HAPPENED[one.happened],
        "unread": unread,
        "day": day_line(one.on, request.locale_name),
        "before": before.number if before is not None else None,
        "after": revision.number,
        "changes": _fee_changes(one, revision, request) if one.happened is Happened.FEE else changed,
        "successor": revision.replaced_by or revision.record.successor if one.happened is Happened.ENDED else "",
    }


def _changes(before: Revision, after: Revision, request: Request) -> list[Change]:
    say = request.localizer.translate
    about = ("changes", before.number, request.locale_name)
    return request.made_of(after, about, lambda: changes(before.record, after.record, say))


def _fee_changes(one: ChangedText, revision: Revision, request: Request) -> list[Change]:
    """The fees of the council on the day before, and on the day."""
    old, new = (record_on(revision, day) for day in (one.on - timedelta(days=1), one.on))
    return changes(old, new, request.localizer.translate)


def do_see(context: Desks, request: Request) -> HTTPSeeOther:
    """She has read what the page showed; what came later is still told."""
    until = _moment(request.POST.get("until", ""))
    official = request.official
    if until is not None and (official.changes_seen is None or until > official.changes_seen):
        official.changes_seen = min(until, request.now).astimezone(UTC)
        request.flash(message("Written down that you have read the changes."))
    return HTTPSeeOther("/ban-lam-viec")


def _moment(typed: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed) if isinstance(typed, str) else None
    except ValueError:
        return None
    if found is None or found.tzinfo is None or found.year < LONG_AGO:
        return None
    return found


def includeme(config: Configurator) -> None:
    view = {"context": Desks, "permission": Permission.DESK_VIEW}
    template = "hcc:templates/desks/changes.pt"
    config.add_view(show_changes, name="changes", request_method="GET", renderer=template, **view)
    config.add_view(do_see, name="changes_seen", request_method="POST", once=True, **view)
