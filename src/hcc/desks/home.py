"""/ban-lam-viec: straight to where the official's work begins."""

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.roles import Role

from .places import Desks

HOMES = {
    Role.RECEIVER: "/ban-lam-viec/tiep-nhan",
    Role.GREETER: "/ban-lam-viec/tiep-don",
    Role.HANDLER: "/ban-lam-viec/xu-ly",
    Role.APPROVER: "/ban-lam-viec/phe-duyet",
    Role.CERTIFIER: "/chung-thuc",
    Role.RETURNER: "/ban-lam-viec/tra-ket-qua",
    Role.CATALOGUE_ADMINISTRATOR: "/quan-tri/danh-muc",
    Role.REVIEWER: "/noi-dung/review",
    Role.AUTHOR: "/noi-dung/contents",
    Role.ADMINISTRATOR: "/quan-tri",
    Role.HELPER: "/ban-lam-viec/chuan-bi",
    Role.CLERK: "/ban-lam-viec/dong-dau",
    Role.DIRECTOR: "/ban-lam-viec/theo-doi",
    Role.AUDITOR: "/ban-lam-viec/theo-doi",
}
"""Where each role's work begins; who has several begins at the first of them, who has none at what is shared with her
by name, or at her own account."""


def own_desk(context: Desks, request: Request):
    for role, path in HOMES.items():
        if role in request.roles:
            return HTTPSeeOther(path)
    if request.has_permission(Permission.CONTENT_SHARED, request.site.content):
        return HTTPSeeOther("/noi-dung/shared")
    return HTTPSeeOther("/tai-khoan")


def includeme(config: Configurator) -> None:
    config.add_view(own_desk, context=Desks, permission=Permission.DESK_VIEW, request_method="GET")
