"""Giving a dossier in work to another official: its handler is ill, away, or has too much."""

from hcc.accounts.resources import Official
from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.text import message

from ..process_way import hand_on
from ..resources import Dossier
from .assign import CannotHandle, may_handle
from .moving import check_standing, read_reason, stay


class SameHandler(Refusal):
    field = "official"
    text = message("${name} handles this dossier already. Choose somebody else.")


def reassign(dossier: Dossier, *, official: Official | None, reason: str, seen: int | None = None, act: Act) -> None:
    """The official takes the dossier over as it is; who had it, and why not any more, stays on record."""
    complaints: list[Refusal] = []
    if official is None or not may_handle(dossier, official):
        complaints.append(CannotHandle())
    reason = read_reason(reason, complaints)
    refuse_if(complaints)
    assert official is not None  # refused above
    check_standing(dossier, "reassign", seen)
    if dossier.handler is None:
        raise NotInThisState(act="reassign", state=dossier.state)
    if dossier.handler == official.login:
        raise SameHandler(name=official.name)
    before, dossier.handler = dossier.handler, official.login
    hand_on(dossier, official.unit, at=act.at)
    stay(dossier, "reassign", act=act, handler=[before, official.login], reason=reason)
