"""Trả kết quả: results that wait to be fetched."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import ReturnDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "return_result", ReturnDesk, "tra-ket-qua", Permission.DESK_RETURN, 24)
