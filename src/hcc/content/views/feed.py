"""/noi-dung/notices.atom: the newest notices, for whoever follows them (Atom, RFC 4287)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.feed import ATOM, MEDIA_TYPE, NOTHING_YET, add_element
from hcc.web.freshness import keep_fresh
from hcc.web.origins import public_origin

from ..public_tree import Entry
from ..resources import ContentRoot

NAME = "notices.atom"
NEWEST = 50
TITLE = message("Notices of the centre")


def document(entries: list[Entry], *, title: str, author: str, origin: str, agency: str) -> bytes:
    """The feed. Its marks are made of origin, agency code and the ids of notices: they stay when one moves."""
    from xml.etree import ElementTree  # with the first feed, not with the program

    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    mark = f"tag:{urlsplit(origin).hostname or 'localhost'},2026:{agency}/noi-dung"
    newest = max((entry.changed for entry in entries), default=None)
    add_element(feed, "id", mark)
    add_element(feed, "title", title)
    add_element(feed, "updated", _moment(newest) if newest is not None else NOTHING_YET.isoformat())
    add_element(feed, "link", rel="self", type=MEDIA_TYPE, href=f"{origin}/noi-dung/{NAME}")
    add_element(feed, "link", rel="alternate", type="text/html", href=f"{origin}/noi-dung/")
    add_element(add_element(feed, "author"), "name", author)
    for entry in entries:
        element = add_element(feed, "entry")
        add_element(element, "id", f"{mark}/{entry.id}")
        add_element(element, "title", entry.title)
        add_element(element, "published", _moment(entry.since))
        add_element(element, "updated", _moment(max(entry.changed, entry.since)))
        add_element(element, "link", rel="alternate", type="text/html", href=origin + entry.url)
        add_element(element, "summary", entry.summary)
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


def show_notices(context: ContentRoot, request: Request) -> Response:
    """The newest notices, newest first; those that are over too."""
    body = document(
        request.public_tree.newest_notices[:NEWEST],
        title=f"{request.in_vietnamese(TITLE)} · {request.office.office_name} {request.office.commune}",
        author=request.office.office_name,
        origin=public_origin(request),
        agency=request.office.agency_code,
    )
    response = Response(body, content_type=MEDIA_TYPE, charset="utf-8")
    keep_fresh(response)
    return response


def includeme(config: Configurator) -> None:
    config.add_view(
        show_notices,
        name=NAME,
        context=ContentRoot,
        permission=Permission.SITE_VIEW,
        request_method="GET",
        cached=(),
    )
