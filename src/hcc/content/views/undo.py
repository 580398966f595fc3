"""The last act is undone with one button, while nothing came after it."""

from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.typed import typed_text

from ..operations.undo import NothingToUndo, Undoable, deleted_here, undo_delete, undo_last, undoable
from ..resources import Container, ContentRoot, Item
from ..workflow import CONTENT
from .places import address, view_address
from .reserved import reserved_names

WHAT: dict[str, TranslationString] = {
    "edited": message("You changed the text (${at}). Undone, the text before it stands again, as a new version."),
    "shared": message("You changed the sharing (${at}). Undone, it is as it was before."),
    "renamed": message("You renamed it from ${before} to ${after} (${at}). Undone, it is called ${before} again."),
    "moved": message("You moved it from /${before} to /${after} (${at}). Undone, it lies where it was."),
    "ordered": message("You changed the order of what lies here (${at}). Undone, it is as it was before."),
}
STEP = message("You made it “${after}” (${at}). Undone, it is “${before}” again.")
STEP_ALONG = message("You made it “${after}” with ${along} things in it (${at}). Undone, all are “${before}” again.")
DATES = message("You changed the days on which it is shown (${at}). Undone, they are as they were before.")
DELETED = message("You deleted “${title}” (${at}). Undone, it lies here again, with all that lay in it.")


class UndoNote(NamedTuple):
    """What can be undone, in a sentence, and what its button sends."""

    words: TranslationString
    url: str
    hidden: list[tuple[str, str]]


class _InState:
    """A thing as its access list would be in another state."""

    def __init__(self, item: Item, state: str) -> None:
        self.__acl__ = item.acl_in(state)


def _undoable(thing: Item | ContentRoot, request: Request) -> Undoable | None:
    def may_in(permission: Permission, thing: Item | ContentRoot, state: str) -> bool:
        return bool(request.has_permission(permission, _InState(thing, state) if isinstance(thing, Item) else thing))

    return undoable(thing, request.official.login, may_in) if request.official is not None else None


def undo_notes(thing: Item | ContentRoot, request: Request) -> list[UndoNote]:
    """What whoever looks may undo here now."""
    found, url = [], view_address(request, thing, "undo")
    last = _undoable(thing, request)
    if last is not None:
        found.append(UndoNote(_words(last, request), url, [("seen", str(last.record.sequence))]))
    if isinstance(thing, Container) and request.has_permission(Permission.CONTENT_ADD, thing):
        for item in deleted_here(thing, request.official.login)[:1]:
            at = short_moment(item.chain.last.at, request.locale_name) if item.chain.last is not None else ""
            words = TranslationString(DELETED, mapping={"title": item.title, "at": at})
            found.append(UndoNote(words, url, [("deleted", item.id)]))
    return found


def _words(last: Undoable, request: Request) -> TranslationString:
    record = last.record
    facts: dict[str, Any] = {**record.facts, "at": short_moment(record.at, request.locale_name), "along": last.along}
    if record.what == "set_dates":
        return TranslationString(DATES, mapping=facts)
    if record.what in CONTENT.transitions:
        for name in ("before", "after"):
            facts[name] = request.localizer.translate(CONTENT.states[facts[name]].label)
        return TranslationString(STEP_ALONG if last.along else STEP, mapping=facts)
    return TranslationString(WHAT[record.what], mapping=facts)


def do_undo(context: Item | ContentRoot, request: Request):
    """Undo it, where it is still the last act, and hers."""
    deleted = typed_text(request, "deleted")
    if deleted:
        item = next((one for one in _deleted(context, request) if one.id == deleted), None)
        if item is None:
            raise NothingToUndo()
        undo_delete(context.root, item, act=request.act, reserved=reserved_names(request))
        request.flash(message("Undone: “${title}” is back.", mapping={"title": item.title}))
        return HTTPSeeOther(view_address(request, context, "contents"))
    last, seen = _undoable(context, request), typed_text(request, "seen")
    if last is None or not seen.isascii() or not seen.isdecimal() or len(seen) > 9:
        raise NothingToUndo()
    undo_last(last, seen=int(seen), act=request.act, reserved=reserved_names(request))
    request.flash(message("Undone."))
    if not isinstance(context, Item):
        return HTTPSeeOther(view_address(request, context, "contents"))
    return HTTPSeeOther(address(request, context))


def _deleted(context: Item | ContentRoot, request: Request) -> list[Item]:
    if not isinstance(context, Container) or not request.has_permission(Permission.CONTENT_ADD, context):
        return []
    return deleted_here(context, request.official.login)


def includeme(config: Configurator) -> None:
    for context in (Item, ContentRoot):
        view = {"context": context, "name": "undo", "permission": Permission.CONTENT_HISTORY}
        config.add_view(do_undo, request_method="POST", once=True, **view)
