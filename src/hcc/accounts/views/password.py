"""/tai-khoan/password: an official changes her own password."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..door import Door
from ..entering import about_office
from ..operations.passwords import WrongPassword, change_password
from ..operations.sessions import begin_session
from ..places import OwnAccount
from ..schemas import ChangePasswordSchema
from .own import OWN

TEMPLATE = "hcc:templates/accounts/own_form.pt"


def _form(request: Request) -> Form:
    button = Button("save", message("Change the password"), icon="key", key="Ctrl+Enter")
    return Form(
        ChangePasswordSchema().bind(request=request), request, buttons=[button], buttons_outside=True, guard=False
    )


def _page(request: Request) -> dict:
    return {
        "title": message("Change your password"),
        "back": (OWN, message("Your account")),
        "note": message("Every other browser that is signed in with your name will be signed out."),
    }


def show_password(context: OwnAccount, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_change_password(context: OwnAccount, request: Request):
    official = request.official
    door = Door(request, request.registry["hcc.presence_lanes"], official.login)
    begun: list[str] = []

    def do(typed: dict) -> str:
        door.check()
        browser = request.session_record.browser
        try:
            change_password(
                official,
                current=typed["current"],
                new=typed["password"],
                about=about_office(request),
                passwords=request.registry["hcc.passwords"],
                act=request.act,
            )
        except WrongPassword:
            door.failed()
            raise
        door.succeeded()
        begun.append(begin_session(official, hours=request.office.session_hours, browser=browser, act=request.act))
        request.flash(message("Your password is changed. Other browsers were signed out."))
        return OWN

    answer = act_on_form(request, _form(request), _page(request), do)
    door.settle()
    if begun:
        request.registry["hcc.session_cookie"].write(request, answer, begun[0])
    return answer


def includeme(config: Configurator) -> None:
    own = {
        "context": OwnAccount,
        "name": "password",
        "permission": Permission.ACCOUNT_OWN,
        "renderer": TEMPLATE,
    }
    config.add_view(show_password, request_method="GET", **own)
    config.add_view(do_change_password, request_method="POST", once=True, **own)
