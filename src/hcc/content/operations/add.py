"""A thing is laid into a folder."""

import secrets
from collections.abc import Collection

from hcc.core.act import Act

from ..names import check_name, free_name
from ..recording import note_returned
from ..resources import Container, Item, Text
from ..texts import digest_of


def add_item(
    container: Container, *, resource: type[Item], text: Text, act: Act, reserved: Collection[str], name: str = ""
) -> Item:
    """Lay a new thing into a folder, private, under a name of its title unless one is given.

    `reserved`: names that addresses of the program itself have. Raises `NameRefused`.
    """
    name = name or free_name(container, text.get("title", ""), reserved)
    check_name(container, name, reserved)
    item = resource(secrets.token_hex(8), text, by=act.by, at=act.at)
    container.put(name, item)
    item.chain.append(act, "added", kind=item.kind, name=name, version=1, digest=digest_of(item.text))
    note_returned(item)
    return item
