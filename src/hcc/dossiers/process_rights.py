"""What an internal process takes from a role: at a step of one unit its acts are those of officials of that unit.

The table of the process (workflow.py) says what may be done; this only narrows who of a role does it. Everybody of the
role still reads the dossier.
"""

from collections.abc import Mapping

from hcc.accounts.substitutes import Powers
from hcc.core.acl import allow, role_in_unit, role_of
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.procedures.processes import ANY_UNIT

from . import workflow

Grants = Mapping[Role | str, tuple[P, ...]]
_HANDLING = (P.DOSSIER_PROCESS,)
OF_THE_UNIT: dict[str, dict[Role, tuple[P, ...]]] = {
    workflow.RECEIVED: {Role.HANDLER: _HANDLING, Role.CERTIFIER: _HANDLING},
    workflow.AWAITING_APPROVAL: {Role.APPROVER: (P.DOSSIER_APPROVE, P.DOSSIER_SEND_BACK)},
    workflow.SEALING: {Role.CLERK: (P.DOSSIER_REGISTER_AND_SEAL, P.DOSSIER_RESOLVE, P.DOSSIER_SEND_BACK)},
    workflow.RESOLVED: {Role.RETURNER: (P.DOSSIER_RETURN_RESULT,)},
}
"""By state (or SEALING), the acts of each role that a step's unit keeps for itself."""


def narrowed(standing: str, grants: Grants, unit: int, stand_in: str) -> tuple[dict[Role | str, tuple[P, ...]], list]:
    """The grants without what only the unit may do, and the entries that give it to the unit and its substitute."""
    kept = dict(grants)
    entries = []
    for role, own in OF_THE_UNIT.get(standing, {}).items():
        given = tuple(one for one in grants.get(role, ()) if one in own)
        if given:
            kept[role] = tuple(one for one in grants[role] if one not in own)
            entries.append(allow(role_in_unit(role, unit), *given))
            if stand_in:
                entries.append(allow(role_of(role, stand_in), *given))
    return kept, entries


def is_of_the_unit(powers: Powers | None, standing: str, unit: int, stand_in: str) -> bool:
    """Whether the acts that a step's unit keeps for itself are this official's, as far as her unit goes."""
    roles = OF_THE_UNIT.get(standing, {})
    if unit == ANY_UNIT or not roles:
        return True
    if powers is None:
        return False
    if powers.login == stand_in:
        return not powers.roles.isdisjoint(roles)
    return any(at == unit and not held.isdisjoint(roles) for at, held in powers.held)
