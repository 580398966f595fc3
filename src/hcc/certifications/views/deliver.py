"""The link for an electronic copy: made by the official, shown once, printed for whoever asked for the copy."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.printing.qr import qr_svg
from hcc.web.acting import REFUSED

from ..operations.deliver import deliver
from ..resources import BookEntry
from .tray import ENTRY, entry_page

DELIVERY = "copy link"


def do_deliver(context: BookEntry, request: Request):
    """Make the link, in place of the one before, and lead to the page that shows it."""
    try:
        secret = deliver(request.site.books, entry=context, days=request.office.copy_link_days, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return entry_page(context, request, refusal)
    request.add_response_callback(
        lambda request, response: request.registry["hcc.once_cookie"].write(
            request, response, what=DELIVERY, of=context.token, lines=[secret]
        )
    )
    return HTTPSeeOther(f"{request.resource_path(context)}link")


def show_link(context: BookEntry, request: Request):
    """The link just made, this once; afterwards only another one can be made."""
    cookie = request.registry["hcc.once_cookie"]
    kept = cookie.read(request)
    if kept is None or kept["what"] != DELIVERY or kept["of"] != context.token or context.delivery is None:
        request.flash(message("A link is shown only once. If it got lost, make a new one here."), "info")
        return HTTPSeeOther(request.resource_path(context))
    request.add_response_callback(lambda request, response: cookie.forget(response))
    office = request.office
    url = f"{office.public_url or request.host_url}/ban-sao/{kept['lines'][0]}"
    return {
        "title": message("Link to the copy, number ${number}", mapping={"number": context.number}),
        "section": "chung-thuc",
        "back": (request.resource_path(context), message("Number ${number}", mapping={"number": context.number})),
        "entry": context,
        "url": url,
        "qr": qr_svg(url) if office.public_url else None,
        "until": moment_line(context.delivery.until, request.locale_name),
        "trial": context.trial,
    }


def includeme(config: Configurator) -> None:
    config.add_view(
        do_deliver,
        context=BookEntry,
        name="deliver",
        permission=Permission.CERTIFICATION_DELIVER,
        request_method="POST",
        once=True,
        renderer=ENTRY,
    )
    config.add_view(
        show_link,
        context=BookEntry,
        name="link",
        permission=Permission.CERTIFICATION_VIEW,
        request_method="GET",
        renderer="hcc:templates/certifications/link.pt",
    )
