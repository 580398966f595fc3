"""Ending a procedure, taking an approval back before its day, and bringing an earlier text back: each with its reason.

Nothing is deleted: every text stays in the history, and a new revision undoes each of these acts.
"""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.change_summary import compare_values
from hcc.procedures.operations.return_to import return_to
from hcc.procedures.operations.withdraw import affected, cancel_scheduled, withdraw_procedure
from hcc.procedures.resources import Procedure, Revision
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..procedure_head import head_of, shown_day, tag_of
from ..publishing_schemas import ReasonSchema, WithdrawSchema
from ..touched import late_dossiers, touched

PAGE = "hcc:templates/admin/revision_act.pt"


def _form(schema: Any, request: Request, button: Button, values: dict[str, Any]) -> Form:
    return Form(
        schema.bind(request=request),
        request,
        buttons=[button],
        buttons_outside=True,
        summary_outside=True,
        guard=False,
        appstruct=values,
    )


def _page(
    procedure: Procedure, request: Request, title: TranslationString, tells: list[TranslationString], **more: Any
) -> dict[str, Any]:
    """`tells`: what the act does, a sentence each."""
    page = {"tells": tells, "touched": touched(procedure, request), "compared": None, "late": None, "revision": None}
    return head_of(procedure, request, title, "history", **page, **more)


# Withdrawing a procedure


def _withdraw_form(request: Request) -> Form:
    button = Button("withdraw", message("Withdraw the procedure"), style="destroy", icon="off")
    return _form(WithdrawSchema(), request, button, {"on": request.now.date(), "reason": ""})


def _withdraw_page(procedure: Procedure, request: Request, form: Form, on: Any = None) -> dict[str, Any]:
    day = on or request.now.date()
    ending, later = affected(procedure, day)
    tells = [
        message("From that day on citizens read that the procedure is no longer in force; its address stays."),
        message("Open dossiers go on under the text they were filed under."),
    ]
    if ending is not None:
        facts = {"number": ending.number, "day": shown_day(ending.effective_from)}
        tells.append(message("Revision ${number}, in force since ${day}, ends.", mapping=facts))
    for one in later:
        facts = {"number": one.number, "day": shown_day(one.effective_from)}
        tells.append(message("Revision ${number}, approved for ${day}, never takes effect.", mapping=facts))
    tells.append(message("Nothing is deleted: a new revision brings the procedure back."))
    late = late_dossiers(procedure, request, on) if on is not None else None
    more = {"late": late, "complaints": form.complaints}
    return {**_page(procedure, request, message("Withdraw the procedure"), tells), **more}


def show_withdraw(context: Procedure, request: Request) -> dict[str, Any]:
    form = _withdraw_form(request)
    return show_form(form, _withdraw_page(context, request, form))


def do_withdraw(context: Procedure, request: Request):
    form, asked = _withdraw_form(request), []

    def do(typed: dict) -> str:
        asked.append(typed["on"])
        withdraw_procedure(context, on=typed["on"], reason=typed["reason"], act=request.act)
        request.flash(message("Withdrawn from ${day}.", mapping={"day": shown_day(typed["on"])}))
        return request.resource_path(context, "history")

    return act_on_form(request, form, lambda: _withdraw_page(context, request, form, *asked), do)


# Taking an approval back


def _cancel_form(request: Request) -> Form:
    button = Button("cancel", message("Take the approval back"), style="destroy", icon="return")
    return _form(ReasonSchema(), request, button, {"reason": ""})


def _cancel_page(revision: Revision, request: Request, form: Form) -> dict[str, Any]:
    facts = {"number": revision.number, "day": shown_day(revision.effective_from)}
    tells = [
        message("Revision ${number}, approved for ${day}, never takes effect.", mapping=facts),
        message("What is in force stays."),
        message("Nothing is deleted: the text stays in the history, and can be brought back as a new draft."),
    ]
    title = message("Take back the approval of revision ${number}", mapping=facts)
    page = _page(revision.procedure, request, title, tells)
    return {**page, "revision": _told(revision, request), "complaints": form.complaints}


def show_cancel(context: Revision, request: Request) -> dict[str, Any]:
    form = _cancel_form(request)
    return show_form(form, _cancel_page(context, request, form))


def do_cancel(context: Revision, request: Request):
    form = _cancel_form(request)

    def do(typed: dict) -> str:
        cancel_scheduled(context, reason=typed["reason"], act=request.act)
        request.flash(message("The approval is taken back. What is in force stays."))
        return request.resource_path(context.procedure, "history")

    return act_on_form(request, form, lambda: _cancel_page(context, request, form), do)


# Bringing a text back


def _return_form(request: Request) -> Form:
    button = Button("return", message("Make a draft with this text"), icon="return", key="Ctrl+Enter")
    return _form(ReasonSchema(), request, button, {"reason": ""})


def _return_page(revision: Revision, request: Request, form: Form) -> dict[str, Any]:
    procedure = revision.procedure
    newest = procedure.published(request.now.date()) or procedure.latest()
    tells = [
        message("A new draft begins with this text. Citizens see nothing of it until it is published."),
        message("Look whether forms, fees and the decision's number of then are still right."),
    ]
    title = message("Bring back revision ${number}", mapping={"number": revision.number})
    compared = compare_values(newest.record, revision.record, request.localizer.translate)
    page = _page(procedure, request, title, tells)
    more = {"revision": _told(revision, request), "compared": compared, "against": newest.number}
    return {**page, **more, "complaints": form.complaints}


def show_return(context: Revision, request: Request) -> dict[str, Any]:
    form = _return_form(request)
    return show_form(form, _return_page(context, request, form))


def do_return(context: Revision, request: Request):
    form = _return_form(request)

    def do(typed: dict) -> str:
        draft = return_to(context.procedure, number=context.number, reason=typed["reason"], act=request.act)
        said = message("Revision ${number} is a draft with the text of revision ${old}. Look at it, then publish.")
        facts = {"number": draft.number, "old": context.number}
        request.flash(TranslationString(said, mapping=facts))
        return request.resource_path(context.procedure, "compare")

    return act_on_form(request, form, lambda: _return_page(context, request, form), do)


def _told(revision: Revision, request: Request) -> dict[str, Any]:
    tag = tag_of(revision, request.now.date())
    return {"number": revision.number, "tag": tag, "day": shown_day(revision.effective_from)}


def includeme(config: Configurator) -> None:
    for context, name, permission, show, do in (
        (Procedure, "withdraw", Permission.PROCEDURE_PUBLISH, show_withdraw, do_withdraw),
        (Revision, "cancel", Permission.PROCEDURE_PUBLISH, show_cancel, do_cancel),
        (Revision, "bring_back", Permission.PROCEDURE_EDIT, show_return, do_return),
    ):
        view: dict[str, Any] = {"context": context, "name": name, "permission": permission, "renderer": PAGE}
        config.add_view(show, request_method="GET", **view)
        config.add_view(do, request_method="POST", once=True, **view)
