"""What lies in a folder is put in another order."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..recording import note_ordered
from ..resources import Container, Order


class NotHere(Refusal):
    text = message("Something you chose does not lie here any longer. Look at the list as it is now and choose again.")


def put_in_place(container: Container, *, names: Sequence[str], place: int, act: Act) -> None:
    """Put these, in the order given, at a place of the folder's order, counted from 1; too great a place is the end.

    Raises `NotHere`.
    """
    every = container.names()
    if missing := [name for name in names if name not in container]:
        raise NotHere(names=missing)
    rest = [name for name in every if name not in set(names)]
    at = min(max(place, 1) - 1, len(rest))
    set_order(container, [*rest[:at], *names, *rest[at:]], act=act)


def set_order(container: Container, names: Sequence[str], *, act: Act) -> None:
    """Choose the order of everything in a folder; the same order again changes nothing."""
    before = container.names()
    if list(names) == before:
        return
    if container.order is None:
        container.order = Order(tuple(names))
    else:
        container.order.names = tuple(names)
    container.chain.append(act, "ordered", **_moved(before, names))
    note_ordered(container)


def _moved(before: Sequence[str], after: Sequence[str]) -> dict[str, list[str]]:
    """What evidence says of it: the names between which the orders differ, as they were and as they are."""
    first = next(number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other)
    last = len(before)
    while before[last - 1] == after[last - 1]:
        last -= 1
    return {"before": list(before[first:last]), "after": list(after[first:last])}
