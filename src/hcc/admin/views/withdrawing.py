"""Ending a procedure, taking an approval back before its day, and bringing an earlier text back: each with its reason.

Nothing is deleted: every text stays in the history, and a new revision undoes each of these acts. Where two people
look at each text, the first two are asked for by one and approved, or given back, by another.
"""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.asked_ends import AskedEnd
from hcc.procedures.change_summary import compare_values
from hcc.procedures.operations.ask_end import NothingAsked, ask_cancelling, ask_withdrawal, give_back_end
from hcc.procedures.operations.return_to import return_to
from hcc.procedures.operations.withdraw import (
    AskedOtherwise,
    affected,
    cancel_scheduled,
    texts_stamp,
    withdraw_procedure,
)
from hcc.procedures.resources import Procedure, Revision
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.typed import typed_text

from ..procedure_head import head_of, shown_day, tag_of
from ..publishing_schemas import DecideEndSchema, ReasonSchema, WithdrawSchema
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
    page["asked"] = None
    return head_of(procedure, request, title, "history", **page, **more)


# Where two people look

ASK = Button("ask", message("Ask a colleague to approve it"), icon="send", key="Ctrl+Enter")
ASKED = message("Asked for. Whoever approves finds it in the catalogue under “Waiting for approval”.")
ASKS = message("In this office another person approves this. Nothing changes until a colleague does.")


def _end_form(place: Procedure | Revision, request: Request, schema: Any, button: Button, values: dict) -> Form:
    """The form of doing it, of asking for it where two have to look, or of approving what was asked for."""
    asked = place.asked_end
    if "seen" in request.POST if request.method == "POST" else asked is not None:
        procedure = place if isinstance(place, Procedure) else place.procedure
        seen = {"seen": asked.stamp if asked is not None else "", "texts": texts_stamp(procedure)}
        return _form(DecideEndSchema(), request, button, seen)
    return _form(schema, request, ASK if request.site.procedures.four_eyes else button, values)


def _asked_told(place: Procedure | Revision, request: Request) -> dict[str, Any]:
    """What the page says of what somebody asked for, if anybody did."""
    asked = place.asked_end
    if asked is None:
        return {"asked": None}
    mine = bool(request.act.is_of(asked.by))
    asks_too = request.method == "POST" and "seen" not in request.POST
    told = {
        "by": request.name_of(asked.by),
        "at": short_moment(asked.at, request.locale_name),
        "day": shown_day(asked.on),
        "reason": asked.reason,
        "mine": mine,
        # Who asks for it a second time, from a page opened before, keeps what she typed.
        "shows_form": asks_too or not (mine and request.site.procedures.four_eyes),
        "give_back": f"{request.resource_path(place)}give_back_end",
        "why": typed_text(request, "why"),
    }
    return {"asked": told}


def _decided(place: Procedure | Revision, typed: dict) -> AskedEnd:
    """What was looked at and is now approved. Raises NothingAsked, AskedOtherwise."""
    asked = place.asked_end
    if asked is None:
        raise NothingAsked()
    if typed["seen"] != asked.stamp:
        raise AskedOtherwise()
    return asked


def do_give_back(context: Procedure | Revision, request: Request):
    procedure = context if isinstance(context, Procedure) else context.procedure
    try:
        give_back_end(context, reason=typed_text(request, "why"), act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        complaints = [("", sentence) for sentence in request.refused(refusal)]
        if isinstance(context, Procedure):
            form = _withdraw_form(context, request)
            page = _withdraw_page(context, request, form)
        else:
            form = _cancel_form(context, request)
            page = _cancel_page(context, request, form)
        return show_form(form, {**page, "complaints": complaints, "errors": True})
    request.flash(message("Given back. Nothing changes."))
    return HTTPSeeOther(request.resource_path(procedure, "history"))


# Withdrawing a procedure


def _withdraw_form(procedure: Procedure, request: Request) -> Form:
    button = Button("withdraw", message("Withdraw the procedure"), style="destroy", icon="off")
    values = {"on": request.now.date(), "reason": "", "texts": texts_stamp(procedure)}
    return _end_form(procedure, request, WithdrawSchema(), button, values)


def _withdraw_page(procedure: Procedure, request: Request, form: Form, on: Any = None) -> dict[str, Any]:
    asked = procedure.asked_end
    on = on or (asked.on if asked is not None else None)
    ending, later = affected(procedure, on or request.now.date())
    tells = [ASKS] if request.site.procedures.four_eyes and asked is None else []
    tells += [
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
    more = {"late": late, "complaints": form.complaints, **_asked_told(procedure, request)}
    return {**_page(procedure, request, message("Withdraw the procedure"), tells), **more}


def show_withdraw(context: Procedure, request: Request) -> dict[str, Any]:
    form = _withdraw_form(context, request)
    return show_form(form, _withdraw_page(context, request, form))


def do_withdraw(context: Procedure, request: Request):
    form, days = _withdraw_form(context, request), []

    def do(typed: dict) -> str:
        history = request.resource_path(context, "history")
        asked = _decided(context, typed) if "seen" in typed else None
        on, reason = (asked.on, asked.reason) if asked is not None else (typed["on"], typed["reason"])
        days.append(on)
        if asked is None and request.site.procedures.four_eyes:
            ask_withdrawal(context, on=on, reason=reason, act=request.act)
            request.flash(ASKED)
            return history
        withdraw_procedure(context, on=on, reason=reason, act=request.act, seen=typed["texts"])
        request.flash(message("Withdrawn from ${day}.", mapping={"day": shown_day(on)}))
        return history

    return act_on_form(request, form, lambda: _withdraw_page(context, request, form, *days), do)


# Taking an approval back


def _cancel_form(revision: Revision, request: Request) -> Form:
    button = Button("cancel", message("Take the approval back"), style="destroy", icon="return")
    return _end_form(revision, request, ReasonSchema(), button, {"reason": ""})


def _cancel_page(revision: Revision, request: Request, form: Form) -> dict[str, Any]:
    facts = {"number": revision.number, "day": shown_day(revision.effective_from)}
    tells = [ASKS] if request.site.procedures.four_eyes and revision.asked_end is None else []
    tells += [
        message("Revision ${number}, approved for ${day}, never takes effect.", mapping=facts),
        message("What is in force stays."),
        message("Nothing is deleted: the text stays in the history, and can be brought back as a new draft."),
    ]
    title = message("Take back the approval of revision ${number}", mapping=facts)
    page = {**_page(revision.procedure, request, title, tells), **_asked_told(revision, request)}
    return {**page, "revision": _told(revision, request), "complaints": form.complaints}


def show_cancel(context: Revision, request: Request) -> dict[str, Any]:
    form = _cancel_form(context, request)
    return show_form(form, _cancel_page(context, request, form))


def do_cancel(context: Revision, request: Request):
    form = _cancel_form(context, request)

    def do(typed: dict) -> str:
        asked = _decided(context, typed) if "seen" in typed else None
        if asked is None and request.site.procedures.four_eyes:
            ask_cancelling(context, reason=typed["reason"], act=request.act)
            request.flash(ASKED)
        else:
            reason = asked.reason if asked is not None else typed["reason"]
            cancel_scheduled(context, reason=reason, act=request.act)
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
    for context in (Procedure, Revision):
        config.add_view(
            do_give_back,
            context=context,
            name="give_back_end",
            permission=Permission.PROCEDURE_PUBLISH,
            request_method="POST",
            renderer=PAGE,
            once=True,
        )
