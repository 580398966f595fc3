"""Roles that wait for a second factor: whoever needs one of them at a page is led to switch it on."""

from pyramid.authorization import ACLHelper
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request

from hcc.core.acl import role_principal
from hcc.core.text import message
from hcc.web.display import next_address

from .entering import FACTOR


class WouldOpen:
    """View predicate: a role that waits for a second factor would open what was refused."""

    def __init__(self, value: bool, info: object) -> None:
        self._value = value

    def text(self) -> str:
        return f"would_open_with_factor = {self._value}"

    phash = text

    def __call__(self, context: object, request: Request) -> bool:
        refused, powers = getattr(context, "result", None), request.powers
        permission = getattr(refused, "permission", None)
        if permission is None or powers is None or not powers.waiting:
            return not self._value
        principals = [*request.principals, *map(role_principal, powers.waiting)]
        return bool(ACLHelper().permits(request.context, principals, permission)) is self._value


def lead_to_factor(error: HTTPForbidden, request: Request) -> HTTPSeeOther:
    request.flash(message("Your role asks for a second factor. Switch it on, then go on with your work."), "warn")
    back = request.path_qs if request.method in ("GET", "HEAD") else ""
    return HTTPSeeOther(f"{FACTOR}{next_address(back)}")


def includeme(config: Configurator) -> None:
    config.add_view_predicate("would_open_with_factor", WouldOpen)
    config.add_exception_view(lead_to_factor, context=HTTPForbidden, would_open_with_factor=True)
