"""What follows from every act upon a thing: lists and search see it as it stands."""

from .resources import Item


def note_changed(item: Item) -> None:
    """Lists show it as it is now, and the search index will hear of it."""
    item.container.relist(item)
    item.root.journal.append("changed", item.id)
