"""Pages held against their chains of evidence, for `hcc verify`.

What a record says of a thing stands in its facts: `version` and `digest` of a text; of a step its state `after` and its
dates; of sharing `sharing` and `inherits`; of a name `name`, or `after` as name or path.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .lines import line_of
from .operations.share import told
from .operations.step import dates_told
from .resources import Container, ContentRoot, Item
from .texts import digest_of
from .tree import walk
from .workflow import CONTENT, PRIVATE

UNDONE = "undone"
DATES = ("publish_from", "expires_at")


@dataclass
class Told:
    """What a chain says a thing is."""

    kind: str = ""
    name: str = ""
    state: str = PRIVATE
    dates: dict[str, str] = field(default_factory=dict)
    versions: dict[int, str] = field(default_factory=dict)
    """Digests of its texts by number."""
    sharing: dict[str, list[str]] = field(default_factory=dict)
    inherits: bool = True
    deleted: bool = False


def told_of(item: Item) -> Told:
    """What the chain of a thing says."""
    said = Told()
    for record in item.chain:
        _hear(said, record.what, record.facts)
    return said


def _hear(said: Told, what: str, facts: dict[str, Any]) -> None:
    if "version" in facts:
        said.versions[facts["version"]] = facts["digest"]
    if "sharing" in facts:
        said.sharing, said.inherits = facts["sharing"], facts["inherits"]
    if what == "added":
        said.kind, said.name = facts["kind"], facts["name"]
    elif what == "imported":
        said.kind, said.name, said.state = facts["kind"], facts["name"], facts["state"]
        said.dates = {name: facts[name] for name in DATES if name in facts}
        said.versions.update({int(number): digest for number, digest in facts.get("earlier", {}).items()})
    elif what in ("renamed", "moved", "restored"):
        said.name = facts["after"].rpartition("/")[2]
    if what in CONTENT.transitions or (what == UNDONE and facts["undone"] in CONTENT.transitions):
        said.state = facts["after"]
        said.dates = {name: facts[name] for name in DATES if name in facts}
    said.deleted = what == "deleted" or (said.deleted and what != "restored")


def untold_of_content(root: ContentRoot) -> Iterator[str]:
    """Where pages, those in the trash too, are not what their chains tell, in English for the log."""
    placed = {item.id: item for item in walk(root)}
    for id in sorted(placed.keys() ^ set(root.by_id)):
        yield f"page {id}: its place and the list of all pages disagree"
    for item in placed.values():
        for fault in untold_of(item):
            yield f"page {item.id}: {fault}"
        if root.by_id.get(item.id) is not item:
            yield f"page {item.id}: its id does not lead to it"
        container = item.container
        line = container.lines().get(item.__name__)
        if container.get(item.__name__) is not item or line is None or list(line) != line_of(item):
            yield f"page {item.id}: lists do not show it as it is"
        if told_of(item).deleted:
            yield f"page {item.id}: it is on record as deleted"
    for container in (root, *(one for one in placed.values() if isinstance(one, Container))):
        if gone := [name for name in container.lines() if name not in container]:
            yield f"{_called(container)}: its list has {gone[0]}, which is not there"
    for entry in root.trash.newest_first():
        if not told_of(entry.item).deleted:
            yield f"page {entry.id}: it lies in the trash, and no deletion is on record"
        for item in walk(entry.item):
            for fault in untold_of(item):
                yield f"page {item.id} in the trash: {fault}"
    moments = {(moment, item.id) for item in placed.values() for moment in item.turning_points() if moment}
    if missing := moments - set(root.moments):
        yield f"page {min(missing)[1]}: the moment it begins or ends is not in the list of moments"


def _called(container: Container) -> str:
    return f"page {container.id}" if isinstance(container, Item) else "pages of the centre"


def untold_of(item: Item) -> Iterator[str]:
    """What of one thing differs from what its chain tells."""
    said = told_of(item)
    held = {item.version: digest_of(item.text)}
    if item.versions is not None:
        for number in item.versions.numbers():
            kept = item.versions.get(number)
            held[number] = digest_of(kept.text) if kept is not None else ""
    if held != said.versions or item.version != max(said.versions, default=0):
        wrong = sorted(n for n in held.keys() | said.versions.keys() if held.get(n) != said.versions.get(n))
        yield f"texts are not those on record: {', '.join(map(str, wrong)) or 'the newest'}"
    dates = dates_told((item.publish_from, item.expires_at))
    for noun, one, other in (
        ("kind", item.kind, said.kind),
        ("name", item.__name__, said.name),
        ("state", item.state, said.state),
        ("period", dates, said.dates),
        ("sharing", (told(item.sharing), item.inherits), (said.sharing, said.inherits)),
    ):
        if one != other:
            yield f"its {noun} is not the one on record"


def purged_ids(root: ContentRoot) -> set[str]:
    """Ids of the things that were deleted for good, as the records tell."""
    return {thing["id"] for _, _, facts in root.chain.told("purged") for thing in facts["things"]}
