"""A thing in the trash is deleted for good."""

from hcc.core.act import Act

from ..resources import ContentRoot
from ..texts import digest_of
from ..tree import walk
from .restore import NotInTrash


def purge_item(root: ContentRoot, id: str, *, act: Act) -> None:
    """Let go of a thing and all that lay in it; the evidence of the centre's pages keeps what they were.

    Raises `NotInTrash`.
    """
    if id not in root.trash:
        raise NotInTrash()
    entry = root.trash.take_out(id)
    things = list(walk(entry.item))
    root.redirects.forget_things(frozenset(thing.id for thing in things))
    root.chain.append(
        act,
        "purged",
        path="/".join(entry.path),
        things=[
            {"id": thing.id, "title": thing.title, "digest": digest_of(thing.text), "chain": thing.chain.head}
            for thing in things
        ],
    )
