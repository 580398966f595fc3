"""Things are deleted: each is laid into the trash with all that lies in it."""

from collections.abc import Sequence

from hcc.core.act import Act
from hcc.core.text import clean_text

from ..recording import note_gone
from ..resources import Item
from ..trash import TrashEntry
from ..tree import path_of, walk
from ..workflow import CONTENT


def delete_items(items: Sequence[Item], *, act: Act, why: str = "") -> list[TrashEntry]:
    """Lay all of these into the trash, with the reason."""
    for item in items:
        CONTENT.check("delete", item.state)
    return [_delete(item, act, clean_text(why)) for item in items]


def _delete(item: Item, act: Act, why: str) -> TrashEntry:
    root, path = item.root, path_of(item)
    above = next(item.above(), None)
    count = sum(1 for _ in walk(item))
    entry = TrashEntry(
        item, folder=above.id if above is not None else "", path=path, count=count, by=act.by, at=act.at, why=why
    )
    note_gone(item)
    item.container.take_out(item.__name__)
    root.trash.lay_in(entry)
    item.chain.append(act, "deleted", path="/".join(path), things=count, **({"note": why} if why else {}))
    return entry
