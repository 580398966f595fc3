"""Văn thư: approved results that wait for number, register and seal (NĐ 30/2020)."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_board
from .places import SealDesk


def includeme(config: Configurator) -> None:
    add_board(config, "seal", SealDesk, "dong-dau", Permission.DESK_SEAL, 23)
