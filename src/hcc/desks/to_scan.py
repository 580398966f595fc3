"""Giấy tờ chờ số hóa: papers taken in on paper, with the day until which each is to be scanned."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_board
from .places import ToScanBoard


def includeme(config: Configurator) -> None:
    add_board(config, "to_scan", ToScanBoard, "cho-so-hoa", Permission.DESK_TO_SCAN, 23)
