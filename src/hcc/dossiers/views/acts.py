"""A page for each act that asks something, and a button for each that does not."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.deadlines import Due, policy_of
from hcc.core.errors import Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form

from ..due import due_for
from ..operations.approve import approve
from ..operations.prepare import prepare
from ..operations.process import process
from ..operations.receive import receive
from ..operations.resolve import resolve
from ..operations.submit import incomplete, submit
from ..operations.supply import supply
from ..prepare_form import prepare_schema, prepare_values, prepared
from ..resources import Dossier
from ..results import Signature
from ..schemas import ReceiveSchema, SeenSchema
from .asking import ASKING, Asking
from .show import dossier_page, due_lines

FORM = "hcc:templates/dossiers/act.pt"
DOSSIER = "hcc:templates/dossiers/dossier.pt"
SLIPS = "slips"
"""The series of the numbers of slips, for the lock around them."""


def _page(dossier: Dossier, title: TranslationString, request: Request, **more: object) -> dict:
    return {
        "title": title,
        "back": (request.resource_path(dossier), message("Dossier")),
        "dossier": dossier,
        "record": dossier.record,
        "due": None,
        "due_days": [],
        "note": None,
        "missing": [],
        "checked": False,
        **more,
    }


def _form(schema, request: Request, button: Button, values: dict | None = None) -> Form:
    return Form(
        schema.bind(request=request),
        request,
        buttons=[button],
        buttons_outside=True,
        appstruct={"seen": request.context.version, **(values or {})},
    )


def _done(request: Request, sentence: TranslationString, dossier: Dossier) -> str:
    """Where to go next: to the dossier, or to the desk when it went on to where it is not hers to read."""
    request.flash(sentence)
    may_see = request.has_permission(Permission.DOSSIER_VIEW, dossier)
    return request.resource_path(dossier) if may_see else "/ban-lam-viec"


# Preparing


def _prepare_form(dossier: Dossier, request: Request) -> Form:
    button = Button("save", message("Save"), icon="ok", key="Ctrl+Enter")
    schema = prepare_schema(dossier)
    return _form(schema, request, button, prepare_values(dossier, schema))


def show_prepare(context: Dossier, request: Request) -> dict:
    return show_form(_prepare_form(context, request), _page(context, message("Fill in the dossier"), request))


def do_prepare(context: Dossier, request: Request):
    def do(typed: dict) -> str:
        prepare(context, **prepared(context, typed), seen=typed["seen"], act=request.act)
        return _done(request, message("Saved."), context)

    page = _page(context, message("Fill in the dossier"), request)
    return act_on_form(request, _prepare_form(context, request), page, do)


# Receiving


def _due_now(dossier: Dossier, request: Request) -> Due | None:
    return due_for(dossier, at=request.now, calendar=request.site.calendar, policy=policy_of(request.office))


def _receive_form(dossier: Dossier, request: Request) -> Form:
    """Asks how long it takes only where neither the procedure nor anybody else has said."""
    button = Button("receive", message("Receive and print the receipt"), icon="print", key="Ctrl+Enter")
    return _form(SeenSchema() if _due_now(dossier, request) else ReceiveSchema(), request, button)


def _receive_page(dossier: Dossier, request: Request) -> dict:
    due = _due_now(dossier, request)
    lang = request.locale_name
    return _page(
        dossier,
        message("Receive the dossier"),
        request,
        due=moment_line(due.moment, lang) if due else None,
        due_days=due_lines(due, lang) if due else [],
        note=None if due else message("This procedure has no time limit that can be counted: say how long it takes."),
        missing=[complaint.sentence for complaint in incomplete(dossier)],
        checked=True,
    )


def show_receive(context: Dossier, request: Request) -> dict:
    return show_form(_receive_form(context, request), _receive_page(context, request))


def do_receive(context: Dossier, request: Request):
    def do(typed: dict) -> str:
        number = receive(
            context,
            agency=request.office.agency_code,
            calendar=request.site.calendar,
            policy=policy_of(request.office),
            promised_days=typed.get("promised_days"),
            own_code=request.office.own_code,
            seen=typed["seen"],
            act=request.act,
        )
        sentence = message("Received: ${number}. Print the receipt now.", mapping={"number": number})
        return _done(request, sentence, context)

    return act_on_form(request, _receive_form(context, request), _receive_page(context, request), do)


# Acts with a form of their own


def _asking_form(act: Asking, dossier: Dossier, request: Request) -> Form:
    return _form(act.schema(dossier, request), request, act.button, act.values(dossier, request))


def _asking_page(act: Asking, dossier: Dossier, request: Request) -> dict:
    return _page(dossier, act.title, request, note=act.note(dossier, request))


def show_asking(context: Dossier, request: Request) -> dict:
    act = ASKING[request.view_name]
    return show_form(_asking_form(act, context, request), _asking_page(act, context, request))


def do_asking(context: Dossier, request: Request):
    act = ASKING[request.view_name]

    def do(typed: dict) -> str:
        seen = typed.pop("seen")
        act.operation(context, **act.given(dict(typed), context, request), seen=seen, act=request.act)
        return _done(request, act.done, context)

    return act_on_form(request, _asking_form(act, context, request), _asking_page(act, context, request), do)


def form_and_page(dossier: Dossier, request: Request) -> tuple[Form, dict] | None:
    """The form of the act this request is about, and its page; None for an act of one button."""
    if request.view_name == "prepare":
        return _prepare_form(dossier, request), _page(dossier, message("Fill in the dossier"), request)
    if request.view_name == "receive":
        return _receive_form(dossier, request), _receive_page(dossier, request)
    if act := ASKING.get(request.view_name):
        return _asking_form(act, dossier, request), _asking_page(act, dossier, request)
    return None


# Acts of one button


def _nothing(request: Request) -> dict[str, Any]:
    return {}


def _signing(request: Request) -> dict[str, Any]:
    official, office = request.official, request.office
    return {
        "signature": Signature(official.name, official.signing_capacity),
        "clerk_registers": office.clerk_registers,
        "symbol": office.refusal_symbol,
    }


def _counted(request: Request) -> dict[str, Any]:
    return {"calendar": request.site.calendar, "policy": policy_of(request.office)}


AtOnce = tuple[Callable[..., Any], Permission, TranslationString, Callable[[Request], dict[str, Any]]]
AT_ONCE: dict[str, AtOnce] = {
    "submit": (submit, Permission.DOSSIER_SUBMIT, message("Passed to reception."), _nothing),
    "process": (process, Permission.DOSSIER_PROCESS, message("The dossier is yours now."), _nothing),
    "supply": (supply, Permission.DOSSIER_SUPPLY, message("Everything is there. The dossier goes on."), _counted),
    "approve": (approve, Permission.DOSSIER_APPROVE, message("Approved."), _signing),
    "resolve": (resolve, Permission.DOSSIER_RESOLVE, message("The result can be handed over."), _nothing),
}


def do_at_once(context: Dossier, request: Request):
    operation, _, sentence, given = AT_ONCE[request.view_name]
    typed = request.POST.get("seen", "")
    seen = int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 9 else None
    try:
        operation(context, **given(request), seen=seen, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return dossier_page(context, request, request.refused(refusal))
    return HTTPSeeOther(_done(request, sentence, context))


def includeme(config: Configurator) -> None:
    config.add_numbering_view("receive", "reception")
    for name in ("approve", *(name for name, act in ASKING.items() if act.slips)):
        config.add_numbering_view(name, SLIPS)
    for name, show, do, permission in (
        ("prepare", show_prepare, do_prepare, Permission.DOSSIER_PREPARE),
        ("receive", show_receive, do_receive, Permission.DOSSIER_RECEIVE),
        *((name, show_asking, do_asking, act.permission) for name, act in ASKING.items()),
    ):
        options = {"context": Dossier, "name": name, "permission": permission, "renderer": FORM}
        config.add_view(show, request_method="GET", **options)
        config.add_view(do, request_method="POST", once=True, **options)
    for name, (_, permission, _, _) in AT_ONCE.items():
        config.add_view(
            do_at_once,
            context=Dossier,
            name=name,
            permission=permission,
            request_method="POST",
            once=True,
            renderer=DOSSIER,
        )
