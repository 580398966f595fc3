"""Access lists worked out from roles and grants: the one place where Pyramid's Allow and Deny come in."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyramid.authorization import DENY_ALL, Allow, Authenticated, Everyone

from .permissions import Permission
from .roles import Role

__all__ = [
    "ASSIGNED",
    "CONSULTED",
    "DENY_ALL",
    "HELPING",
    "Authenticated",
    "Everyone",
    "acl_of_grants",
    "allow",
    "official_principal",
    "role_in_unit",
    "role_of",
    "role_principal",
]

ASSIGNED = "assigned"
"""In a grant table: the official the object is assigned to, beside what the roles give."""
HELPING = "helping"
"""In a grant table: the official who helps the person with it."""
CONSULTED = "consulted"
"""In a grant table: officials whose opinion is asked for and not yet given."""


def role_principal(role: Role) -> str:
    return f"role:{role}"


def role_in_unit(role: Role, unit: int) -> str:
    """A role as it is held in one unit (accounts/units.py)."""
    return f"role:{role}#{unit}"


def role_of(role: Role, login: str) -> str:
    """A role as one official holds it."""
    return f"role:{role}@{login}"


def official_principal(login: str) -> str:
    return f"official:{login}"


@lru_cache(maxsize=4_096)
def allow(principal: str | Role, *permissions: Permission) -> tuple:
    """One entry: this role (or principal) may do these."""
    who = role_principal(principal) if isinstance(principal, Role) else principal
    return (Allow, who, permissions)


def acl_of_grants(
    grants: Mapping[Role | str, Iterable[Permission]], named: Mapping[str, Iterable[str]] | None = None
) -> list[tuple]:
    """An access list from role -> permissions.

    Other keys than roles, such as ASSIGNED, stand for the officials whose logins `named` has under them.
    """
    entries = []
    for key, permissions in grants.items():
        if isinstance(key, Role):
            entries.append(allow(key, *permissions))
        else:
            entries += [allow(official_principal(login), *permissions) for login in (named or {}).get(key, ()) if login]
    return [*entries, DENY_ALL]
