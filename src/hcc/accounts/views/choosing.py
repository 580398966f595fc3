"""/dang-nhap/moi/<secret>: the holder of a link chooses her password."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Form

from ..entering import WORK, about_office, enter
from ..operations.links import LinkUsed, choose_password, link_holder
from ..resources import Official
from ..schemas import NewPasswordSchema

GONE = 410
TEMPLATE = "hcc:templates/accounts/choosing.pt"


def _form(request: Request) -> Form:
    return Form(
        NewPasswordSchema().bind(request=request), request, submit=message("Set the password and go in"), guard=False
    )


def _page(request: Request, official: Official) -> dict:
    return {
        "title": message("Choose your password"),
        "name": official.name,
        "login": official.login,
        "until": moment_line(official.link.until, request.locale_name),
    }


def gone(request: Request, refusal: Refusal) -> dict | HTTPSeeOther:
    """The page of a link that is worth nothing any more; a form sent twice leads in, as it did the first time."""
    if request.method == "POST" and request.official is not None:
        return HTTPSeeOther(WORK)
    request.response.status = GONE
    return {
        "title": message("This link no longer works"),
        "sentence": refusal.sentence,
        "rendered": "",
        "errors": True,
    }


def show_choosing(request: Request):
    try:
        official = link_holder(request.site.accounts, secret=request.matchdict["secret"], now=request.act.at)
    except LinkUsed as refusal:
        return gone(request, refusal)
    return show_form(_form(request), _page(request, official))


def do_choose(request: Request):
    secret = request.matchdict["secret"]
    try:
        official = link_holder(request.site.accounts, secret=secret, now=request.act.at)
    except LinkUsed as refusal:
        return gone(request, refusal)
    entered = []

    def do(typed: dict) -> str:
        choose_password(
            request.site.accounts,
            secret=secret,
            password=typed["password"],
            about=about_office(request),
            passwords=request.registry["hcc.passwords"],
            act=request.act,
        )
        if official.factor is not None:
            request.flash(message("Your password is set. Sign in with it now."))
            return "/dang-nhap"
        entered.append(enter(request, official))
        return entered[0].location

    answer = act_on_form(request, _form(request), _page(request, official), do)
    return entered[0] if entered else answer


def includeme(config: Configurator) -> None:
    config.add_route("choose_password", "/dang-nhap/moi/{secret}")
    options = {"route_name": "choose_password", "renderer": TEMPLATE, "permission": Permission.SITE_VIEW}
    config.add_view(show_choosing, request_method="GET", **options)
    config.add_view(do_choose, request_method="POST", **options)
