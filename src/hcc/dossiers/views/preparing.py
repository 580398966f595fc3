"""Filling in a dossier: the form, and its draft, which is kept while it is typed.

Scripts keep the draft by themselves; without them "Save the draft" does. What is kept is hers alone, see
core/kept_forms.py.
"""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.identity_card import CardReading
from hcc.core.kept_forms import Controls
from hcc.core.moments import clock
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form
from hcc.web.keeping import KEEP, KeptDraft, controls_of, to_keep

from ..card_fields import READ, SCAN, card_said, filled_from_card, scanned
from ..operations.prepare import prepare
from ..prepare_form import prepare_schema, prepare_values, prepared
from ..resources import Dossier
from ..schemas import scan
from .act_page import FORM, act_done, act_form, act_page
from .changes import changes_of

_NOT_KEPT = ("save", SCAN, READ)


def _name(dossier: Dossier) -> str:
    return f"prepare {dossier.token}"


def _kept(dossier: Dossier, request: Request):
    return request.site.dossiers.kept_form(request.official.login, _name(dossier), request.now)


def prepare_form(dossier: Dossier, request: Request) -> Form:
    schema = prepare_schema(dossier)
    if "person" in schema:
        schema.add_before("person", scan())
    return act_form(
        schema,
        request,
        Button("save", message("Save"), icon="ok", key="Ctrl+Enter"),
        prepare_values(dossier, schema),
        others=(Button(KEEP, message("Save the draft"), style="plain"),),
        guard=False,  # the draft is kept
        summary_outside=True,
    )


def prepare_page(
    dossier: Dossier,
    request: Request,
    form: Form,
    controls: Controls | None = None,
    reading: CardReading | None = None,
) -> dict:
    """The page of the form that was just sent, or that holds the kept `controls`; or a card's, just read."""
    values = prepare_values(dossier, prepare_schema(dossier))
    kept, path = _kept(dossier, request), request.resource_path(dossier)
    return act_page(
        dossier,
        message("Fill in the dossier"),
        request,
        about=None,
        changes=changes_of(dossier, request, form=form, values=values, controls=controls),
        scans=SCAN in form,
        **card_said(reading),
        draft=KeptDraft(f"{path}prepare_keep", f"{path}prepare_give_up", clock(kept[0]) if kept else ""),
    )


def show_prepare(context: Dossier, request: Request) -> dict:
    """The form as the dossier has it, or as she left it."""
    form, kept = prepare_form(context, request), _kept(context, request)
    page = prepare_page(context, request, form, kept[1] if kept else None)
    if kept:
        form.retype(kept[1])
    return show_form(form, page)


def do_prepare(context: Dossier, request: Request):
    """Write down what was typed; or read a card, or keep it as a draft, and go on."""
    controls = controls_of(request)
    form = prepare_form(context, request)
    if SCAN in form and (code := scanned(controls)):
        controls, reading = filled_from_card(controls, code, today=request.now.date())
        page = prepare_page(context, request, form, controls, reading)
        form.retype(controls)
        return show_form(form, page)
    if KEEP in {name for name, _ in controls}:
        _keep(context, request, controls)
        page = prepare_page(context, request, form, controls)
        form.retype(controls)
        return show_form(form, page)

    def do(typed: dict[str, Any]) -> str:
        prepare(context, **prepared(context, typed), seen=typed["seen"], act=request.act)
        request.site.dossiers.forget_form(request.official.login, _name(context))
        return act_done(request, message("Saved."), context)

    return act_on_form(request, form, prepare_page(context, request, form), do)


def keep_prepare(context: Dossier, request: Request) -> dict:
    """What scripts send while the form is typed; answers when it was kept, empty when it was too long to be."""
    return {"at": clock(request.now) if _keep(context, request, controls_of(request)) else ""}


def give_up_prepare(context: Dossier, request: Request):
    """The draft is forgotten; the form opens as the dossier has it."""
    request.site.dossiers.forget_form(request.official.login, _name(context))
    return HTTPSeeOther(request.resource_path(context, "prepare"))


def _keep(dossier: Dossier, request: Request, controls: Controls) -> bool:
    kept = to_keep(controls, _NOT_KEPT)
    return request.site.dossiers.keep_form(request.official.login, _name(dossier), kept, request.now)


def includeme(config: Configurator) -> None:
    here: dict[str, Any] = {"context": Dossier, "permission": Permission.DOSSIER_PREPARE}
    config.add_view(show_prepare, name="prepare", request_method="GET", renderer=FORM, **here)
    config.add_view(do_prepare, name="prepare", request_method="POST", once=True, renderer=FORM, **here)
    config.add_view(keep_prepare, name="prepare_keep", request_method="POST", renderer="json", **here)
    config.add_view(give_up_prepare, name="prepare_give_up", request_method="POST", once=True, **here)
