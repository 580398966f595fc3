"""Signing in by name and password, and out."""

import hashlib

from deform import ValidationFailure
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import UNREADABLE
from hcc.web.display import local_path
from hcc.web.forms import Form

from .. import demo
from ..door import Door
from ..entering import WORK, asked_for, end_own_session, enter
from ..operations.sessions import SignInRefused, check_password
from ..resources import Official
from ..schemas import SignInSchema

TEMPLATE = "hcc:templates/accounts/sign_in.pt"
CODE = "/dang-nhap/ma"


def _page(request: Request, form: str, **values: object) -> dict:
    return {
        "title": message("Sign in"),
        "form": form,
        "demo": demo.OFFICIALS if request.office.demo else (),
        "demo_password": demo.PASSWORD,
        "idle_minutes": request.office.session_idle_minutes,
        "next": asked_for(request),
        **values,
    }


def _form(request: Request) -> Form:
    return Form(
        SignInSchema().bind(request=request),
        request=request,
        submit=message("Sign in"),
        guard=False,
        appstruct={"next": asked_for(request)},
    )


def show_sign_in(request: Request):
    if request.official is not None:
        return HTTPSeeOther(WORK)
    return _page(request, _form(request).render())


def do_sign_in(request: Request):
    form = _form(request)
    try:
        typed = form.validate_request(request)
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        return _page(request, failure.render(), errors=True)
    login = typed["login"].strip().lower()
    door = Door(request, request.registry["hcc.sign_in_lanes"], login)
    if (sentence := door.refusal()) is not None:
        return _page(request, form.render_refused(typed, [request.localizer.translate(sentence)]), errors=True)
    try:
        official = check_password(
            request.site.accounts,
            login=login,
            password=typed["password"],
            passwords=request.registry["hcc.passwords"],
        )
    except SignInRefused as refusal:
        door.failed()
        request.response.status = UNREADABLE
        return _page(request, form.render_refused(typed, request.refused(refusal)), errors=True)
    door.succeeded()
    where = local_path(typed["next"])
    if official.factor is None:
        return enter(request, official, where=where)
    response = HTTPSeeOther(CODE)
    request.registry["hcc.half_cookie"].write(request, response, login=login, of=password_mark(official), where=where)
    return response


def password_mark(official: Official) -> str:
    """Tells one password of hers from another, without telling anything of it."""
    return hashlib.sha256((official.password_hash or "").encode()).hexdigest()[:16]


def do_sign_out(request: Request):
    end_own_session(request)
    response = HTTPSeeOther("/")
    request.registry["hcc.session_cookie"].forget(request, response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def includeme(config: Configurator) -> None:
    config.add_route("sign_in", "/dang-nhap")
    config.add_route("sign_out", "/dang-xuat")
    config.add_view(
        show_sign_in, route_name="sign_in", request_method="GET", renderer=TEMPLATE, permission=Permission.SITE_VIEW
    )
    config.add_view(
        do_sign_in, route_name="sign_in", request_method="POST", renderer=TEMPLATE, permission=Permission.SITE_VIEW
    )
    config.add_view(do_sign_out, route_name="sign_out", request_method="POST", permission=Permission.SITE_VIEW)
