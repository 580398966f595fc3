"""The desks: what each role can do next, ordered by due moment."""

from dataclasses import dataclass
from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.identifiers import RECEPTION
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message
from hcc.dossiers import workflow
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.resources import NO_DUE, Row
from hcc.dossiers.schemas import GreetSchema
from hcc.portal.tracking import normal_number
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from .matching import find_procedure
from .places import ApproveDesk, Desk, Desks, GreetDesk, PrepareDesk, ProcessDesk, ReceiveDesk, ReturnDesk

ROWS = 50

LABELS: dict[str, tuple[TranslationString, str]] = {
    "tiep-don": (message("Greeting"), "people"),
    "chuan-bi": (message("Preparation"), "papers"),
    "tiep-nhan": (message("Reception"), "inbox"),
    "xu-ly": (message("Processing"), "file"),
    "phe-duyet": (message("Approval"), "pen"),
    "tra-ket-qua": (message("Returning"), "return"),
}

STATES: dict[str, tuple[tuple[str, TranslationString], ...]] = {
    "prepare": ((workflow.DRAFT, message("Fill in and pass on")),),
    "receive": ((workflow.SUBMITTED, message("Check and receive")),),
    "process": (
        (workflow.RECEIVED, message("Take over")),
        (workflow.PROCESSING, message("Work on it")),
    ),
    "approve": ((workflow.AWAITING_APPROVAL, message("Approve or send back")),),
    "return_result": ((workflow.RESOLVED, message("Hand over")),),
}
"""Per step: the states it shows, and what is to be done next in each."""

EMPTY = message("Nothing waits here. New work comes by itself: open this page again.")


@dataclass(frozen=True)
class ListedRow:
    """A dossier as a desk shows it. `due_kind`: bad (overdue), warn (today), idle (later), or empty."""

    url: str
    number: str
    title: str
    owner: str
    state: TranslationString
    next_act: TranslationString
    due_kind: str
    due_words: TranslationString | str
    due_moment: str


def listed(row: Row, request: Request, next_act: TranslationString) -> ListedRow:
    kind, words, moment = due_cell(row, request)
    return ListedRow(
        url=f"/ho-so/{row.token}",
        number=row.number,
        title=row.title,
        owner=row.owner,
        state=workflow.WORKFLOW.states[row.state].label,
        next_act=next_act,
        due_kind=kind,
        due_words=words,
        due_moment=moment,
    )


def due_cell(row: Row, request: Request) -> tuple[str, TranslationString | str, str]:
    """Icon kind, words and moment of a due cell: never by colour alone."""
    if row.due >= NO_DUE:
        return "", "", ""
    due = datetime.fromtimestamp(row.due, LOCAL)
    moment = short_moment(due, request.locale_name)
    if row.state == workflow.RESOLVED:
        return "ok", message("Result ready"), moment
    if due < request.now:
        return "bad", message("Overdue"), moment
    if due.date() == request.now.date():
        return "warn", message("Due today"), moment
    return "idle", message("On time"), moment


HOMES = {
    Role.RECEIVER: "/ban-lam-viec/tiep-nhan",
    Role.GREETER: "/ban-lam-viec/tiep-don",
    Role.HANDLER: "/ban-lam-viec/xu-ly",
    Role.APPROVER: "/ban-lam-viec/phe-duyet",
    Role.CERTIFIER: "/chung-thuc",
    Role.RETURNER: "/ban-lam-viec/tra-ket-qua",
    Role.CATALOGUE_ADMINISTRATOR: "/quan-tri/danh-muc",
    Role.ADMINISTRATOR: "/quan-tri",
    Role.HELPER: "/ban-lam-viec/tim",
    Role.CLERK: "/ban-lam-viec/tim",
    Role.DIRECTOR: "/ban-lam-viec/tim",
    Role.AUDITOR: "/quan-tri",
}
"""Where each role's work begins; who has several begins at the first of them, who has none at her own account."""


def own_desk(context: Desks, request: Request):
    """/ban-lam-viec: straight to where the official's work begins."""
    for role, path in HOMES.items():
        if role in request.roles:
            return HTTPSeeOther(path)
    return HTTPSeeOther("/tai-khoan")


def show_desk(context: Desk, request: Request) -> dict:
    """One step's worklist: range reads of the covering tree."""
    dossiers = request.site.dossiers
    rows, counts = [], []
    for state, next_act in STATES[context.step]:
        found = dossiers.worklist(state, limit=ROWS)
        mine = [row for row in found.rows if state != workflow.PROCESSING or request.stands_for(row.handler)]
        rows += [listed(row, request, next_act) for row in mine]
        counts.append((workflow.WORKFLOW.states[state].label, len(mine), found.more))
    label, icon = LABELS[context.__name__]
    return {
        "title": label,
        "section": context.__name__,
        "rows": rows,
        "counts": counts,
        "icon": icon,
        "empty": EMPTY,
        "waiting_papers": len(request.site.books.waiting) if context.step == "approve" else 0,
        "may_greet": request.has_permission(Permission.DOSSIER_GREET, dossiers),
    }


def _greet_form(request: Request) -> Form:
    button = Button("greet", message("Begin the dossier"), icon="plus", key="Ctrl+Enter")
    chosen = request.GET.get("procedure", "")[:40]
    values = {"procedure": chosen} if chosen else {}
    return Form(GreetSchema().bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values)


def _greet_page() -> dict:
    return {"title": message("Greeting"), "section": "tiep-don"}


def show_greet(context: GreetDesk, request: Request) -> dict:
    return show_form(_greet_form(request), _greet_page())


def do_greet(context: GreetDesk, request: Request):
    def do(typed: dict) -> str:
        procedure = find_procedure(request, typed["procedure"])
        dossier = greet(
            request.site.dossiers,
            procedure=procedure,
            today=request.now.date(),
            name=typed["name"],
            guidance=typed["guidance"],
            act=request.act,
        )
        request.flash(message("A dossier was begun. Fill in the person and the papers."))
        return request.resource_path(dossier, "prepare")

    return act_on_form(request, _greet_form(request), _greet_page(), do)


def find(context: Desks, request: Request):
    """The search box of the staff pages: a reception number leads to its dossier."""
    typed = request.GET.get("q", "").strip()[:60]
    number = normal_number(typed)
    if RECEPTION.match(number):
        dossier = request.site.dossiers.by_number(number)
        if dossier is not None and request.has_permission(Permission.DOSSIER_VIEW, dossier):
            return HTTPSeeOther(request.resource_path(dossier))
    results = request.search_procedures(typed, page_size=10) if typed else None
    folder, today = request.site.procedures, request.now.date()
    hits = [folder[hit.key].published(today) for hit in results.hits if hit.key in folder] if results else []
    return {
        "title": message("Find"),
        "q": typed,
        "procedures": [revision.record for revision in hits if revision is not None],
        "looks_like_number": bool(RECEPTION.match(number)),
    }


def includeme(config: Configurator) -> None:
    config.add_numbering_view("tiep-don", "greeting")
    config.add_view(own_desk, context=Desks, permission=Permission.DESK_VIEW, request_method="GET")
    config.add_view(
        find,
        context=Desks,
        name="tim",
        permission=Permission.DESK_VIEW,
        request_method="GET",
        renderer="hcc:templates/desks/find.pt",
    )
    for order, (desk, permission) in enumerate(
        (
            (PrepareDesk, Permission.DESK_PREPARE),
            (ReceiveDesk, Permission.DESK_RECEIVE),
            (ProcessDesk, Permission.DESK_PROCESS),
            (ApproveDesk, Permission.DESK_APPROVE),
            (ReturnDesk, Permission.DESK_RETURN),
        )
    ):
        config.add_view(
            show_desk, context=desk, permission=permission, request_method="GET", renderer="hcc:templates/desks/desk.pt"
        )
        slug = list(LABELS)[order + 1]
        label, icon = LABELS[slug]
        config.add_place(slug, label, icon=icon, path=f"/ban-lam-viec/{slug}", permission=permission, order=20 + order)
    greeting = {"context": GreetDesk, "permission": Permission.DESK_GREET, "renderer": "hcc:templates/desks/greet.pt"}
    config.add_view(show_greet, request_method="GET", **greeting)
    config.add_view(do_greet, request_method="POST", once=True, **greeting)
    label, icon = LABELS["tiep-don"]
    config.add_place(
        "tiep-don", label, icon=icon, path="/ban-lam-viec/tiep-don", permission=Permission.DESK_GREET, order=10
    )
