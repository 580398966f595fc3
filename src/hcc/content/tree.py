"""Ways through the tree of pages: down, up, and by the path of an address."""

from collections.abc import Iterator, Sequence

from .resources import Container, ContentRoot, Item


def walk(top: Item | Container) -> Iterator[Item]:
    """A thing and all that lies below it, each before what lies in it; of the root, everything there is."""
    waiting: list[Item | Container] = [top]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Item):
            yield here
        if isinstance(here, Container):
            waiting.extend(here.things())


def path_of(item: Item) -> tuple[str, ...]:
    """The names that lead to a thing, from the site on."""
    return tuple(reversed([item.__name__, *(folder.__name__ for folder in item.above())]))


def descend(root: ContentRoot, names: Sequence[str]) -> tuple[Item | None, int]:
    """How far these names lead: the last thing they reach, and how many of them lead there."""
    here: Item | Container | None = root
    found, depth = None, 0
    for name in names:
        here = here.get(name) if isinstance(here, Container) else None
        if here is None:
            break
        found, depth = here, depth + 1
    return found, depth


def is_within(place: Item | Container, item: Item) -> bool:
    """Whether a place is this thing or lies below it."""
    return place is item or (isinstance(place, Item) and any(folder is item for folder in place.above()))
