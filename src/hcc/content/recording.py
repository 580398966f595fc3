"""What follows from every act upon a thing: lists and search see it as it stands."""

from .drawings import keep_drawing
from .linking import note_links
from .resources import Container, ContentRoot, Item
from .tree import path_of, walk


def note_changed(item: Item) -> None:
    """Lists show it as it is now, its text is drawn and its links are known, and the search index will hear of it."""
    keep_drawing(item)
    note_links(item)
    item.container.relist(item)
    item.root.journal.append("changed", item.id)


def note_ordered(container: Container) -> None:
    """What lies in it stands in another order: pages that list it change."""
    if isinstance(container, ContentRoot):
        container.journal.append("changed", "")
    elif isinstance(container, Item):
        note_changed(container)


def note_placed(item: Item) -> None:
    """It stands at a new address, with all below it: what once had these addresses is found there no longer."""
    root = item.root
    for one in walk(item):
        note_links(one)
        root.journal.append("changed", one.id)
    root.redirects.take(path_of(item), root)


def note_returned(item: Item) -> None:
    """It is there again, or for the first time, with all below it."""
    root = item.root
    for one in walk(item):
        keep_drawing(one)
        root.by_id[one.id] = one
        root.relist_moments(one)
    note_placed(item)


def note_gone(item: Item) -> None:
    """It is about to go, with all below it."""
    root = item.root
    for one in walk(item):
        root.by_id.pop(one.id, None)
        root.forget_moments(one)
        root.links.forget(one.id)
        root.journal.append("removed", one.id)
