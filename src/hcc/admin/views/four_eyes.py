"""/quan-tri/cai-dat/four_eyes: whether another person than its writer approves each text of the catalogue."""

from typing import Any

import colander
from deform.widget import CheckboxWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.operations.four_eyes import FOUR_EYES_ASKED, FOUR_EYES_LIFTED, keepers, set_four_eyes
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page


class FourEyesSchema(FormSchema):
    required = colander.SchemaNode(
        colander.Boolean(),
        title=message("Another person approves each text, each withdrawal, and each approval that is taken back"),
        widget=CheckboxWidget(),
        missing=False,
    )


def _form(request: Request) -> Form:
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = FourEyesSchema().bind(request=request)
    values = {"required": request.site.procedures.four_eyes}
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request) -> dict[str, Any]:
    told = told_of(request, request.site.procedures.chain, FOUR_EYES_ASKED, FOUR_EYES_LIFTED)
    return page(message("Two people for each text"), told=told, keepers=keepers(request.site.accounts))


def show_four_eyes(context: OfficeSettings, request: Request) -> dict[str, Any]:
    return show_form(_form(request), _page(request))


def do_set_four_eyes(context: OfficeSettings, request: Request):
    def do(typed: dict) -> str:
        site = request.site
        set_four_eyes(site.procedures, site.accounts, required=typed["required"], act=request.act)
        request.flash(message("Saved. It holds for every text that is published from now on."))
        return PATH

    return act_on_form(request, _form(request), lambda: _page(request), do)


def includeme(config: Configurator) -> None:
    view = {
        "context": OfficeSettings,
        "name": "four_eyes",
        "permission": Permission.ACCOUNT_EDIT,
        "renderer": "hcc:templates/admin/four_eyes.pt",
    }
    config.add_view(show_four_eyes, request_method="GET", **view)
    config.add_view(do_set_four_eyes, request_method="POST", once=True, **view)
