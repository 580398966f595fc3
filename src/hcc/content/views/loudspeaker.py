"""/…/loudspeaker: what the hamlet loudspeaker reads of a notice, to read aloud from and to take away."""

from typing import Any
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.core.text import message

from ..loudspeaker import sentences_of, words_in
from ..resources import Notice
from .places import address


def show_loudspeaker(context: Notice, request: Request) -> dict[str, Any]:
    """The sentences in large letters."""
    sentences = sentences_of(context.text, request.office)
    return {
        "title": message("Loudspeaker text: ${title}", mapping={"title": context.title}),
        "heading": context.title,
        "back": (address(request, context), message("Back to the notice")),
        "sentences": sentences,
        "count": words_in(sentences),
        "file": request.resource_path(context, "loudspeaker.txt"),
        "is_draft": not context.is_public(request.now),
    }


def download_text(context: Notice, request: Request) -> Response:
    """The same as a text file, a sentence a line."""
    body = "\r\n".join(sentences_of(context.text, request.office)) + "\r\n"
    response = Response(body, content_type="text/plain", charset="utf-8")
    name = quote(f"doc-loa-{context.__name__}.txt")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def includeme(config: Configurator) -> None:
    reading: dict[str, Any] = {
        "context": Notice,
        "permission": Permission.CONTENT_VIEW,
        "request_method": "GET",
        "cached": (),
    }
    config.add_view(show_loudspeaker, name="loudspeaker", renderer="hcc:templates/procedures/loudspeaker.pt", **reading)
    config.add_view(download_text, name="loudspeaker.txt", **reading)
