"""All pages written as plain files, in one order and with nothing of the moment: the same pages give the same bytes."""

from collections.abc import Iterator, Mapping
from typing import Any

from ZODB.blob import Blob

from .files import FILE, KeptFile, KeptPicture
from .plain_files import (
    FILES,
    FORMAT,
    HISTORY,
    INDEX,
    SITE,
    document,
    file_name,
    folder_name,
    table,
    value_of,
    version_name,
)
from .resources import Container, ContentRoot, FileItem, Item
from .tree import path_of

Written = tuple[str, bytes | Blob]
"""Where a file stands, its names joined by "/", and what is in it."""


def written_site(root: ContentRoot) -> Iterator[Written]:
    """Every file of the centre's pages; what lies in the trash is not among them."""
    yield SITE, _site(root).encode("utf-8")
    yield from _inside(root, "")


def _site(root: ContentRoot) -> str:
    lines = [table({"format": FORMAT, "order": _order(root)})]
    for path, id, at in root.redirects:
        if (target := root.by_id.get(id)) is not None:
            leads = {"to": "/".join(path_of(target)), "id": id, "since": at}
            lines.append(f"\n[[redirect]]\nfrom = {value_of(path)}\n{table(leads)}")
    return "".join(lines)


def _inside(container: Container, where: str) -> Iterator[Written]:
    for item in container.things():
        place = f"{where}{folder_name(item.__name__)}/"
        yield from _item(item, place)
        if isinstance(item, Container):
            yield from _inside(item, place)


def _item(item: Item, place: str) -> Iterator[Written]:
    yield f"{place}{INDEX}", document(_head(item), item.text)
    texts: list[Mapping[str, Any]] = [item.text]
    if item.versions is not None:
        for number in item.versions.numbers():
            version = item.versions.get(number)
            assert version is not None
            texts.append(version.text)
            yield (
                f"{place}{HISTORY}/{version_name(number)}",
                document(table({"by": version.by, "at": version.at}), version.text),
            )
    if isinstance(item, FileItem):
        names = {told["sha256"]: told["name"] for text in texts if (told := text.get(FILE))}
        for sha256, kept in item.kept.items():
            yield from _file(kept, f"{place}{FILES}/{file_name(sha256, names.get(sha256, ''))}")


def _file(kept: KeptFile, path: str) -> Iterator[Written]:
    yield path, kept.blob
    if isinstance(kept, KeptPicture):
        stem = path.rpartition(".")[0]
        for width, blob in sorted(kept.smaller.items()):
            yield f"{stem}.{width}.webp", blob


def _head(item: Item) -> str:
    return table(
        {
            "kind": item.kind,
            "id": item.id,
            "state": item.state,
            "state_at": item.state_at,
            "publish_from": item.publish_from,
            "expires_at": item.expires_at,
            "in_menu": item.in_menu or None,
            "inherits": None if item.inherits else False,
            "version": item.version,
            "made_by": item.made_by,
            "made_at": item.made_at,
            "changed_by": item.changed_by,
            "changed_at": item.changed_at,
            "order": _order(item) if isinstance(item, Container) else None,
            "sharing": {login: list(item.sharing[login]) for login in item.sharing},
        }
    )


def _order(container: Container) -> list[str] | None:
    """The order chosen, of what is there; None where none was."""
    return [name for name in container.order.names if name in container] if container.order is not None else None
