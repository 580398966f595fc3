"""Chưa có mã hồ sơ quốc gia: received dossiers whose code the national or provincial system has not given yet."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_board
from .places import NoCodeBoard


def includeme(config: Configurator) -> None:
    offered = not config.registry["hcc.settings"].own_code
    add_board(config, "no_code", NoCodeBoard, "chua-co-ma", Permission.DESK_NO_CODE, 22, in_rail=offered)
