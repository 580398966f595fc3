"""A text brought together with what somebody saved after its writer began: field by field, long ones line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hcc.core.errors import Refusal
from hcc.core.line_merging import merge_lines
from hcc.core.text import message

from .resources import Item, Text


class BothWrote(Refusal):
    """Both changed the same place, differently: whoever saves later decides, with both texts before her."""

    stale = True
    text = message(
        "${by} saved another text meanwhile. Yours is not saved yet: choose which one stands where you both changed the"
        " same, then save again."
    )

    def __init__(self, item: Item, base: Text | None, text: Text, contested: tuple[str, ...]) -> None:
        super().__init__(by=item.changed_by)
        self.base = base
        """The text the writer began from; None where it is not known."""
        self.theirs = item.text
        self.mine = text
        """Hers, with whatever of theirs touches nothing of hers."""
        self.contested = contested
        """Fields that both changed."""


@dataclass(frozen=True)
class Reconciled:
    """A text that can be saved; `joined`: whether somebody else's changes are in it."""

    text: dict[str, Any]
    joined: bool = False


def text_of(item: Item, version: int) -> Text | None:
    """The text a version has; None where there is no such version."""
    if version == item.version:
        return item.text
    kept = item.versions.get(version) if item.versions is not None else None
    return kept.text if kept is not None else None


def reconcile(item: Item, *, text: Text, seen: int) -> Reconciled:
    """`text`, written from version `seen`, with what was saved since. Raises `BothWrote`."""
    if seen == item.version:
        return Reconciled(dict(text))
    base, theirs = text_of(item, seen), item.text
    found, contested = dict(theirs), []
    for name, mine in text.items():
        whole = _merged(base, name, mine, theirs.get(name))
        if whole is _CONTESTED:
            contested.append(name)
            whole = mine
        found[name] = whole
    if contested:
        raise BothWrote(item, base, found, tuple(contested))
    return Reconciled(found, joined=found != dict(text))


_CONTESTED = object()


def _merged(base: Mapping[str, Any] | None, name: str, mine: Any, theirs: Any) -> Any:
    if mine == theirs:
        return mine
    if base is None:
        return _CONTESTED
    before = base.get(name)
    if theirs == before:
        return mine
    if mine == before:
        return theirs
    if isinstance(before, str) and isinstance(mine, str) and isinstance(theirs, str):
        whole = merge_lines(before, mine, theirs)
        return _CONTESTED if whole is None else whole
    return _CONTESTED
