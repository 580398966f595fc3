"""/ban-lam-viec/changes: which procedures have another text, word by word, for every official; and having read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.changed_today import (
    DAYS,
    ChangedText,
    ChangedTogether,
    Happened,
    Told,
    changed_texts,
    text_before,
    texts_of,
    unseen,
)
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
"""So many changes are named on the strip; of more, how many there are."""

HAPPENED: dict[Happened, tuple[str, str, TranslationString]] = {
    Happened.NEW: ("info", "plus", message("New procedure")),
    Happened.CHANGED: ("warn", "swap", message("Text changed")),
    Happened.FEE: ("warn", "money", message("Fee changed")),
    Happened.ENDED: ("idle", "off", message("Not in force any more")),
}


def unseen_changes(request: Request) -> list[Told]:
    """What changed since she last said that she has read it."""
    seen = request.official.changes_seen if request.official is not None else None
    return unseen(changed_texts(request.site.procedures, _today(request)), seen)


def changes_strip(request: Request) -> dict[str, Any] | None:
    """What the page where work begins says of changed procedures; None where there is nothing to say."""
    found = unseen_changes(request)
    if not found:
        return None
    first = found[-1].at.date()  # the newest come first
    named = found[:NAMED]
    return {
        "count": _procedures(found),
        "since": "" if first == _today(request) else day_line(first, request.locale_name),
        "named": [_named(one, request) for one in named],
        "more": _procedures(found) - _procedures(named),
        "url": PATH,
    }


def _procedures(found: list[Told]) -> int:
    return sum(len(one.codes) if isinstance(one, ChangedTogether) else 1 for one in found)


def _named(one: Told, request: Request) -> tuple[str, str, TranslationString | str, TranslationString]:
    """Address, code, title and what happened."""
    if isinstance(one, ChangedTogether):
        return _list_of(one), "", _title_of(one, request), _count_of(one)
    return f"{PATH}#p-{one.code}", one.code, one.title, HAPPENED[one.happened][2]


def _list_of(one: ChangedTogether) -> str:
    return f"{PATH}?{urlencode({'of': one.act})}"


def _title_of(one: ChangedTogether, request: Request) -> TranslationString:
    announcements = request.site.procedures.announcements
    decision = announcements.get(one.announcement) if one.announcement is not None else None
    if decision is not None:
        return message("Decision ${decision}", mapping={"decision": decision.decision})
    return message("Fees set by the province's council") if one.fees else message("Published together")


def _count_of(one: ChangedTogether) -> TranslationString:
    return message("${count} procedures", mapping={"count": len(one.codes)})


def show_changes(context: Desks, request: Request) -> dict[str, Any]:
    """Every change of the last days, those she has not read first, each beside the text before; what one act brought
    of many procedures is one line, and `of` asks for their list.
    """
    told, new = changed_texts(request.site.procedures, _today(request)), unseen_changes(request)
    known, of = set(new), request.GET.get("of", "")[:80]
    together = next((one for one in told if isinstance(one, ChangedTogether) and one.act == of), None)
    every = [*new, *(one for one in told if one not in known)]
    total = len(every) if together is None else len(together.codes)
    page = min(page_number(request.GET.get("page", "")), max(1, -(-total // PAGE_SIZE)))
    here = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    if together is not None:
        found = texts_of(together, together.codes[here], request.site.procedures, _today(request))
        rows = [_row(one, together in known, request) for one in found]
    else:
        rows = [_row(one, one in known, request) for one in every[here]]
    return {
        "title": message("What changed in the procedures"),
        "section": "ban-lam-viec",
        "rows": rows,
        "of": _title_of(together, request) if together is not None else None,
        "days": DAYS,
        "unread": len(new) if together is None else 0,
        "until": max((one.at for one in new), default=request.now).isoformat(),
        "here": PATH,
        "paging": _paging(page, total, {"of": of} if together is not None else {}),
    }


def _today(request: Request) -> date:
    return request.now.astimezone(LOCAL).date()


def _paging(page: int, total: int, asked: dict[str, str]) -> Paging | None:
    pages = max(1, -(-total // PAGE_SIZE))
    if pages < 2:
        return None

    def address(number: int) -> str:
        return f"{PATH}?{urlencode({**asked, 'page': number})}"

    return Paging(
        (page - 1) * PAGE_SIZE + 1,
        min(page * PAGE_SIZE, total),
        total,
        address(page - 1) if page > 1 else None,
        address(page + 1) if page < pages else None,
    )


def _row(one: Told, unread: bool, request: Request) -> dict[str, Any]:
    if isinstance(one, ChangedTogether):
        return {
            "list": _list_of(one),
            "title": _title_of(one, request),
            "count": _count_of(one),
            "tag": HAPPENED[Happened.FEE if one.fees else Happened.CHANGED],
            "unread": unread,
            "day": day_line(one.on, request.locale_name),
        }
    procedure = request.site.procedures[one.code]
    revision = procedure.revisions[one.revision]
    before = text_before(procedure, revision) if one.happened is Happened.CHANGED else None
    changed = _changes(before, revision, request) if before is not None else []
    return {
        "list": "",
        "code": one.code,
        "title": one.title,
        "tag": HAPPENED[one.happened],
        "unread": unread,
        "day": day_line(one.on, request.locale_name),
        "before": before.number if before is not None else None,
        "after": revision.number,
        "changes": _fee_changes(one, revision, request) if one.happened is Happened.FEE else changed,
        "successor": revision.successor if one.happened is Happened.ENDED else "",
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
