"""A thing is put into the menu of what it lies in, or taken out of it."""

from hcc.core.act import Act

from ..recording import note_changed
from ..resources import Item


def put_in_menu(item: Item, *, shown: bool, act: Act) -> None:
    """Right under the site: the menu of every public page; in a folder: that of its pages. The same again is no act."""
    if item.in_menu != shown:
        item.in_menu = shown
        item.chain.append(act, "put_in_menu" if shown else "taken_off_menu")
        note_changed(item)
