"""The last step of every way in: the session begins, the browser is known, and she is led to her work."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.text import message
from hcc.web.display import local_path, next_address

from .browsers import browser_name
from .operations.sessions import begin_session, session_digest, sign_out
from .resources import Official
from .substitutes import powers_of

WORK, FACTOR = "/ban-lam-viec", "/tai-khoan/factor"


def enter(request: Request, official: Official, *, where: str = "", factor: str = "") -> HTTPSeeOther:
    """Begin the session of an official who has shown who she is, in place of the one this browser was in.

    `where`: the page she was going to. Where roles of hers wait for a second factor she is led to it first.
    """
    end_own_session(request)
    secret = begin_session(
        official,
        hours=request.office.session_hours,
        browser=browser_name(request.user_agent),
        factor=factor,
        act=request.act,
    )
    powers = powers_of(
        official,
        request.site.accounts,
        today=request.now.astimezone(LOCAL).date(),
        factor_roles=request.registry["hcc.factor_roles"],
    )
    where = where or WORK
    if powers.waiting:
        request.flash(message("Your role asks for a second factor. Switch it on, then go on with your work."), "warn")
        where = f"{FACTOR}{next_address(where)}"
    response = HTTPSeeOther(where)
    request.registry["hcc.last_seen"].note(session_digest(secret), request.now)
    request.registry["hcc.session_cookie"].write(request, response, secret)
    request.registry["hcc.browser_cookie"].remember(request, response, official.login)
    return response


def asked_for(request: Request) -> str:
    """The page of this site that `next` names, in the address or in the form; empty when it names none."""
    named = request.params.get("next")
    return local_path(named) if isinstance(named, str) else ""


def end_own_session(request: Request) -> None:
    """End the session this browser is in, if it is in one."""
    if request.session_secret is not None:
        sign_out(request.site.accounts, secret=request.session_secret, act=request.act)


def about_office(request: Request) -> tuple[str, ...]:
    """What everybody knows of the office, which is no part of a good password."""
    office = request.office
    return (office.office_name, office.commune, office.province, office.phone)
