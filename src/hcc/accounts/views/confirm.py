"""/tai-khoan/confirm: showing anew that one is still there."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.display import local_path
from hcc.web.forms import Button, Form

from ..confirming import MINUTES, SIGNING_MINUTES
from ..door import Door
from ..entering import asked_for
from ..operations.factor import show_factor
from ..operations.passwords import WrongPassword
from ..operations.sessions import renew_session
from ..places import OwnAccount
from ..schemas import ConfirmCodeSchema, ConfirmPasswordSchema
from .own import OWN


class PasswordWrong(Refusal):
    field = "password"
    text = WrongPassword.text


def _form(request: Request) -> Form:
    schema = ConfirmCodeSchema if request.official.factor is not None else ConfirmPasswordSchema
    button = Button("save", message("Confirm"), icon="lock", key="Ctrl+Enter")
    return Form(
        schema().bind(request=request),
        request,
        buttons=[button],
        buttons_outside=True,
        guard=False,
        appstruct={"next": asked_for(request)},
    )


def _page() -> dict:
    return {
        "title": message("Confirm that it is you"),
        "back": (OWN, message("Your account")),
        "note": message(
            "What comes next must be done by you and nobody else. Before changes of who gets in here it is asked once"
            " in ${minutes} minutes, before electronic signing once in ${signing}.",
            mapping={"minutes": MINUTES, "signing": SIGNING_MINUTES},
        ),
    }


def show_confirm(context: OwnAccount, request: Request) -> dict:
    return show_form(_form(request), _page())


def do_confirm(context: OwnAccount, request: Request):
    official, accounts = request.official, request.site.accounts
    door = Door(request, request.registry["hcc.presence_lanes"], official.login)
    renewed: list[str] = []

    def do(typed: dict) -> str:
        door.check()
        try:
            if official.factor is not None:
                show_factor(official, typed=typed["code"], sealer=request.registry["hcc.sealer"], act=request.act)
            elif not request.registry["hcc.passwords"].verify(official.password_hash, typed["password"]):
                raise PasswordWrong()
        except Refusal:
            door.failed()
            raise
        door.succeeded()
        renewed.append(renew_session(accounts, secret=request.session_secret, act=request.act))
        return local_path(typed["next"]) or OWN

    answer = act_on_form(request, _form(request), _page(), do)
    door.settle()
    if renewed:
        request.registry["hcc.session_cookie"].write(request, answer, renewed[0])
    return answer


def includeme(config: Configurator) -> None:
    own = {
        "context": OwnAccount,
        "name": "confirm",
        "permission": Permission.ACCOUNT_OWN,
        "renderer": "hcc:templates/accounts/own_form.pt",
    }
    config.add_view(show_confirm, request_method="GET", **own)
    config.add_view(do_confirm, request_method="POST", once=True, **own)
