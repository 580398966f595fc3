"""/dang-nhap/thiet-lap: the first administrator of a new office makes herself."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Form

from ..door import Door
from ..entering import about_office, enter
from ..operations.links import SetUpOver, set_up_administrator
from ..schemas import SECRET_LIMIT, SetUpSchema
from .choosing import gone

TEMPLATE = "hcc:templates/accounts/set_up.pt"
ADDRESS = "/dang-nhap/thiet-lap"


def _form(request: Request) -> Form:
    return Form(
        SetUpSchema().bind(request=request),
        request,
        submit=message("Make the administrator and go in"),
        guard=False,
        appstruct={"token": request.GET.get("token", "")[:SECRET_LIMIT]},
    )


def _page() -> dict:
    return {"title": message("Set up the centre")}


def show_set_up(request: Request):
    """Whether the token is right is said when the form is sent: here it would only be a second place to guess."""
    if request.site.accounts.administrators():
        return gone(request, SetUpOver())
    return show_form(_form(request), _page())


def do_set_up(request: Request):
    if request.site.accounts.administrators():
        return gone(request, SetUpOver())
    door = Door(request, request.registry["hcc.presence_lanes"], ADDRESS)
    entered = []

    def do(typed: dict) -> str:
        door.check()
        try:
            official = set_up_administrator(
                request.site.accounts,
                secret=typed["token"].strip(),
                login=typed["login"].strip().lower(),
                name=typed["name"],
                job_title=typed["job_title"],
                password=typed["password"],
                about=about_office(request),
                passwords=request.registry["hcc.passwords"],
                act=request.act,
            )
        except SetUpOver:
            door.failed()
            raise
        request.flash(message("The office has its first administrator: you. Invite your colleagues under Officials."))
        entered.append(enter(request, official))
        return entered[0].location

    answer = act_on_form(request, _form(request), _page(), do)
    door.settle()
    return entered[0] if entered else answer


def includeme(config: Configurator) -> None:
    config.add_route("set_up", ADDRESS)
    options = {"route_name": "set_up", "renderer": TEMPLATE, "permission": Permission.SITE_VIEW}
    config.add_view(show_set_up, request_method="GET", **options)
    config.add_view(do_set_up, request_method="POST", **options)
