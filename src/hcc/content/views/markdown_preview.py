"""How a text will look: asked for by scripts while it is typed. Changes nothing."""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.web.acting import UNREADABLE
from hcc.web.typed import typed_text

from ..markdown_field import NotShown, previewed
from ..resources import Container, Item
from ..schemas import BODY


def preview_text(context: Container | Item, request: Request) -> Response:
    """The text as HTML, a fragment; or, as plain text and with 422, why it cannot be shown."""
    try:
        return Response(previewed(typed_text(request, "text", BODY * 2), request, BODY))
    except NotShown as refused:
        sentence = request.localizer.translate(refused.sentence)
        return Response(sentence, status=UNREADABLE, content_type="text/plain", charset="utf-8")


def includeme(config: Configurator) -> None:
    for context in (Container, Item):
        config.add_view(
            preview_text,
            context=context,
            name="markdown_preview",
            permission=Permission.CONTENT_HISTORY,
            request_method="POST",
        )
