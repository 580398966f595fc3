"""A thing is taken out of the trash, with all that lay in it."""

from collections.abc import Collection

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..names import free_name
from ..recording import note_returned
from ..resources import Container, ContentRoot, Item
from ..trash import TrashEntry
from ..tree import descend, path_of


class NotInTrash(Refusal):
    text = message("This is not in the trash any longer: somebody restored it, or deleted it for good.")


class FolderGone(Refusal):
    field = "target"
    text = message("The folder it lay in, ${path}, is not there any longer. Choose another folder.")


def former_folder(root: ContentRoot, entry: TrashEntry) -> Container | None:
    """Where it lay, wherever that is now; None when that is gone."""
    if not entry.folder:
        return root
    found = root.by_id.get(entry.folder)
    return found if isinstance(found, Container) else None


def restore_item(
    root: ContentRoot, id: str, *, act: Act, reserved: Collection[str], to: Container | None = None
) -> Item:
    """Put a thing back where it lay, or into another folder, under another name where its own is taken.

    Raises `NotInTrash`, `FolderGone`.
    """
    entry = root.trash.get(id)
    if entry is None:
        raise NotInTrash()
    folder = to if to is not None else former_folder(root, entry)
    if folder is None:
        raise FolderGone(path="/" + "/".join(entry.path[:-1]))
    item = root.trash.take_out(id).item
    name = item.__name__
    folder.put(name if name not in folder and name not in reserved else free_name(folder, name, reserved), item)
    path = path_of(item)
    # What had its address after it, and left that, is looked for there.
    taken = "/".join(entry.path) in root.redirects or descend(root, entry.path)[1] == len(entry.path)
    if path != entry.path and not taken:
        root.redirects.leave(entry.path, item.id, act.at.timestamp())
    item.chain.append(act, "restored", before="/".join(entry.path), after="/".join(path))
    note_returned(item)
    return item
