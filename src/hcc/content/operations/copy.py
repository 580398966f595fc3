"""Things are copied into a folder, with all that lies in them: copies are private, and begin a history of their own."""

import secrets
from collections.abc import Collection, Sequence

from hcc.core.act import Act
from hcc.core.text import message

from ..names import free_name
from ..recording import note_returned
from ..resources import Container, Item, Order
from ..texts import digest_of
from ..tree import is_within, walk
from .move import IntoItself, TargetRefused

MOST = 1_000


class TooManyToCopy(TargetRefused):
    text = message("These are ${count} things, and at most ${most} are copied at once. Copy fewer.")


def copy_items(
    items: Sequence[Item], *, to: Container, act: Act, reserved: Collection[str], most: int = MOST
) -> list[Item]:
    """Copy all of these or none, each under a name that is free. Raises `IntoItself`, `TooManyToCopy`."""
    for item in items:
        if is_within(to, item):
            raise IntoItself(title=item.title)
    count = sum(1 for item in items for _ in walk(item))
    if count > most:
        raise TooManyToCopy(count=count, most=most)
    return [_copy(item, to, act, reserved) for item in items]


def _copy(item: Item, to: Container, act: Act, reserved: Collection[str]) -> Item:
    taken = item.__name__ in to
    top = item.copied(secrets.token_hex(8), by=act.by, at=act.at)
    to.put(free_name(to, item.title, reserved) if taken else item.__name__, top)
    pairs: list[tuple[Item, Item]] = [(item, top)]
    for original, copy in pairs:
        if isinstance(original, Container) and isinstance(copy, Container):
            for inner in original.things():
                below = inner.copied(secrets.token_hex(8), by=act.by, at=act.at)
                copy.put(inner.__name__, below)
                pairs.append((inner, below))
            copy.order = Order(original.order.names) if original.order is not None else None
        name, text = copy.__name__, digest_of(copy.text)
        copy.chain.append(act, "added", kind=copy.kind, name=name, version=1, digest=text, copied_from=original.id)
    note_returned(top)
    return top
