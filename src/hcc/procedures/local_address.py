"""The address of a procedure under the code of a province's portal leads to the national one."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPMovedPermanently
from pyramid.request import Request

from hcc.core.permissions import Permission

from .resources import LocalCode


def lead_to_national(context: LocalCode, request: Request) -> HTTPMovedPermanently:
    return HTTPMovedPermanently(request.resource_path(context.procedure).rstrip("/"))


def includeme(config: Configurator) -> None:
    config.add_view(lead_to_national, context=LocalCode, permission=Permission.PROCEDURE_VIEW, request_method="GET")
