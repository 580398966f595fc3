"""Why a page that was submitted is being written again, and what its writer is told of that where her work begins."""

from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from pyramid.request import Request

from hcc.core.evidence import Record
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission

from .lines import Line
from .resources import Item
from .seeing import sees_everything
from .unfinished import UnfinishedPages, unfinished
from .workflow import CONTENT, PRIVATE

SEND_BACK = "send_back"
SHOWN = 5
"""So many are told of at once, the newest."""
_MOST = 2_000
"""Pages being written of which it is looked up, those that took a step last."""
_Step = tuple[str, float, str]
"""Id of a page, since when it is in its state, and who wrote it last."""

_LOOKED_AT = 50
"""Records; of a page written on since so often nobody needs to be told."""


class SentBack(NamedTuple):
    """What whoever reviewed it said, who that was, and when."""

    note: str
    by: str
    at: str


class Returned(NamedTuple):
    """A page as whoever is to write on it is told of it."""

    title: str
    url: str
    told: SentBack


def sent_back(item: Item, request: Request) -> SentBack | None:
    """None where it was not sent back, or took another step since."""
    record = _last_step(item)
    return _told(record, request) if record is not None and record.what == SEND_BACK else None


def _told(record: Record, request: Request) -> SentBack:
    at = short_moment(record.at, request.locale_name)
    return SentBack(record.facts.get("note", ""), request.name_of(record.by), at)


def _last_step(item: Item) -> Record | None:
    """The step that made it one to be written on."""
    if item.state != PRIVATE:
        return None
    records = islice(item.chain.latest(), _LOOKED_AT)
    return next((one for one in records if one.what in CONTENT.transitions), None)


def _writers(item: Item, back: Record) -> set[str]:
    """Whoever submitted it, and whoever wrote it last; not who sent it back herself."""
    submitted = (one.by for one in islice(item.chain.latest(), _LOOKED_AT) if one.what == "submit")
    return {item.changed_by, *islice(submitted, 1)} - {back.by}


class _Known(NamedTuple):
    """What was worked out for one state of the pages."""

    pages: UnfinishedPages
    ids: dict[str, list[str]]
    """Sign-in name -> ids of what was sent back to her, the newest first."""
    backs: dict[_Step, list[tuple[datetime, str]]]
    """Of each page that took a step: when it was sent back, to whom; nothing where it took another step last."""


def _ids_by_writer(request: Request) -> dict[str, list[str]]:
    """See `_Known`. Two threads that find the known outdated both make it, and both are right."""
    known: _Known | None = request.registry.get("hcc.sent_back")
    now = unfinished(request)
    if known is not None and known.pages is now:
        return known.ids
    backs: dict[_Step, list[tuple[datetime, str]]] = {}
    found: list[tuple[datetime, str, str]] = []
    for one in now.by_state[PRIVATE][-_MOST:]:
        since, made = one.line[Line.SINCE], one.line[Line.MADE]
        if since == made:
            continue  # it has never taken a step: it would be public since it was made
        step = one.id, since, one.line[Line.CHANGED_BY]
        before = known.backs.get(step) if known is not None else None
        backs[step] = before if before is not None else _sent_to(request.site.content.by_id.get(one.id))
        found += [(at, login, one.id) for at, login in backs[step]]
    ids: dict[str, list[str]] = {}
    for _, login, id in sorted(found, reverse=True):
        ids.setdefault(login, []).append(id)
    request.registry["hcc.sent_back"] = _Known(now, ids, backs)
    return ids


def _sent_to(item: Item | None) -> list[tuple[datetime, str]]:
    back = _last_step(item) if item is not None else None
    if item is None or back is None or back.what != SEND_BACK:
        return []
    return [(back.at, login) for login in _writers(item, back)]


def _hers(request: Request) -> list[Item]:
    """What was sent back to whoever asks, has not gone on since, and is still hers to write on; the newest first."""
    if request.official is None:
        return []
    ids, root = _ids_by_writer(request).get(request.official.login, ()), request.site.content
    items = (root.by_id.get(id) for id in ids)
    return [item for item in items if item is not None and request.has_permission(Permission.CONTENT_EDIT, item)]


def returned_count(request: Request) -> int:
    """How many pages were sent back to whoever asks."""
    return len(_hers(request))


def told_returned(request: Request) -> dict[str, Any]:
    """What the macro `returned_pages` tells: the newest, with who sent them back and why."""
    hers = _hers(request)
    shown = ((item, sent_back(item, request)) for item in hers[:SHOWN])
    return {
        "returned_count": len(hers),
        "returned": [Returned(item.title, request.resource_path(item, "edit"), told) for item, told in shown if told],
        "returned_all": sees_everything(request),
    }
