"""Giving a received dossier to the official who handles it (NĐ 61/2018 art. 18)."""

from hcc.accounts.resources import Official
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.roles import Role
from hcc.core.text import message

from ..process_way import handling_places
from ..resources import CERTIFICATION_FIELD, Dossier
from .moving import check_move, move


class CannotHandle(Refusal):
    """The official chosen may not handle this dossier."""

    field = "official"
    text = message("Choose an official who handles dossiers of this field and may sign in.")


def may_handle(dossier: Dossier, official: Official) -> bool:
    """Whether a dossier can be given to this official: by her roles, and by her unit where its process names one."""
    places = handling_places(dossier)
    if places is not None and not any(official.unit == unit or official.login == login for unit, login in places):
        return False
    roles = (Role.HANDLER, Role.CERTIFIER) if dossier.record.field == CERTIFICATION_FIELD else (Role.HANDLER,)
    return official.has_role(*roles) and not official.disabled


def assign(dossier: Dossier, *, official: Official | None, seen: int | None = None, act: Act) -> None:
    """The official becomes the handler, and the work begins."""
    if official is None or not may_handle(dossier, official):
        raise CannotHandle()
    check_move(dossier, "assign", seen)
    dossier.handler = official.login
    move(dossier, "assign", act=act, handler=official.login)
