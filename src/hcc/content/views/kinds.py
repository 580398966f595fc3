"""Which kinds of content there are, in the order in which they are offered."""

from pyramid.config import Configurator

from hcc.core.text import message

from ..kinds import Kind
from ..resources import Folder, Page
from ..schemas import PageSchema

KINDS = (
    Kind(
        Page,
        PageSchema,
        "hcc:templates/content/page.pt",
        message("Page"),
        "file",
        message("Text with headings, lists and pictures: a guide, a news item."),
    ),
    Kind(
        Folder,
        PageSchema,
        "hcc:templates/content/folder.pt",
        message("Folder"),
        "list",
        message("Keeps pages of one subject together, under one address."),
    ),
)


def includeme(config: Configurator) -> None:
    for kind in KINDS:
        config.add_content_kind(kind)
