"""Kết quả chưa nhận: results that wait at the counter, with phone, contact person and calls."""

from pyramid.config import Configurator

from hcc.core.permissions import Permission

from .desk_views import add_board
from .places import NotFetchedBoard


def includeme(config: Configurator) -> None:
    add_board(config, "not_fetched", NotFetchedBoard, "cho-nhan", Permission.DESK_NOT_FETCHED, 25)
