"""The last act upon a thing is undone, while nothing came after it, by whoever did it."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.evidence import Record
from hcc.core.permissions import Permission
from hcc.core.text import message

from ..reconciling import text_of
from ..recording import note_changed
from ..resources import Container, ContentRoot, Folder, Item
from ..sharing import put_sharing
from ..tree import descend, walk
from ..workflow import CONTENT
from .edit import check_words, write_text
from .move import move_items
from .order import set_order
from .rename import rename_item
from .restore import restore_item
from .share import told
from .step import dates_told

UNDONE = "undone"
MayIn = Callable[[Permission, Item | ContentRoot, str], bool]
"""Whether whoever acts may do that to a thing if it is in that state; the root has none."""


class NothingToUndo(Refusal):
    text = message("This cannot be undone any more: something was done after it. Look at the history and choose there.")


class FormerPlaceGone(Refusal):
    text = message("The folder it lay in is not there any longer. Move it to another folder instead.")


class Undoable(NamedTuple):
    """An act that can be undone now."""

    thing: Item | ContentRoot
    record: Record
    along: int = 0
    """How many things in a folder took the step with it, and come back with it."""


def undoable(thing: Item | ContentRoot, login: str, may_in: MayIn) -> Undoable | None:
    """The last act upon a thing, where this official did it and may take it back."""
    record = thing.chain.last
    if record is None or record.by != login:
        return None
    if isinstance(thing, ContentRoot):
        may = record.what == "ordered" and may_in(Permission.CONTENT_EDIT, thing, "")
        return Undoable(thing, record) if may else None
    state = record.facts["before"] if record.what in CONTENT.transitions else thing.state
    permission = _needs(record, thing)
    if permission is None or not may_in(permission, thing, state):
        return None
    if record.what == "moved" and not _may_go_back(thing, record, may_in):
        return None
    return Undoable(thing, record, sum(1 for _ in _along(thing, record)))


def _may_go_back(item: Item, record: Record, may_in: MayIn) -> bool:
    """Moving asks to add where a thing is laid, and so does moving back; a folder that is gone is told of then."""
    folder = _former_folder(item, record)
    if folder is None:
        return True
    return may_in(Permission.CONTENT_ADD, folder, folder.state if isinstance(folder, Item) else "")


def _needs(record: Record, item: Item) -> Permission | None:
    """What is asked of whoever takes that act back; None where it cannot be."""
    what = record.what
    if what in CONTENT.transitions:
        return CONTENT.transitions[what].permission
    if what == "edited" and text_of(item, item.version - 1) is None:
        return None
    if what == "ordered" and not isinstance(item, Container):
        return None
    return {
        "edited": Permission.CONTENT_EDIT,
        "shared": Permission.CONTENT_SHARE,
        "renamed": Permission.CONTENT_EDIT,
        "moved": Permission.CONTENT_EDIT,
        "ordered": Permission.CONTENT_EDIT,
    }.get(what)


def deleted_here(container: Container, login: str) -> list[Item]:
    """What this official deleted of a folder and is in the trash, the newest first."""
    root = container.root
    folder = container.id if isinstance(container, Item) else ""
    return [one.item for one in root.trash.newest_first() if one.by == login and one.folder == folder]


def undo_last(found: Undoable, *, seen: int, act: Act, reserved: Collection[str]) -> None:
    """Undo it. `seen`: the sequence of the record the button was made for.

    Raises `NothingToUndo`, `FormerPlaceGone`, and what renaming and moving refuse.
    """
    thing, record = found.thing, found.record
    if seen != record.sequence:
        raise NothingToUndo()
    if record.what == "ordered" and isinstance(thing, Container):
        _order_back(thing, record, act)
    elif isinstance(thing, Item):
        if record.what in CONTENT.transitions:
            for one in [*_along(thing, record), thing]:
                _step_back(one, act)
        else:
            {"edited": _edit_back, "shared": _share_back, "moved": _move_back}.get(
                record.what, lambda item, record, act: _rename_back(item, record, act, reserved)
            )(thing, record, act)


def undo_delete(root: ContentRoot, item: Item, *, act: Act, reserved: Collection[str]) -> Item:
    """Take out of the trash what was just laid there. Raises what restoring refuses."""
    return restore_item(root, item.id, act=act, reserved=reserved)


def _along(folder: Item, record: Record) -> Iterator[Item]:
    """What took a folder's step with it, and was not touched since."""
    if not record.facts.get("inner"):
        return
    same = (record.what, record.at, record.by, folder.id)
    for item in walk(folder):
        last = item.chain.last
        if last is not None and (last.what, last.at, last.by, last.facts.get("along")) == same:
            yield item


def _step_back(item: Item, act: Act) -> None:
    record = item.chain.last
    assert record is not None
    before = (item.publish_from, item.expires_at)
    former, item.state, item.state_at = item.state, record.facts["before"], act.at
    item.publish_from, item.expires_at = (_moment(record.facts.get(name)) for name in ("was_from", "was_until"))
    dates = {**dates_told(before, "was_from", "was_until"), **dates_told((item.publish_from, item.expires_at))}
    item.chain.append(act, UNDONE, undone=record.what, before=former, after=item.state, **dates)
    item.root.relist_moments(item, before)
    note_changed(item)


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _edit_back(item: Item, record: Record, act: Act) -> None:
    former = text_of(item, item.version - 1)
    assert former is not None
    check_words(item, former)
    write_text(item, former, act, UNDONE, undone="edited", of=item.version - 1)


def _share_back(item: Item, record: Record, act: Act) -> None:
    now: dict[str, Any] = {"was": told(item.sharing), "was_inherits": item.inherits}
    put_sharing(item, record.facts["was"], record.facts["was_inherits"])
    item.chain.append(act, UNDONE, undone="shared", sharing=told(item.sharing), inherits=item.inherits, **now)
    note_changed(item)


def _rename_back(item: Item, record: Record, act: Act, reserved: Collection[str]) -> None:
    rename_item(item, name=record.facts["before"], act=act, reserved=reserved)


def _move_back(item: Item, record: Record, act: Act) -> None:
    folder = _former_folder(item, record)
    if folder is None:
        raise FormerPlaceGone()
    move_items([item], to=folder, act=act)


def _former_folder(item: Item, record: Record) -> Folder | ContentRoot | None:
    """What a thing lay in before that record of a move; None where nothing is there any longer."""
    path = record.facts["before"].split("/")[:-1]
    if not path:
        return item.root
    folder, depth = descend(item.root, path)
    return folder if depth == len(path) and isinstance(folder, Folder) else None


def _order_back(container: Container, record: Record, act: Act) -> None:
    before, after = record.facts["before"], record.facts["after"]
    names = container.names()
    first = next((at for at in range(len(names)) if names[at : at + len(after)] == after), None)
    if first is None:
        raise NothingToUndo()
    set_order(container, [*names[:first], *before, *names[first + len(after) :]], act=act)
