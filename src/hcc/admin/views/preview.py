"""/thu-tuc/<code>/preview: a draft, or any revision, as people meet it: phone, paper, poster, picture, loudspeaker.

Only who keeps the catalogue sees it; nothing public links to it, and nothing of it is kept by a browser.
"""

import re
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.folder import number_name
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.responses import bytes_response
from hcc.printing.poster_data import PosterSize
from hcc.printing.posters import Posting
from hcc.procedures.loudspeaker import loudspeaker_text
from hcc.procedures.names import STATE_NAMES
from hcc.procedures.posting import drawn_sheet
from hcc.procedures.resources import Procedure, Revision
from hcc.procedures.sheet import draw_revision
from hcc.web.headers import allow_frame, may_frame

from ..procedure_head import back_of

PHONE, PRINT, POSTER, CARD, PICTURE, LOUDSPEAKER = "phone", "print", "poster", "card", "picture", "loudspeaker"
WAYS: dict[str, tuple[str, TranslationString]] = {
    PHONE: ("phone", message("On a phone")),
    PRINT: ("print", message("Guide sheet A4")),
    POSTER: ("papers", message("Poster")),
    CARD: ("tick", message("Card to take home")),
    PICTURE: ("camera", message("Picture to send on")),
    LOUDSPEAKER: ("speech", message("Loudspeaker")),
}
_PAPERS = {PRINT: Posting.SHEET, POSTER: Posting.POSTER, CARD: Posting.CARD, PICTURE: Posting.PICTURE}
_FILES = {
    PRINT: "sheet.pdf",
    POSTER: "poster.pdf",
    CARD: "card.pdf",
    PICTURE: "picture.png",
    LOUDSPEAKER: "loudspeaker",
}
_LEADS = re.compile(rb'<(a|form) (?![^>]*(?:href="#|target=))')
"""A link that leads to another page, or a form."""
MOST_REVISIONS = 12
"""So many are offered; every one can be asked for by its number."""


def _asked(procedure: Procedure, request: Request) -> Revision:
    """The revision in the address; the newest, draft or not, where none or none there is was named."""
    try:
        return procedure.revisions[number_name(request.GET.get("revision", ""))]
    except KeyError:
        return procedure.latest()


def show_preview(context: Procedure, request: Request) -> dict[str, Any]:
    revision, today = _asked(context, request), request.now.date()
    way = request.GET.get("as", PHONE)
    way = way if way in WAYS else PHONE
    here = f"/thu-tuc/{context.code}/preview"
    below = f"/thu-tuc/{context.code}/phien-ban/{revision.number}/"
    numbers = list(reversed(context.revisions.keys()))[:MOST_REVISIONS]
    may_frame(request.response)
    return {
        "title": message("Preview: ${name}", mapping={"name": revision.record.title}),
        "section": "danh-muc",
        "admin": True,
        "back": back_of(context, request),
        "tab": "preview",
        "procedure": context,
        "revision": revision,
        "may_publish": context.draft() is revision and request.has_permission(Permission.PROCEDURE_PUBLISH, context),
        "state": STATE_NAMES[revision.state(today)],
        "way": way,
        "ways": [
            (f"{here}?revision={revision.number}&as={one}", icon, words, one == way)
            for one, (icon, words) in WAYS.items()
        ],
        "revisions": [(f"{here}?revision={number}&as={way}", number, number == revision.number) for number in numbers],
        "phone_url": f"{below}preview_phone",
        "picture_url": f"{below}preview_paper?of={way}" if way in _PAPERS else "",
        "file_url": f"{below}{_FILES[way]}" if way in _FILES else "",
        "sentences": loudspeaker_text(revision, office=request.office, say=request.in_vietnamese, today=today).split(
            "\n"
        )
        if way == LOUDSPEAKER
        else [],
    }


def show_phone(context: Revision, request: Request) -> Response:
    """The public sheet itself, as it will stand once the text is in force; it may stand in a frame of our own page."""
    answer = draw_revision(context, request)
    answer.body = _leading_outside(answer.body)
    allow_frame(answer)
    return answer


def _leading_outside(page: bytes) -> bytes:
    """The page with links and forms that open a new tab: no other page of ours may stand in the frame."""
    return _LEADS.sub(rb'<\1 target="_blank" ', page)


def show_paper(context: Revision, request: Request) -> Response:
    """A paper as a picture of its page."""
    way = request.GET.get("of", PRINT)
    posting = _PAPERS.get(way, Posting.SHEET)
    content, etag = drawn_sheet(context, posting, PosterSize.A4, request)
    return bytes_response(content, name=f"{context.record.code}.png", kind="image/png", etag=etag)


def includeme(config: Configurator) -> None:
    reading = {"permission": Permission.PROCEDURE_EDIT, "request_method": "GET"}
    template = "hcc:templates/admin/preview.pt"
    config.add_view(show_preview, context=Procedure, name="preview", renderer=template, **reading)
    config.add_view(show_phone, context=Revision, name="preview_phone", **reading)
    config.add_view(show_paper, context=Revision, name="preview_paper", **reading)
