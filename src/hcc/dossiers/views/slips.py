"""The numbered slips of a dossier as PDF: `/ho-so/<token>/slip?n=1`, with `&copies=2` both copies on one A4 sheet."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.traversal import find_root

from hcc.core.permissions import Permission
from hcc.files.responses import bytes_response
from hcc.printing.slips import render_slip

from ..events import SupplementRequested
from ..issuing import ISSUING, keep_issued, said_by
from ..resources import Dossier

TWO = "2"
"""As `copies`: both copies on one sheet."""


def small_number(typed: str) -> int:
    """A number from 1 in an address; anything else is no page."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 5 and int(typed)):
        raise HTTPNotFound()
    return int(typed)


def show_slip(context: Dossier, request: Request):
    n = small_number(request.GET.get("n", "1"))
    if n > len(context.slips):
        raise HTTPNotFound()
    slip = context.slips[n - 1]
    two_up = request.GET.get("copies") == TWO
    said = said_by(context, slip, find=request.site.accounts.get, settings=request.office)
    content = render_slip(slip.kind.value, {**said, "two_up": two_up}, at=slip.at)
    name = f"{slip.kind.value.replace('_', '-')}-{slip.number}-{slip.year}.pdf"
    return bytes_response(content, name=name, kind="application/pdf", etag=f"{context.chain.head}-{n}-{two_up}")


def newest_paper(context: Dossier, request: Request):
    """/ho-so/<token>/print: 303 to the slip taken last, or to the receipt; the desks open it with one key."""
    if context.slips:
        name = f"slip?n={len(context.slips)}"
    elif context.reception_number:
        name = "receipt"
    else:
        raise HTTPNotFound()
    return HTTPSeeOther(f"{request.resource_path(context)}{name}")


def includeme(config: Configurator) -> None:
    settings = config.registry["hcc.settings"]

    def keep(event: SupplementRequested) -> None:
        keep_issued(event, find=find_root(event.dossier).accounts.get, settings=settings)

    for news in ISSUING:
        config.add_subscriber(keep, news)
    for name, view in (("slip", show_slip), ("print", newest_paper)):
        config.add_view(view, context=Dossier, name=name, permission=Permission.DOSSIER_VIEW, request_method="GET")
