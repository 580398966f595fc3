"""The second step of signing in: the code of the app, or a recovery code."""

from deform import ValidationFailure
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import UNREADABLE
from hcc.web.display import local_path, next_address
from hcc.web.forms import Form

from ..door import Door
from ..entering import enter
from ..operations.factor import RECOVERY, show_factor
from ..recovery import is_recovery_code
from ..resources import Official
from ..schemas import CodeSchema
from .sign_in import password_mark

TEMPLATE = "hcc:templates/accounts/code.pt"


def _half_in(request: Request) -> tuple[Official | None, str]:
    """Who gave the right password in this browser a moment ago, and where she was going."""
    kept = request.registry["hcc.half_cookie"].read(request)
    if kept is None:
        return None, ""
    official = request.site.accounts.get(kept["login"])
    if official is None or official.disabled or official.factor is None or password_mark(official) != kept["of"]:
        return None, ""
    return official, local_path(kept["where"])


def _back(request: Request, where: str) -> HTTPSeeOther:
    """To the first step: it was too long ago, or something changed meanwhile."""
    request.flash(message("Write your name and password first."), "info")
    response = HTTPSeeOther(f"/dang-nhap{next_address(where)}")
    request.registry["hcc.half_cookie"].forget(response)
    return response


def _form(request: Request) -> Form:
    return Form(CodeSchema().bind(request=request), request=request, submit=message("Sign in"), guard=False)


def _page(official: Official, form: str, **values: object) -> dict:
    return {"title": message("Second step"), "name": official.name, "form": form, **values}


def show_code(request: Request):
    official, where = _half_in(request)
    if official is None:
        return _back(request, where)
    return _page(official, _form(request).render())


def do_code(request: Request):
    official, where = _half_in(request)
    if official is None:
        return _back(request, where)
    form = _form(request)
    try:
        typed = form.validate_request(request)
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        return _page(official, failure.render(), errors=True)
    door = Door(request, request.registry["hcc.code_lanes"], official.login)
    # A recovery code cannot be guessed: with it she gets in whoever else is trying.
    if not is_recovery_code(typed["code"]) and (sentence := door.refusal()) is not None:
        return _page(official, form.render_refused({}, [request.localizer.translate(sentence)]), errors=True)
    try:
        how = show_factor(official, typed=typed["code"], sealer=request.registry["hcc.sealer"], act=request.act)
    except Refusal as refusal:
        door.failed()
        request.response.status = UNREADABLE
        return _page(official, form.render_refused({}, request.refused(refusal)), errors=True)
    door.succeeded()
    if how == RECOVERY:
        left = len(official.factor.recovery)
        request.flash(
            message("A recovery code is used up. You have ${count} left; make new ones soon.", mapping={"count": left}),
            "warn",
        )
    response = enter(request, official, where=where, factor=how)
    request.registry["hcc.half_cookie"].forget(response)
    return response


def includeme(config: Configurator) -> None:
    config.add_route("sign_in_code", "/dang-nhap/ma")
    options = {"route_name": "sign_in_code", "renderer": TEMPLATE, "permission": Permission.SITE_VIEW}
    config.add_view(show_code, request_method="GET", **options)
    config.add_view(do_code, request_method="POST", **options)
