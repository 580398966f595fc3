"""/quan-tri/niem-yet: which sheet hangs where, which are outdated, one PDF of what replaces them, and what was done."""

from hashlib import sha256
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.files.responses import bytes_response
from hcc.procedures.hangings import Standing
from hcc.procedures.operations.post import post_sheets, take_down_sheets

from ..catalogue_places import HANGINGS, Hangings
from ..hangings_shown import (
    STANDINGS,
    Asked,
    posted_asked,
    printed_together,
    sheets_sent,
    shown,
    to_replace,
)
from ..paging import page_of

PATH = f"/quan-tri/{HANGINGS}"
BACK = (PATH, message("Posted sheets"))
PAGE = "hcc:templates/admin/hangings.pt"
PAGE_SIZE = 100
FINE = (Standing.EARLY, Standing.RIGHT)
"""With these there is nothing to be done."""


def within(title, **more) -> dict:
    return {"title": title, "section": HANGINGS, "admin": True, **more}


def url_of(asked: Asked, view: str = "", **more: str) -> str:
    query = {**asked.query, **more}
    return f"{PATH}{'/' + view if view else ''}{'?' + urlencode(query) if query else ''}"


def hangings_page(context: Hangings, request: Request, complaints: list[str] | None = None) -> dict:
    procedures, asked = context.procedures, Asked.of(request)
    every = posted_asked(request, asked)
    counts = {standing: sum(one.standing is standing for one in every) for standing in Standing}
    listed = [one for one in every if asked.everything or one.standing not in FINE]
    part, paging = page_of(listed, request, size=PAGE_SIZE)
    announcement = procedures.announcements.get(asked.decision) if asked.decision else None
    hanging = {one.hanging.code for one in every}
    missing = []
    if announcement is not None:
        missing = [row.code for row in announcement.rows if not row.kind.ends and row.code not in hanging]
    return within(
        message("Posted sheets"),
        back=(f"/quan-tri/quyet-dinh/{announcement.number}/", announcement.decision)
        if announcement is not None
        else None,
        asked=asked,
        announcement=announcement,
        renewed=[shown(one, request) for one in part if one.standing in (Standing.STALE, Standing.COMING)],
        ending=[shown(one, request) for one in part if one.standing in (Standing.ENDED, Standing.ENDING)],
        others=[shown(one, request) for one in part if one.standing in FINE],
        paging=paging,
        counted=[(*STANDINGS[standing], count) for standing, count in counts.items() if count],
        replacing=len(to_replace(every, asked)),
        early=not counts[Standing.STALE],
        right=sum(counts[standing] for standing in FINE),
        total=len(every),
        places=[(place.number, place.name) for place in procedures.hangings.open_places],
        missing=missing,
        print_url=url_of(asked, "replacements.pdf"),
        all_url=url_of(asked, show="all"),
        few_url=url_of(asked),
        new_url=f"{PATH}/new?{urlencode([('code', code) for code in missing])}" if missing else f"{PATH}/new",
        complaints=[("", sentence) for sentence in complaints or ()],
        errors=bool(complaints),
    )


def show_hangings(context: Hangings, request: Request) -> dict:
    return hangings_page(context, request)


def _refused(context: Hangings, request: Request, refusal: Refusal) -> dict:
    request.response.status = 409
    return hangings_page(context, request, request.refused(refusal))


def show_replacements(context: Hangings, request: Request):
    """One PDF with a sheet for each that is to be put up, by place: the stack for each board lies together."""
    asked = Asked.of(request)
    replaced = to_replace(posted_asked(request, asked), asked)
    sheets = [(one.wanted, one.hanging.kind) for one in replaced if one.wanted is not None]
    try:
        content = printed_together(sheets, request)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    return pdf_of_sheets(content, len(sheets), request)


def pdf_of_sheets(content: bytes, count: int, request: Request):
    name = request.localizer.translate(message("Sheets to post (${count}).pdf", mapping={"count": count}))
    etag = sha256(content).hexdigest()[:32]
    return bytes_response(content, name=name, kind="application/pdf", etag=etag)


def do_post(context: Hangings, request: Request):
    """Mark the chosen sheets as put up: the revision that the page offered for printing."""
    chosen = [one for one in sheets_sent(request.POST.getall("sheet")) if one[1]]
    try:
        count = post_sheets(context.procedures, sheets=chosen, act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Written down: ${count} sheets hang in their new text.", mapping={"count": count}))
    return HTTPSeeOther(url_of(Asked.of(request)))


def do_take_down(context: Hangings, request: Request):
    chosen = [sheet for sheet, _ in sheets_sent(request.POST.getall("sheet"))]
    try:
        count = take_down_sheets(context.procedures, sheets=chosen, act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Written down: ${count} sheets were taken down.", mapping={"count": count}))
    return HTTPSeeOther(url_of(Asked.of(request)))


def includeme(config: Configurator) -> None:
    view = {"context": Hangings, "permission": Permission.PROCEDURE_EDIT, "renderer": PAGE}
    config.add_view(show_hangings, request_method="GET", **view)
    config.add_view(show_replacements, name="replacements.pdf", request_method="GET", **view)
    config.add_view(do_post, name="post", request_method="POST", once=True, **view)
    config.add_view(do_take_down, name="take_down", request_method="POST", once=True, **view)
    config.add_place(
        HANGINGS,
        message("Posted sheets"),
        icon="print",
        path=PATH,
        permission=Permission.PROCEDURE_EDIT,
        order=82,
        admin=True,
    )
