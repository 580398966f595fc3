"""A page for each act that asks something, and a button for each that does not."""

from collections.abc import Callable
from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.deadlines import policy_of
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
from ..operations.refuse import refuse
from ..operations.return_result import return_result
from ..operations.send_back import send_back
from ..operations.submit import incomplete, submit
from ..operations.submit_for_approval import submit_for_approval
from ..prepare_form import prepare_schema, prepare_values, prepared
from ..resources import Dossier
from ..schemas import ProposalSchema, ReasonSchema, ReceiveSchema, ReturnSchema, SeenSchema
from .show import dossier_page, due_lines

FORM = "hcc:templates/dossiers/act.pt"
DOSSIER = "hcc:templates/dossiers/dossier.pt"


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
    request.flash(sentence)
    return request.resource_path(dossier)


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


def _receive_form(dossier: Dossier, request: Request) -> Form:
    """Asks how long it takes only where neither the procedure nor anybody else has said."""
    due = due_for(dossier, at=request.now, calendar=request.site.calendar, policy=policy_of(request.office))
    button = Button("receive", message("Receive and print the receipt"), icon="print", key="Ctrl+Enter")
    return _form(SeenSchema() if due else ReceiveSchema(), request, button)


def _receive_page(dossier: Dossier, request: Request) -> dict:
    due = due_for(dossier, at=request.now, calendar=request.site.calendar, policy=policy_of(request.office))
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
            promised_days=typed.get("promised_days"),
            own_code=request.office.own_code,
            policy=policy_of(request.office),
            seen=typed["seen"],
            act=request.act,
        )
        sentence = message("Received: ${number}. Print the receipt now.", mapping={"number": number})
        return _done(request, sentence, context)

    return act_on_form(request, _receive_form(context, request), _receive_page(context, request), do)


# Acts that ask for one thing


@dataclass(frozen=True)
class Asking:
    """An act with a small form. The fields of the form are the keyword arguments of the act."""

    operation: Callable[..., None]
    title: TranslationString
    button: Button
    schema: type
    done: TranslationString
    permission: Permission


ASKING: dict[str, Asking] = {
    "refuse": Asking(
        refuse,
        message("Refuse the dossier"),
        Button("refuse", message("Refuse, in writing"), icon="bad", style="destroy"),
        ReasonSchema,
        message("Refused. The reason is on record."),
        Permission.DOSSIER_REFUSE,
    ),
    "send_back": Asking(
        send_back,
        message("Send back to the handler"),
        Button("send", message("Send back"), icon="return"),
        ReasonSchema,
        message("Sent back with your reason."),
        Permission.DOSSIER_SEND_BACK,
    ),
    "submit_for_approval": Asking(
        submit_for_approval,
        message("Put up for approval"),
        Button("propose", message("Put up"), icon="pen", key="Ctrl+Enter"),
        ProposalSchema,
        message("Put up for approval."),
        Permission.DOSSIER_SUBMIT_FOR_APPROVAL,
    ),
    "return_result": Asking(
        return_result,
        message("Hand over the result"),
        Button("hand", message("Confirm: handed over"), icon="return", key="Ctrl+Enter"),
        ReturnSchema,
        message("Handed over. The dossier is done."),
        Permission.DOSSIER_RETURN_RESULT,
    ),
}


def _asking_form(act: Asking, dossier: Dossier, request: Request) -> Form:
    values = {"to": dossier.person.name} if act.schema is ReturnSchema else None
    return _form(act.schema(), request, act.button, values)


def show_asking(context: Dossier, request: Request) -> dict:
    act = ASKING[request.view_name]
    return show_form(_asking_form(act, context, request), _page(context, act.title, request))


def do_asking(context: Dossier, request: Request):
    act = ASKING[request.view_name]

    def do(typed: dict) -> str:
        act.operation(context, **typed, act=request.act)
        return _done(request, act.done, context)

    return act_on_form(request, _asking_form(act, context, request), _page(context, act.title, request), do)


def form_and_page(dossier: Dossier, request: Request) -> tuple[Form, dict] | None:
    """The form of the act this request is about, and its page; None for an act of one button."""
    if request.view_name == "prepare":
        return _prepare_form(dossier, request), _page(dossier, message("Fill in the dossier"), request)
    if request.view_name == "receive":
        return _receive_form(dossier, request), _receive_page(dossier, request)
    if act := ASKING.get(request.view_name):
        return _asking_form(act, dossier, request), _page(dossier, act.title, request)
    return None


# Acts of one button

AT_ONCE = {
    "submit": (submit, Permission.DOSSIER_SUBMIT, message("Passed to reception.")),
    "process": (process, Permission.DOSSIER_PROCESS, message("The dossier is yours now.")),
    "approve": (approve, Permission.DOSSIER_APPROVE, message("Approved. The result can be handed over.")),
}


def do_at_once(context: Dossier, request: Request):
    operation, _, sentence = AT_ONCE[request.view_name]
    typed = request.POST.get("seen", "")
    seen = int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 9 else None
    try:
        operation(context, seen=seen, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return dossier_page(context, request, request.refused(refusal))
    return HTTPSeeOther(_done(request, sentence, context))


def includeme(config: Configurator) -> None:
    config.add_numbering_view("receive", "reception")
    for name, show, do, permission in (
        ("prepare", show_prepare, do_prepare, Permission.DOSSIER_PREPARE),
        ("receive", show_receive, do_receive, Permission.DOSSIER_RECEIVE),
        *((name, show_asking, do_asking, act.permission) for name, act in ASKING.items()),
    ):
        options = {"context": Dossier, "name": name, "permission": permission, "renderer": FORM}
        config.add_view(show, request_method="GET", **options)
        config.add_view(do, request_method="POST", once=True, **options)
    for name, (_, permission, _) in AT_ONCE.items():
        config.add_view(
            do_at_once,
            context=Dossier,
            name=name,
            permission=permission,
            request_method="POST",
            once=True,
            renderer=DOSSIER,
        )
