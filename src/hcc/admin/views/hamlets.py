"""/quan-tri/cai-dat/hamlets: the hamlets of the commune, and the communes they belonged to before."""

import colander
from deform.widget import HiddenWidget, TextAreaWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.hamlets import hamlet_lines, read_hamlet_lines
from hcc.dossiers.office_decisions import HAMLETS_SET, decisions_version
from hcc.dossiers.operations.set_hamlets import set_hamlets
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page

MOST_TYPED = 60_000


class HamletsSchema(FormSchema):
    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=None)
    hamlets = colander.SchemaNode(
        colander.String(),
        title=message("Hamlets"),
        description=message("One a line; behind “|” the commune it belonged to before"),
        widget=TextAreaWidget(rows=16, unmarked=True),
        validator=colander.Length(max=MOST_TYPED),
        missing="",
    )


def _form(request: Request) -> Form:
    folder = request.site.dossiers
    values = {"hamlets": hamlet_lines(folder.hamlets), "seen": decisions_version(folder)}
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = HamletsSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request) -> dict:
    return page(message("Hamlets"), told=told_of(request, request.site.dossiers.decisions, HAMLETS_SET))


def show_hamlets(context: OfficeSettings, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_set_hamlets(context: OfficeSettings, request: Request):
    def do(typed: dict) -> str:
        hamlets = read_hamlet_lines(typed["hamlets"])
        set_hamlets(request.site.dossiers, hamlets=hamlets, seen=typed["seen"], act=request.act)
        request.flash(message("Saved. Every desk offers these hamlets from now on."))
        return PATH

    return act_on_form(request, _form(request), lambda: _page(request), do)


def includeme(config: Configurator) -> None:
    view = {
        "context": OfficeSettings,
        "name": "hamlets",
        "permission": Permission.OFFICE_EDIT,
        "renderer": "hcc:templates/admin/hamlets.pt",
    }
    config.add_view(show_hamlets, request_method="GET", **view)
    config.add_view(do_set_hamlets, request_method="POST", once=True, **view)
