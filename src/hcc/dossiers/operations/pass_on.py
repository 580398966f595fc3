"""Passing a dossier on to the next step of handling of its internal process, in whatever unit that is."""

from hcc.accounts.resources import Official
from hcc.core.act import Act
from hcc.core.errors import NotInThisState
from hcc.core.roles import Role
from hcc.procedures.processes import ANY_UNIT, ProcessStep

from ..process_way import come_to, further_steps
from ..resources import CERTIFICATION_FIELD, Dossier
from .assign import CannotHandle
from .moving import check_move
from .submit_for_approval import NotTheHandler


def may_do(dossier: Dossier, step: ProcessStep, official: Official) -> bool:
    """Whether a dossier can be passed to this official for a step: by her role, in its unit or standing in there."""
    of_field = step.role != Role.CERTIFIER or dossier.record.field == CERTIFICATION_FIELD
    there = step.unit in (ANY_UNIT, official.unit) or official.login == step.stand_in
    return of_field and there and official.has_role(Role(step.role)) and not official.disabled


def pass_on(
    dossier: Dossier, *, official: Official | None, step: int | None = None, seen: int | None = None, act: Act
) -> None:
    """Whoever handles it is done with her step: the official does the next one, whose hours begin now.

    It may be done where a result may be proposed; `step` says which where several may come next. Raises NotTheHandler,
    NotInThisState where no step of handling comes next, CannotHandle for an official who cannot do it.
    """
    check_move(dossier, "submit_for_approval", seen)
    if not act.is_of(dossier.handler):
        raise NotTheHandler(handler=dossier.handler)
    offered = further_steps(dossier)
    chosen = next((one for one in offered if step in (None, one.key)), None)
    if chosen is None or dossier.leg is None or (step is None and len(offered) > 1):
        raise NotInThisState(act="pass_on", state=dossier.state)
    if official is None or not may_do(dossier, chosen, official):
        raise CannotHandle()
    before, dossier.handler = dossier.handler, official.login
    steps = [dossier.leg.step, chosen.key]
    come_to(dossier, chosen, at=act.at)
    dossier.chain.append(act, "pass_on", handler=[before, official.login], step=steps, unit=chosen.unit)
    dossier.__parent__.relist(dossier)
