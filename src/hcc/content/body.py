"""The text of a thing as HTML, with its pictures as they are stored."""

import re

from chameleon.utils import Markup
from pyramid.request import Request

from .drawings import drawing_of
from .markdown import Drawing, Picture, plain_picture
from .resources import Item

_OWN = re.compile(r' (href|src)="/(?!/)')


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


def _picture(picture: Picture, request: Request) -> str:
    return plain_picture(picture)
