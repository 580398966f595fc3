"""The text of a thing as HTML, with its pictures as they are stored."""

import re
from html import escape

from chameleon.utils import Markup
from pyramid.request import Request

from hcc.core.permissions import Permission

from .drawings import drawing_of
from .files import KeptPicture
from .linking import NAMING, leads_to, names_of
from .markdown import Drawing, Picture, plain_picture
from .resources import FileItem, ImageItem, Item

_OWN = re.compile(r' (href|src)="/(?!/)')
SIZES = "(min-width: 900px) 650px, calc(100vw - 32px)"
"""How wide a picture stands on a page, for the browser that chooses among its widths."""


def body_of(item: Item, request: Request) -> Markup:
    """The text of a thing; empty where it has none."""
    drawing = drawing_of(item)
    return drawn_for(drawing, request) if drawing is not None else Markup("")


def drawn_for(drawing: Drawing, request: Request) -> Markup:
    """A drawing as it stands on a page of this request."""
    html = drawing.html(lambda picture: _picture(picture, request))
    if request.script_name:
        html = Markup(_OWN.sub(rf' \1="{request.script_name}/', html))
    return html


def alt_in(item: ImageItem, lang: str) -> str:
    """What a picture shows, in the words of a reader of this language."""
    english = item.text.get("alt_en") if lang == "en" and item.alt else ""
    return english or item.alt


def _picture(picture: Picture, request: Request) -> str:
    """A picture of ours in its widths; of one that citizens cannot see yet, they get the words."""
    item = item_at(picture.src, request)
    if not isinstance(item, ImageItem):
        return plain_picture(picture)
    if not item.is_public(request.now):
        if request.official is None:
            return escape(picture.alt or alt_in(item, request.locale_name))
        if not request.has_permission(Permission.CONTENT_VIEW, item):
            return plain_picture(picture)
    return picture_of(item, request, picture.alt or alt_in(item, request.locale_name))


def item_at(address: str, request: Request) -> Item | None:
    """What of the pages an address leads to that begins with "/"; None for every other one."""
    content = request.site.content
    names = names_of("/", address) if address.startswith("/") else None
    return leads_to(content, names) if names and content is not None else None


def picture_of(item: ImageItem, request: Request, alt: str = "", sizes: str = SIZES) -> Markup:
    """A picture as an element of a page; `alt`: what it shows, where that is said otherwise than on its own page."""
    kept = item.file
    if not isinstance(kept, KeptPicture):
        return Markup(escape(alt or item.alt))
    where, version = escape(request.resource_path(item, "picture")), kept.sha256[:16]
    widths = ", ".join(f"{where}?w={width}&amp;v={version} {width}w" for width in kept.smaller)
    source = f'<source type="image/webp" srcset="{widths}" sizes="{sizes}" />' if widths else ""
    return Markup(
        f'<picture>{source}<img src="{where}?v={version}"'
        f' width="{kept.width}" height="{kept.height}" alt="{escape(alt or item.alt)}" loading="lazy" /></picture>'
    )


def unseen_in(item: Item, request: Request) -> list[Item]:
    """Pictures and files that a published text shows or leads to, and that citizens cannot see."""
    if not item.is_public(request.now):
        return []
    drawing = drawing_of(item)
    named = [address for name in NAMING if (address := item.text.get(name))]
    addresses = [*(drawing.links if drawing is not None else ()), *named]
    found = {one.id: one for address in addresses if (one := item_at(address, request)) is not None}
    return [one for one in found.values() if isinstance(one, FileItem) and not one.is_public(request.now)]
