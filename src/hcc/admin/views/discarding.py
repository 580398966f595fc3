"""/thu-tuc/<code>/discard: the draft is thrown away, with a reason."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.change_summary import compare_values
from hcc.procedures.operations.discard import NoDraftToDiscard, discard_draft
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.resources import Procedure, Revision
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..procedure_head import head_of, shown_day, tag_of
from ..publishing_schemas import DiscardSchema
from ..touched import touched
from .compare import replaced_by


def _draft(procedure: Procedure) -> Revision:
    draft = procedure.draft()
    if draft is None:
        raise NoDraftToDiscard()
    return draft


def _form(procedure: Procedure, request: Request) -> Form:
    return Form(
        DiscardSchema().bind(request=request),
        request,
        buttons=[Button("discard", message("Throw the draft away"), style="destroy", icon="trash")],
        buttons_outside=True,
        summary_outside=True,
        guard=False,
        appstruct={"seen": draft_stamp(procedure), "reason": ""},
    )


def _page(draft: Revision, request: Request, form: Form) -> dict[str, Any]:
    procedure, before = draft.procedure, replaced_by(draft, request)
    compared = compare_values(before.record, draft.record, request.localizer.translate) if before is not None else None
    return head_of(
        procedure,
        request,
        message("Throw away draft ${number}", mapping={"number": draft.number}),
        "history",
        tells=[
            message("What citizens see stays as it is."),
            message("The text stays in the history under its number, and can be brought back as a new draft."),
        ],
        revision={"number": draft.number, "tag": tag_of(draft, request.now.date()), "day": shown_day(None)},
        compared=compared,
        against=before.number if before is not None else 0,
        touched=touched(procedure, request),
        late=None,
        complaints=form.complaints,
    )


def show_discard(context: Procedure, request: Request) -> dict[str, Any]:
    draft, form = _draft(context), _form(context, request)
    return show_form(form, _page(draft, request, form))


def do_discard(context: Procedure, request: Request):
    draft, form = _draft(context), _form(context, request)

    def do(typed: dict) -> str:
        discard_draft(context, seen=typed["seen"], reason=typed["reason"], act=request.act)
        request.flash(message("The draft is thrown away. Its text stays in the history."))
        return request.resource_path(context, "history")

    return act_on_form(request, form, lambda: _page(draft, request, form), do)


def includeme(config: Configurator) -> None:
    view: dict[str, Any] = {
        "context": Procedure,
        "name": "discard",
        "permission": Permission.PROCEDURE_EDIT,
        "renderer": "hcc:templates/admin/revision_act.pt",
    }
    config.add_view(show_discard, request_method="GET", **view)
    config.add_view(do_discard, request_method="POST", once=True, **view)
