"""A page for each act that asks something, and a button for each that does not."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.capacities import block_on
from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Due, policy_of
from hcc.core.errors import Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form

from ..due import due_for, limit_of
from ..fee_words import fees_of
from ..little_time import little_time
from ..operations.approve import approve
from ..operations.process import process
from ..operations.receive import receive
from ..operations.resolve import resolve
from ..operations.submit import incomplete, submit
from ..operations.supply import supply
from ..resources import Dossier
from ..results import Signature
from ..schemas import ReceiveSchema, SeenSchema
from ..slips import SlipKind
from .act_page import FORM, act_done, act_form, act_page
from .asking import ASKING, Asking
from .changes import changes_of
from .preparing import prepare_form, prepare_page
from .show import dossier_page, due_lines
from .symbols import symbol_of

DOSSIER = "hcc:templates/dossiers/dossier.pt"
SLIPS = "slips"
"""The series of the numbers of slips, for the lock around them."""
TAKES_SLIPS = frozenset(("approve", *(name for name, act in ASKING.items() if act.slips)))
"""Acts that take one; approving does where the proposal declines."""


# Receiving


def _due_now(dossier: Dossier, request: Request) -> Due | None:
    return due_for(dossier, at=request.now, calendar=request.site.calendar, policy=policy_of(request.office))


def _receive_form(dossier: Dossier, request: Request) -> Form:
    """Asks how long it takes only where neither the procedure nor anybody else has said."""
    button = Button("receive", message("Receive and print the receipt"), icon="print", key="Ctrl+Enter")
    return act_form(SeenSchema() if limit_of(dossier) else ReceiveSchema(), request, button, summary_outside=True)


def _receive_page(dossier: Dossier, request: Request) -> dict:
    due = _due_now(dossier, request)
    lang = request.locale_name
    unknown = message("This procedure has no time limit that can be counted: say how long it takes.")
    return act_page(
        dossier,
        message("Receive the dossier"),
        request,
        due=moment_line(due.moment, lang) if due else None,
        fees=fees_of(dossier, request.localizer.translate, request.now),
        due_days=due_lines(due, lang) if due else [],
        note=little_time(dossier, due, request.now) if due else unknown,
        about=None,
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
        return act_done(request, sentence, context)

    return act_on_form(request, _receive_form(context, request), lambda: _receive_page(context, request), do)


# Acts with a form of their own


def _asking_form(act: Asking, dossier: Dossier, request: Request) -> Form:
    values = act.values(dossier, request)
    return act_form(act.schema(dossier, request), request, act.button, values, summary_outside=True)


def _asking_page(act: Asking, dossier: Dossier, request: Request, form: Form) -> dict:
    changes = changes_of(dossier, request, form=form, values=act.values(dossier, request))
    note, offers = act.note(dossier, request), act.offers(dossier, request)
    return act_page(dossier, act.title, request, note=note, changes=changes, offers=offers)


def show_asking(context: Dossier, request: Request) -> dict:
    act = ASKING[request.view_name]
    form = _asking_form(act, context, request)
    return show_form(form, _asking_page(act, context, request, form))


def do_asking(context: Dossier, request: Request):
    act = ASKING[request.view_name]

    def do(typed: dict) -> str:
        seen = typed.pop("seen")
        act.operation(context, **act.given(dict(typed), context, request), seen=seen, act=request.act)
        return act_done(request, act.done, context)

    form = _asking_form(act, context, request)
    return act_on_form(request, form, _asking_page(act, context, request, form), do)


def form_and_page(dossier: Dossier, request: Request) -> tuple[Form, dict] | None:
    """The form of the act this request is about, and its page; None for an act of one button."""
    if request.view_name == "prepare":
        form = prepare_form(dossier, request)
        return form, prepare_page(dossier, request, form)
    if request.view_name == "receive":
        return _receive_form(dossier, request), _receive_page(dossier, request)
    if act := ASKING.get(request.view_name):
        form = _asking_form(act, dossier, request)
        return form, _asking_page(act, dossier, request, form)
    return None


# Acts of one button


def _nothing(request: Request) -> dict[str, Any]:
    return {}


def _signing(request: Request) -> dict[str, Any]:
    official, office, day = request.official, request.office, request.now.astimezone(LOCAL).date()
    return {
        "signature": Signature(official.name, block_on(official.signing_capacity, official.capacities, day)),
        "clerk_registers": office.clerk_registers,
        "symbol": symbol_of(request, SlipKind.REFUSAL),
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
    return HTTPSeeOther(act_done(request, sentence, context))


def includeme(config: Configurator) -> None:
    config.add_numbering_view("receive", "reception")
    for name in sorted(TAKES_SLIPS):
        config.add_numbering_view(name, SLIPS)
    for name, show, do, permission in (
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
