"""/tai-khoan/factor: the second factor switched on and off, and its recovery codes."""

import base64
import binascii

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.roles import ROLE_NAMES
from hcc.core.text import message
from hcc.printing.qr import qr_svg
from hcc.storage.secrets import SealBroken
from hcc.web.acting import act_on_form, show_form
from hcc.web.display import local_path, next_address
from hcc.web.forms import Button, Form

from ..operations.factor import CodeRefused, FactorOnAlready, renew_recovery, switch_off, switch_on
from ..places import OwnAccount
from ..recovery import new_codes
from ..schemas import SwitchOnSchema
from ..totp import key_uri, new_secret, typed_secret
from .own import OWN

FACTOR, RECOVERY = f"{OWN}/factor", f"{OWN}/recovery"
CODES = "codes"


def _sealed(request: Request, secret: bytes) -> str:
    sealed = request.registry["hcc.sealer"].seal(secret, about=_about(request))
    return base64.urlsafe_b64encode(sealed).decode()


def _unsealed(request: Request, sealed: str) -> bytes | None:
    """The secret that a page of hers was made with; None for anything else."""
    try:
        plain = base64.urlsafe_b64decode(sealed.encode("ascii", "replace"))
        return request.registry["hcc.sealer"].open(plain, about=_about(request))
    except (SealBroken, binascii.Error, ValueError):
        return None


def _about(request: Request) -> str:
    return f"switching on {request.official.login}"


def _form(request: Request, secret: bytes) -> Form:
    button = Button("save", message("Switch on"), icon="lock", key="Ctrl+Enter")
    return Form(
        SwitchOnSchema().bind(request=request),
        request,
        buttons=[button],
        buttons_outside=True,
        guard=False,
        appstruct={"sealed": _sealed(request, secret)},
    )


def _page(request: Request, secret: bytes) -> dict:
    office = request.office
    issuer = f"{office.office_name} {office.commune}"
    return {
        "title": message("Second factor"),
        "back": (OWN, message("Your account")),
        "waiting": [ROLE_NAMES[role] for role in sorted(request.powers.waiting)],
        "qr": qr_svg(key_uri(secret, login=request.official.login, issuer=issuer)),
        "secret": typed_secret(secret),
        "login": request.official.login,
        "issuer": issuer,
    }


def show_factor_page(context: OwnAccount, request: Request):
    """On: since when, and how many recovery codes are left. Off: a fresh secret to put into the app."""
    factor = request.official.factor
    if factor is None:
        secret = new_secret()
        return show_form(_form(request, secret), {**_page(request, secret), "on": False})
    return {
        "title": message("Second factor"),
        "back": (OWN, message("Your account")),
        "on": True,
        "since": short_moment(factor.at, request.locale_name),
        "codes_left": len(factor.recovery),
        "asked_of": [ROLE_NAMES[role] for role in sorted(request.registry["hcc.factor_roles"] & request.powers.roles)],
    }


def do_switch_on(context: OwnAccount, request: Request):
    if request.official.factor is not None:
        return _told(request, FactorOnAlready())
    secret = _unsealed(request, str(request.POST.get("sealed", "")))
    known = secret is not None
    secret = secret or new_secret()
    codes = new_codes()

    def do(typed: dict) -> str:
        if not known:
            raise CodeRefused()
        switch_on(
            request.official,
            secret=secret,
            typed=typed["code"],
            codes=codes,
            sealer=request.registry["hcc.sealer"],
            act=request.act,
        )
        _show_codes(request, codes)
        request.flash(message("The second factor is on. Keep the recovery codes below in a safe place."))
        return RECOVERY + next_address(request.GET.get("next", ""))

    return act_on_form(request, _form(request, secret), {**_page(request, secret), "on": False}, do)


def do_renew_recovery(context: OwnAccount, request: Request) -> HTTPSeeOther:
    codes = new_codes()
    try:
        renew_recovery(request.official, codes=codes, sealer=request.registry["hcc.sealer"], act=request.act)
    except Refusal as refusal:
        return _told(request, refusal)
    _show_codes(request, codes)
    request.flash(message("These are your new recovery codes. The former ones are worth nothing any more."))
    return HTTPSeeOther(RECOVERY)


def do_switch_off(context: OwnAccount, request: Request) -> HTTPSeeOther:
    try:
        switch_off(request.official, act=request.act)
    except Refusal as refusal:
        return _told(request, refusal)
    request.flash(message("The second factor is off. Name and password are enough again."), "warn")
    return HTTPSeeOther(OWN)


def _told(request: Request, refusal: Refusal) -> HTTPSeeOther:
    for sentence in request.refused(refusal):
        request.flash(sentence, "warn")
    return HTTPSeeOther(FACTOR)


def _show_codes(request: Request, codes: list[str]) -> None:
    request.add_response_callback(
        lambda request, response: request.registry["hcc.once_cookie"].write(
            request, response, what=CODES, of=request.official.login, lines=codes
        )
    )


def show_recovery(context: OwnAccount, request: Request):
    """The codes just made, this once; afterwards nobody can show them any more."""
    cookie = request.registry["hcc.once_cookie"]
    kept = cookie.read(request)
    if kept is None or kept["what"] != CODES or kept["of"] != request.official.login:
        request.flash(message("Recovery codes are shown only once. If they got lost, make new ones here."), "info")
        return HTTPSeeOther(FACTOR)
    request.add_response_callback(lambda request, response: cookie.forget(response))
    return {
        "title": message("Your recovery codes"),
        "back": (FACTOR, message("Second factor")),
        "codes": kept["lines"],
        "login": request.official.login,
        "next": local_path(request.GET.get("next")) or OWN,
    }


def includeme(config: Configurator) -> None:
    own = {"context": OwnAccount, "permission": Permission.ACCOUNT_OWN}
    page = {"name": "factor", "renderer": "hcc:templates/accounts/factor.pt", "confirmed": True, **own}
    config.add_view(show_factor_page, request_method="GET", **page)
    config.add_view(do_switch_on, request_method="POST", once=True, **page)
    act = {"request_method": "POST", "once": True, "confirmed": True, **own}
    config.add_view(do_renew_recovery, name="renew_recovery", **act)
    config.add_view(do_switch_off, name="switch_off", **act)
    config.add_view(
        show_recovery, name="recovery", request_method="GET", renderer="hcc:templates/accounts/recovery.pt", **own
    )
