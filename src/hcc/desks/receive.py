"""Tiếp nhận: what waits to be checked and received (art. 17)."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import ReceiveDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "receive", ReceiveDesk, "tiep-nhan", Permission.DESK_RECEIVE, 21)
