"""What a folder of texts and files became is laid in: private all of it, and nothing that is there is touched."""

from collections.abc import Callable, Collection
from pathlib import PurePosixPath
from typing import Any

from hcc.core.act import Act

from ..files import FILE, KeptFile
from ..raw_files import RawFolder, RawThing, descended
from ..resources import Container, FileItem, Folder, ImageItem, Page
from .add import add_item

Keep = Callable[[RawThing, Container], tuple[KeptFile, dict[str, Any]]]
"""Keeps the bytes of a file near a folder: what was kept, and what the text says of it."""


def lay_in_raw(
    into: Container,
    raw: RawFolder,
    *,
    keep: Keep,
    keep_with: Callable[[FileItem, KeptFile], None],
    act: Act,
    reserved: Collection[str],
) -> dict[PurePosixPath, str]:
    """Lay in what is not there yet, under the names that were planned; answers where each came to lie."""
    laid = {}
    for thing in raw.things:
        if thing.is_there:
            continue
        container = descended(into, thing.names[:-1])
        assert container is not None, "what it lies in comes before it"
        told: dict[str, Any] = {"title": thing.title, "summary": ""}
        if thing.kind == "folder":
            add_item(container, resource=Folder, text=told, act=act, reserved=reserved, name=thing.name)
        elif thing.kind == "page":
            text = {**told, "body": thing.text}
            add_item(container, resource=Page, text=text, act=act, reserved=reserved, name=thing.name)
        else:
            kept, file = keep(thing, container)
            is_image = thing.kind == "image"
            text = {**told, FILE: file, **({"alt": "", "decorative": False} if is_image else {})}
            resource: type[FileItem] = ImageItem if is_image else FileItem
            item = add_item(container, resource=resource, text=text, act=act, reserved=reserved, name=thing.name)
            assert isinstance(item, FileItem)
            keep_with(item, kept)
        laid[thing.source] = "/".join(thing.names)
    return laid
