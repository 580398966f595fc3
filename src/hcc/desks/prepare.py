"""Chuẩn bị: drafts that are filled in with the citizen's help (NĐ 61/2018 art. 15-16)."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_desk
from .places import PrepareDesk


def includeme(config: Configurator) -> None:
    add_desk(config, "prepare", PrepareDesk, "chuan-bi", Permission.DESK_PREPARE, 20)
