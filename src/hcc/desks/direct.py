"""Điều hành: everything that was received and is unfinished, followed and shared out by the director."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import DirectDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "direct", DirectDesk, "dieu-hanh", Permission.DESK_DIRECT, 26)
