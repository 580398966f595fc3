"""/ban-sao/<secret>: where a citizen reads what her electronic copy is and fetches it, as long as her link holds."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.throttle import TriesPerPlace
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import blob_response

from ..places import CopyLink
from ..resources import BookEntry
from ..workflow import ISSUED
from .check import STATES, facts_of

PAGE = "hcc:templates/certifications/fetch.pt"
HOLDER = "link holder"
"""Who read a copy by its link, in the log of reads: nobody knows more of her than that she has it."""


def _quietly(request: Request, response) -> None:
    """No browser keeps the page, no search engine lists it, and no other page learns its address."""
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
    response.headers.update(headers)


def _opened(link: CopyLink, request: Request) -> BookEntry | dict:
    """The copy behind a link; or the page of one that leads nowhere, the same whatever the reason."""
    request.add_response_callback(_quietly)
    tries: TriesPerPlace = request.registry["hcc.link_tries"]
    # Not `client_addr`, which is whatever the sender wrote into X-Forwarded-For.
    place = request.remote_addr or ""
    page = {"title": message("This link leads to no copy"), "section": "check", "entry": None}
    if tries.blocked("", place):
        request.response.status = 429
        return {**page, "title": message("Too many wrong tries")}
    entry = link.entry(request.now)
    if entry is None:
        tries.failed("", place)
        request.response.status = 404
        return page
    request.registry["hcc.access_log"].record(by=HOLDER, at=request.now, what=request.resource_path(entry))
    return entry


def show_copy(context: CopyLink, request: Request) -> dict:
    entry = _opened(context, request)
    if isinstance(entry, dict):
        return entry
    kind, heading, sentence = STATES[entry.state]
    valid = entry.state == ISSUED
    assert entry.delivery is not None  # it was found by it
    return {
        "title": message("Your electronic certified copy") if valid else heading,
        "section": "check",
        "entry": entry,
        "kind": kind,
        "verdict": message("Your electronic certified copy") if valid else heading,
        "words": message("The centre signed it and entered it in the book.") if valid else sentence,
        "valid": valid,
        "trial": entry.trial,
        "facts": facts_of(entry, request),
        "until": moment_line(entry.delivery.until, request.locale_name),
        "paper_url": f"{request.resource_path(context)}paper",
    }


def show_copy_paper(context: CopyLink, request: Request):
    """The signed file, byte for byte as it was issued. One that was cancelled since is not handed out."""
    entry = _opened(context, request)
    if isinstance(entry, dict):
        return entry
    if entry.state != ISSUED or entry.paper is None:
        return HTTPSeeOther(request.resource_path(context))
    name = f"ban-sao-chung-thuc-{entry.number}-{entry.book.year}.pdf"
    return blob_response(request, entry.paper, name=name, sha256=entry.sha256, kind="application/pdf", inline=False)


def includeme(config: Configurator) -> None:
    config.registry["hcc.link_tries"] = TriesPerPlace(same=60, place=60, altogether=1_000)
    public = {"context": CopyLink, "permission": Permission.SITE_VIEW, "request_method": "GET", "renderer": PAGE}
    config.add_view(show_copy, **public)
    config.add_view(show_copy_paper, name="paper", **public)
