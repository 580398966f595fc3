"""Opinions asked of whoever is signed in, for the page on which her work begins: that may be of any feature."""

from typing import TYPE_CHECKING

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import day_line

if TYPE_CHECKING:
    from hcc.dossiers.opinions import AskedOpinion


def _opinions(request: Request) -> "list[tuple[AskedOpinion, str]]":
    """What is asked of her and of those she stands in for, each with the day until which it is wanted."""
    dossiers, lang = request.site.dossiers, request.locale_name
    return [(one, day_line(one.until, lang)) for login in request.powers.logins for one in dossiers.opinions_of(login)]


def includeme(config: Configurator) -> None:
    config.add_request_method(_opinions, "opinions", reify=True)
