"""Phê duyệt: results that wait for the signature."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import ApproveDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "approve", ApproveDesk, "phe-duyet", Permission.DESK_APPROVE, 23)
