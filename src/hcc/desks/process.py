"""Xử lý: what may be taken over, and one's own."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import ProcessDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "process", ProcessDesk, "xu-ly", Permission.DESK_PROCESS, 22)
