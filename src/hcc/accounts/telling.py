"""What the chain of an account tells of it, held against what it is."""

from collections.abc import Iterator

from .operations.capacities import ENDED, GIVEN
from .resources import Official

_GIVEN = {"added": "roles", "roles changed": "after"}
_OPEN = {"disabled": False, "enabled": True, "password reset": True}
_FACTOR = {"factor switched on": True, "factor switched off": False, "factor reset": False}


def untold_of(official: Official) -> Iterator[str]:
    """Where roles, access or the second factor are not what the records say, in English for the log.

    Whoever gives herself a role behind the office's back leaves no record of it.
    """
    roles: list[str] = []
    open_, factor = True, False
    capacities: dict[int, dict] = {}
    for record in official.chain:
        if record.what in _GIVEN:
            roles = record.facts[_GIVEN[record.what]]
        open_ = _OPEN.get(record.what, open_)
        factor = _FACTOR.get(record.what, factor)
        if record.what in (GIVEN, ENDED):
            capacities[record.facts["number"]] = dict(record.facts)
    if sorted(official.roles) != roles:
        yield f"has the roles {', '.join(sorted(official.roles))}; on record are {', '.join(roles)}"
    if official.disabled is open_:
        yield f"is {'disabled' if open_ else 'open'}, which is not on record"
    if [one.facts for one in official.capacities] != list(capacities.values()):
        yield "signs in capacities that are not those on record"
    if (official.factor is not None) is not factor:
        yield f"has {'no' if factor else 'a'} second factor, which is not on record"
