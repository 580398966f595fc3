"""A thing gets another name in its address; its title is edited."""

from collections.abc import Collection

from hcc.core.act import Act

from ..names import check_name
from ..recording import note_placed
from ..resources import Item
from ..tree import path_of
from ..workflow import CONTENT


def rename_item(item: Item, *, name: str, act: Act, reserved: Collection[str]) -> None:
    """Give a thing another name; its former address, and those below it, lead to the new ones.

    The same name again changes nothing. Raises `NameRefused`.
    """
    CONTENT.check("edit", item.state)
    before = item.__name__
    if name == before:
        return
    check_name(item.container, name, reserved)
    left = path_of(item)
    item.container.change_name(before, name)
    item.root.redirects.leave(left, item.id, act.at.timestamp())
    item.chain.append(act, "renamed", before=before, after=name)
    note_placed(item)
