"""Parts that officials have in one page or folder, and where each comes from."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hcc.core.text import TranslationString, message

from .resources import ContentRoot, Item
from .workflow import AUTHOR, READER, REVIEWER

Sharing = Mapping[str, tuple[str, ...]]
"""Sign-in name -> parts."""

PARTS: dict[str, TranslationString] = {
    READER: message("Reads"),
    AUTHOR: message("Writes"),
    REVIEWER: message("Reviews and publishes"),
}


class Inherited(NamedTuple):
    """A part that was given further up."""

    login: str
    part: str
    source: Item


def inherited_from(item: Item, inherits: bool) -> Iterator[Inherited]:
    """What was given above and holds here where it `inherits`, the nearest folder first."""
    for folder in item.above():
        if not inherits:
            return
        for login, parts in folder.sharing.items():
            for part in parts:
                yield Inherited(login, part, folder)
        inherits = folder.inherits


def put_sharing(item: Item, sharing: Sharing, inherits: bool) -> None:
    """Set who has which part; the list of what is shared with whom follows, and what lists know of the thing."""
    shared = item.root.shared
    for login in item.sharing:
        shared.pop((login, item.id), None)
    item.sharing = {login: tuple(part for part in PARTS if part in parts) for login, parts in sharing.items() if parts}
    item.inherits = inherits
    for login in item.sharing:
        shared[login, item.id] = item.id
    item.container.relist(item)


def shared_with(root: ContentRoot, login: str) -> list[Item]:
    """What is shared with an official by name: not what lies in it, and nothing in the trash."""
    found = root.shared.values((login, ""), (login, "~"))
    return [root.by_id[id] for id in found if id in root.by_id]
