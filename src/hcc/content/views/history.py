"""Everything that happened to a thing: steps and texts in one list; earlier texts read, compared and brought back."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.naming import doer
from hcc.core.evidence import Record
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.word_changes import Pieces, word_changes
from hcc.web.typed import asked_text, typed_text

from ..edit_form import shown
from ..history import details_of, what_was_done
from ..kinds import kind_of
from ..operations.edit import restore_version
from ..reconciling import text_of
from ..resources import Item, Text
from ..version_shown import version_shown
from .places import address, view_address, within
from .undo import undo_notes

AT_ONCE = 50
"""Entries of one page of the history."""
LONGEST_COMPARED = 2_000
"""Lines of a text from which on it is shown whole, dropped and added, instead of compared."""


@dataclass(frozen=True)
class Entry:
    """One act of the history."""

    number: int
    at: str
    who: str
    what: str
    details: str
    note: str
    version: int
    """Number of the text it brought; 0: none."""
    before: int
    """Number of the text before that; 0: there is none."""
    current: bool


def _entry(item: Item, record: Record, request: Request) -> Entry:
    say, facts = request.localizer.translate, record.facts
    version = facts.get("version", 0)
    return Entry(
        number=record.sequence,
        at=f"{short_moment(record.at, request.locale_name)}/{record.at.year}",
        who=doer(request, record),
        what=what_was_done(record.what, facts, say),
        details=", ".join(details_of(record.what, facts, say, request.locale_name)),
        note=facts.get("note", ""),
        version=version,
        before=version - 1,
        current=version == item.version,
    )


def show_history(context: Item, request: Request) -> dict:
    """The newest first, `AT_ONCE` a page; `before` is the entry from which on the next page goes."""
    first = _number(asked_text(request, "before")) or len(context.chain) + 1
    records = list(islice((one for one in context.chain.latest() if one.sequence < first), AT_ONCE + 1))
    return within(
        context,
        request,
        message("History of ${title}", mapping={"title": context.title}),
        "history",
        entries=[_entry(context, record, request) for record in records[:AT_ONCE]],
        further=records[AT_ONCE - 1].sequence if len(records) > AT_ONCE else 0,
        begun=first > len(context.chain),
        view=view_address(request, context, ""),
        versions=(versions := _versions(context)),
        newer=versions[0],
        older=versions[min(1, len(versions) - 1)],
        undo=undo_notes(context, request),
    )


def _number(text: str) -> int:
    """A number of an address; 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _versions(item: Item) -> list[int]:
    return [item.version, *reversed(item.versions.numbers() if item.versions is not None else [])]


def _text(item: Item, asked: str) -> tuple[int, Text]:
    """A version that an address names."""
    number = _number(asked)
    text = text_of(item, number)
    if text is None:
        raise HTTPNotFound()
    return number, text


def _labels(item: Item, request: Request) -> dict[str, str]:
    nodes = kind_of(request, item).schema()
    return {node.name: request.localizer.translate(node.title) for node in nodes if node.name in item.text}


def show_version(context: Item, request: Request) -> dict:
    number, text = _text(context, asked_text(request, "number"))
    title = message("Version ${number} of ${title}", mapping={"number": number, "title": context.title})
    return within(
        context,
        request,
        title,
        "history",
        number=number,
        version=version_shown(context, text, request),
        present=number == context.version,
        view=view_address(request, context, ""),
        may_restore=number != context.version and request.has_permission(Permission.CONTENT_EDIT, context),
    )


def show_compare(context: Item, request: Request) -> dict:
    """Two versions beside each other, word by word, the older one left."""
    first, second = (_text(context, asked_text(request, name)) for name in ("a", "b"))
    older, newer = sorted((first, second), key=lambda one: one[0])
    changes, same = [], []
    for name, label in _labels(context, request).items():
        before, after = shown(older[1].get(name)), shown(newer[1].get(name))
        if before == after:
            same.append(label)
        else:
            changes.append((label, *_compared(before, after)))
    title = message("What changed in ${title}", mapping={"title": context.title})
    return within(
        context,
        request,
        title,
        "history",
        older=older[0],
        newer=newer[0],
        changes=changes,
        same=same,
        versions=_versions(context),
        view=view_address(request, context, ""),
    )


def _compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    if max(before.count("\n"), after.count("\n")) > LONGEST_COMPARED:
        return (("removed", before),), (("added", after),)
    return word_changes(before, after)


def do_restore(context: Item, request: Request):
    """An earlier text becomes the present one, as a new version."""
    number = _number(typed_text(request, "number"))
    restore_version(context, number=number, act=request.act)
    request.flash(message("The text of version ${number} stands again.", mapping={"number": number}))
    return HTTPSeeOther(address(request, context))


def includeme(config: Configurator) -> None:
    view: dict[str, Any] = {"context": Item, "permission": Permission.CONTENT_HISTORY, "request_method": "GET"}
    for name, shows in (("history", show_history), ("version", show_version), ("compare", show_compare)):
        config.add_view(shows, name=name, renderer=f"hcc:templates/content/{name}.pt", **view)
    config.add_view(
        do_restore,
        context=Item,
        name="restore_version",
        permission=Permission.CONTENT_EDIT,
        request_method="POST",
        once=True,
    )
