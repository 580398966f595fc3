"""Things are moved into another folder, with all that lies in them."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..recording import note_placed
from ..resources import Container, Item
from ..tree import is_within, path_of
from ..workflow import CONTENT


class TargetRefused(Refusal):
    field = "target"


class IntoItself(TargetRefused):
    text = message("“${title}” cannot be laid into itself or into a folder below it. Choose another folder.")


class HereAlready(TargetRefused):
    text = message("“${title}” lies in this folder already. Choose another folder.")


class TakenThere(TargetRefused):
    text = message(
        "In that folder something is called ${name} already: rename “${title}” first, or choose another folder."
    )


def move_items(items: Sequence[Item], *, to: Container, act: Act) -> None:
    """Move all of these or none; their former addresses, and those below them, lead to the new ones.

    Raises `IntoItself`, `HereAlready`, `TakenThere`, each for every thing it is so of.
    """
    complaints: list[Refusal] = []
    names: set[str] = set()
    for item in items:
        CONTENT.check("edit", item.state)
        if is_within(to, item):
            complaints.append(IntoItself(title=item.title))
        elif item.container is to:
            complaints.append(HereAlready(title=item.title))
        elif item.__name__ in to or item.__name__ in names:
            complaints.append(TakenThere(title=item.title, name=item.__name__))
        names.add(item.__name__)
    refuse_if(complaints)
    for item in items:
        _move(item, to, act)


def _move(item: Item, to: Container, act: Act) -> None:
    left = path_of(item)
    item.container.take_out(item.__name__)
    to.put(item.__name__, item)
    item.root.redirects.leave(left, item.id, act.at.timestamp())
    item.chain.append(act, "moved", before="/".join(left), after="/".join(path_of(item)))
    note_placed(item)
