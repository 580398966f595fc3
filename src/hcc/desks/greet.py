"""Tiếp đón: someone has come in; guidance is recorded and a dossier begins (NĐ 61/2018 art. 15)."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.dossiers.guidance import Obstacle
from hcc.dossiers.operations.greet import greet, guide
from hcc.dossiers.people import Helper
from hcc.dossiers.schemas import greet_schema
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from .matching import find_procedure
from .places import GreetDesk
from .steps import GREET_LABEL

PAGE = "hcc:templates/desks/greet.pt"


def _greet_form(request: Request) -> Form:
    button = Button("greet", message("Begin the dossier"), icon="plus", key="Ctrl+Enter")
    chosen = request.GET.get("procedure", "")[:40]
    values = {"procedure": chosen} if chosen else {}
    schema = greet_schema(request.site.dossiers).bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _greet_page() -> dict:
    return {"title": message("Greeting"), "section": "tiep-don"}


def show_greet(context: GreetDesk, request: Request) -> dict:
    return show_form(_greet_form(request), _greet_page())


def do_greet(context: GreetDesk, request: Request):
    def do(typed: dict) -> str:
        procedure = find_procedure(request, typed["procedure"])
        said = {"guidance": typed["guidance"], "hamlet": typed["hamlet"]}
        if typed["sent_home"]:
            obstacle = typed["obstacle"] or Obstacle.OTHER
            guide(request.site.dossiers, procedure=procedure, obstacle=obstacle, act=request.act, **said)
            request.flash(message("The guidance is on record. Nothing was begun."))
            return request.path
        dossier = greet(
            request.site.dossiers,
            procedure=procedure,
            today=request.now.date(),
            name=typed["name"],
            obstacle=typed["obstacle"] or Obstacle.NONE,
            helper=_helping(request),
            act=request.act,
            **said,
        )
        request.flash(message("A dossier was begun. Fill in the person and the papers."))
        return request.resource_path(dossier, "prepare")

    return act_on_form(request, _greet_form(request), _greet_page(), do)


def _helping(request: Request) -> Helper | None:
    """A volunteer sees the drafts she helps with, so the one she begins is hers."""
    return Helper(request.official.name, request.official.login) if Role.HELPER in request.roles else None


def includeme(config: Configurator) -> None:
    config.add_numbering_view("tiep-don", "greeting")
    greeting = {"context": GreetDesk, "permission": Permission.DESK_GREET, "renderer": PAGE}
    config.add_view(show_greet, request_method="GET", **greeting)
    config.add_view(do_greet, request_method="POST", once=True, **greeting)
    label, icon = GREET_LABEL
    config.add_place(
        "tiep-don", label, icon=icon, path="/ban-lam-viec/tiep-don", permission=Permission.DESK_GREET, order=10
    )
