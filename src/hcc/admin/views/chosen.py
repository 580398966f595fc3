"""/quan-tri/danh-muc/chosen: what can be done with several procedures at once, said before it is done."""

from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal, refuse_if
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.printing.poster_data import POSTED_AT_ONCE
from hcc.procedures.announcements import AnnouncedRow, ChangeOfRules
from hcc.procedures.operations.announce import add_rows, was_approved
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.operations.submit import submit_revision
from hcc.procedures.resources import Procedure, RevisionState
from hcc.web.acting import REFUSED
from hcc.web.typed import typed_text

from ..catalogue_places import ANNOUNCEMENTS, CATALOGUE, HANGINGS, Catalogue
from .exporting import asked_question, chosen_codes

PAGE = "hcc:templates/admin/chosen.pt"
PATH = f"/quan-tri/{CATALOGUE}"
MOST = POSTED_AT_ONCE


class NothingChosen(Refusal):
    text = message("Choose at least one procedure on the board.")


class ChosenMoved(Refusal):
    text = message("The draft of ${code} changed after you opened this page. Look at it again, then submit it.")


class NoDecisionChosen(Refusal):
    field = "announcement"
    text = message("Choose the decision. A published one takes no further procedures.")


def chosen_page(
    context: Catalogue, request: Request, codes: list[str], complaints: list[str] | None = None
) -> dict[str, Any]:
    """These procedures, and what each act would do with them."""
    today, shown = request.now.date(), codes[:MOST]
    procedures = [context.procedures[code] for code in shown]
    drafts = [(p, p.draft()) for p in procedures]
    to_submit = [p for p, draft in drafts if draft is not None and draft.state(today) is RevisionState.DRAFT]
    posted = [p.code for p in procedures if p.published(today) is not None]
    newest = context.procedures.announcements.newest_first()
    board = asked_question(request).url(PATH)
    return {
        "title": message("Procedures chosen: ${count}", mapping={"count": len(codes)}),
        "section": CATALOGUE,
        "admin": True,
        "back": (board, message("Procedure catalogue")),
        "board": board,
        "path": PATH,
        "rows": [(p.code, p.latest().record.title, p in to_submit, p.code in posted) for p in procedures],
        "more": len(codes) - len(shown),
        "most": MOST,
        "query": urlencode([("code", code) for code in shown]) if len(codes) <= MOST else _fit(request),
        "posters": urlencode([("code", code) for code in posted]),
        "posted": len(posted),
        "hang_url": f"/quan-tri/{HANGINGS}/new?{urlencode([('code', code) for code in posted])}" if posted else "",
        "stamps": [f"{p.code}@{draft_stamp(p)}" for p in to_submit],
        "codes": shown,
        "decisions": [(one.number, one.decision) for one in newest if one.published_at is None][:20],
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def _fit(request: Request) -> str:
    return urlencode({"fit": request.GET.get("fit", "")[:1_000]})


def show_chosen(context: Catalogue, request: Request) -> dict[str, Any]:
    return chosen_page(context, request, chosen_codes(context, request))


def _posted(context: Catalogue, request: Request) -> list[Procedure]:
    """The procedures a form names, those the catalogue has."""
    codes = [code for code in dict.fromkeys(request.POST.getall("code"))][:MOST]
    return [context.procedures[code] for code in codes if isinstance(code, str) and code in context.procedures]


def _refused(context: Catalogue, request: Request, refusal: Refusal) -> dict[str, Any]:
    request.response.status = REFUSED
    codes = [procedure.code for procedure in _posted(context, request)]
    return chosen_page(context, request, codes, request.refused(refusal))


def submit_chosen(context: Catalogue, request: Request):
    """Lay every chosen draft before whoever approves it, all or none."""
    named = [value.partition("@") for value in request.POST.getall("draft")[:MOST] if isinstance(value, str)]
    try:
        if not named:
            raise NothingChosen()
        found = [(context.procedures.get(code), code, stamp) for code, _, stamp in named]
        refuse_if(
            [
                ChosenMoved(code=code[:40])
                for procedure, code, stamp in found
                if procedure is None or procedure.draft() is None or draft_stamp(procedure) != stamp
            ]
        )
        for procedure, _, _ in found:
            submit_revision(procedure.latest(), act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Submitted for review: ${count} drafts.", mapping={"count": len(named)}))
    return HTTPSeeOther(f"{PATH}?state=review")


def announce_chosen(context: Catalogue, request: Request):
    """Put the chosen procedures into an announcement decision."""
    sent = typed_text(request, "announcement")
    number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 7 else 0
    decision = context.procedures.announcements.get(number)
    try:
        if decision is None:
            raise NoDecisionChosen()
        rows = [_announced(procedure) for procedure in _posted(context, request)]
        if not rows:
            raise NothingChosen()
        add_rows(decision, context.procedures, rows=rows, act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("Added: ${count} procedures.", mapping={"count": len(rows)}))
    return HTTPSeeOther(f"/quan-tri/{ANNOUNCEMENTS}/{number}/")


def _announced(procedure: Procedure) -> AnnouncedRow:
    if was_approved(procedure):
        return AnnouncedRow(procedure.code, ChangeOfRules.AMENDED)
    return AnnouncedRow(procedure.code, ChangeOfRules.NEW, procedure.latest().record.name)


def includeme(config: Configurator) -> None:
    view = {"context": Catalogue, "permission": Permission.PROCEDURE_EDIT, "renderer": PAGE}
    config.add_view(show_chosen, name="chosen", request_method="GET", **view)
    config.add_view(submit_chosen, name="submit", request_method="POST", once=True, **view)
    config.add_view(announce_chosen, name="announce", request_method="POST", once=True, **view)
