"""/quan-tri/can-bo/<sign-in name>/link: the link with which an official chooses her password, shown once."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.accounts.operations.links import INVITATION_DAYS, invite
from hcc.accounts.resources import Official
from hcc.core.errors import Refusal
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.printing.qr import qr_svg

from ..places import OFFICIALS, OfficialPlace

LINK = "link"


def show_link_once(request: Request, official: Official, secret: str) -> str:
    """Hand a fresh link to the page that shows it; answers that page's address."""
    request.add_response_callback(
        lambda request, response: request.registry["hcc.once_cookie"].write(
            request, response, what=LINK, of=official.login, lines=[secret]
        )
    )
    return f"/quan-tri/{OFFICIALS}/{official.login}/link"


def do_give_link(context: OfficialPlace, request: Request) -> HTTPSeeOther:
    official = context.official
    try:
        secret = invite(official, act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
        return HTTPSeeOther(request.resource_path(context))
    return HTTPSeeOther(show_link_once(request, official, secret))


def show_link(context: OfficialPlace, request: Request):
    """The link just made, this once; afterwards only another one can be made."""
    official, cookie = context.official, request.registry["hcc.once_cookie"]
    kept = cookie.read(request)
    if kept is None or kept["what"] != LINK or kept["of"] != official.login or official.link is None:
        request.flash(message("A link is shown only once. If it got lost, make a new one here."), "info")
        return HTTPSeeOther(request.resource_path(context))
    request.add_response_callback(lambda request, response: cookie.forget(response))
    url = f"{request.office.public_url or request.host_url}/dang-nhap/moi/{kept['lines'][0]}"
    return {
        "title": message("Link for ${name}", mapping={"name": official.name}),
        "section": OFFICIALS,
        "admin": True,
        "back": (request.resource_path(context), official.name),
        "official": official,
        "url": url,
        "qr": qr_svg(url),
        "until": moment_line(official.link.until, request.locale_name),
        "days": INVITATION_DAYS,
        "new": official.password_hash is None,
    }


def includeme(config: Configurator) -> None:
    options = {"context": OfficialPlace, "permission": Permission.ACCOUNT_EDIT}
    config.add_view(
        show_link, name="link", request_method="GET", renderer="hcc:templates/admin/official_link.pt", **options
    )
    config.add_view(do_give_link, name="give_link", request_method="POST", once=True, confirmed="button", **options)
