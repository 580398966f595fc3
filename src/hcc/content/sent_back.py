"""Why a page that was submitted is being written again, and what its writer is told of that where her work begins."""

from itertools import islice
from typing import Any, NamedTuple

from pyramid.request import Request

from hcc.core.evidence import Record
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission

from .lines import Line
from .resources import Item
from .unfinished import unfinished
from .workflow import CONTENT, PRIVATE

SEND_BACK = "send_back"
SHOWN = 5
"""So many are told of at once, the newest."""
_MOST = 500
"""Pages being written of which it is looked up, those that took a step last."""

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


def _ids_by_writer(request: Request) -> dict[str, list[str]]:
    """Sign-in name -> ids of what was sent back to her, the newest first; worked out once a state of the pages."""
    kept: tuple[object, dict[str, list[str]]] | None = request.registry.get("hcc.sent_back")
    now = unfinished(request)
    if kept is not None and kept[0] is now:
        return kept[1]
    root, found = request.site.content, []
    # What has never taken a step is public, were it published, since it was made.
    stepped = [one for one in now.by_state[PRIVATE] if one.line[Line.SINCE] != one.line[Line.MADE]]
    for one in stepped[-_MOST:]:
        item = root.by_id.get(one.id)
        back = _last_step(item) if item is not None else None
        if back is not None and back.what == SEND_BACK:
            found += [(back.at, login, one.id) for login in _writers(item, back)]
    ids: dict[str, list[str]] = {}
    for _, login, id in sorted(found, reverse=True):
        ids.setdefault(login, []).append(id)
    request.registry["hcc.sent_back"] = now, ids
    return ids


def returned_count(request: Request) -> int:
    """How many pages were sent back to whoever asks, and have not gone on since."""
    return len(_ids_by_writer(request).get(request.official.login, ())) if request.official is not None else 0


def told_returned(request: Request) -> dict[str, Any]:
    """What the macro `returned_pages` tells."""
    return {"returned_count": returned_count(request), "returned": _returned(request)}


def _returned(request: Request) -> list[Returned]:
    """The newest of them, with who sent them back and why."""
    if not returned_count(request):
        return []
    root, found = request.site.content, []
    for id in islice(_ids_by_writer(request)[request.official.login], SHOWN):
        item = root.by_id.get(id)
        if item is None or not request.has_permission(Permission.CONTENT_EDIT, item):
            continue
        if (told := sent_back(item, request)) is not None:
            found.append(Returned(item.title, request.resource_path(item, "edit"), told))
    return found
