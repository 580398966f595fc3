"""Signing in and out."""

import logging

from deform import ValidationFailure
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import UNREADABLE
from hcc.web.display import local_path
from hcc.web.forms import Form

from . import demo
from .operations.sessions import SignInRefused, sign_in, sign_out
from .schemas import SignInSchema

log = logging.getLogger(__name__)
TEMPLATE = "hcc:templates/accounts/sign_in.pt"


def _page(request: Request, form: str, **values: object) -> dict:
    return {
        "title": message("Sign in"),
        "form": form,
        "demo": demo.OFFICIALS if request.office.demo else (),
        "demo_password": demo.PASSWORD,
        "next": local_path(request.params.get("next")),
        **values,
    }


def _form(request: Request) -> Form:
    return Form(
        SignInSchema().bind(request=request),
        request=request,
        submit=message("Sign in"),
        guard=False,
        appstruct={"next": local_path(request.params.get("next"))},
    )


def show_sign_in(request: Request):
    if request.official is not None:
        return HTTPSeeOther("/ban-lam-viec")
    return _page(request, _form(request).render())


def do_sign_in(request: Request):
    form = _form(request)
    try:
        typed = form.validate_request(request)
    except ValidationFailure as failure:
        request.response.status = UNREADABLE
        return _page(request, failure.render(), errors=True)
    # Not `client_addr`, which is whatever the sender wrote into X-Forwarded-For.
    tries, place = request.registry["hcc.sign_in_tries"], request.remote_addr or ""
    login = typed["login"].strip().lower()
    if tries.blocked(login, place):
        request.response.status = 429
        sentence = message("Too many wrong tries from this machine. Wait five minutes, then try again.")
        return _page(request, form.render_refused(typed, [request.localizer.translate(sentence)]), errors=True)
    try:
        secret = sign_in(
            request.site.accounts,
            login=login,
            password=typed["password"],
            passwords=request.registry["hcc.passwords"],
            hours=request.office.session_hours,
            act=request.act,
        )
    except SignInRefused as refusal:
        tries.failed(login, place)
        request.response.status = UNREADABLE
        return _page(request, form.render_refused(typed, request.refused(refusal)), errors=True)
    tries.succeeded(login, place)
    _end_session(request)
    response = HTTPSeeOther(local_path(typed["next"]) or "/ban-lam-viec")
    request.registry["hcc.session_cookie"].write(request, response, secret)
    return response


def _end_session(request: Request) -> None:
    """End the session this browser is in, if it is in one."""
    if request.session_secret is not None:
        sign_out(request.site.accounts, secret=request.session_secret, act=request.act)


def do_sign_out(request: Request):
    _end_session(request)
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
