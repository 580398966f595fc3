"""Which kinds of content there are, in the order in which they are offered."""

from pyramid.config import Configurator

from hcc.core.text import message

from ..file_schemas import FileSchema, ImageSchema
from ..kinds import Kind
from ..resources import FileItem, Folder, ImageItem, Page
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
    Kind(
        FileItem,
        FileSchema,
        "hcc:templates/content/file.pt",
        message("File to take away"),
        "download",
        message("A form, a decision, a plan: people read what it is for and take it with them."),
    ),
    Kind(
        ImageItem,
        ImageSchema,
        "hcc:templates/content/image.pt",
        message("Picture"),
        "camera",
        message("A photo for pages: made small enough for phones, without the place where it was taken."),
    ),
)


def includeme(config: Configurator) -> None:
    for kind in KINDS:
        config.add_content_kind(kind)
