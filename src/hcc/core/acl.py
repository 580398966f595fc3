"""Access lists worked out from roles and grants: the one place where Pyramid's Allow and Deny come in."""

from collections.abc import Iterable, Mapping

from pyramid.authorization import DENY_ALL, Allow, Authenticated, Everyone

from .permissions import Permission
from .roles import Role

__all__ = [
    "ASSIGNED",
    "DENY_ALL",
    "Authenticated",
    "Everyone",
    "acl_of_grants",
    "allow",
    "official_principal",
    "role_principal",
]

ASSIGNED = "assigned"
"""In a grant table: the official the object is assigned to, beside what the roles give."""


def role_principal(role: Role) -> str:
    return f"role:{role}"


def official_principal(login: str) -> str:
    return f"official:{login}"


def allow(principal: str | Role, *permissions: Permission) -> tuple:
    """One entry: this role (or principal) may do these."""
    who = role_principal(principal) if isinstance(principal, Role) else principal
    return (Allow, who, tuple(permissions))


def acl_of_grants(grants: Mapping[Role | str, Iterable[Permission]], assigned: str | None = None) -> list[tuple]:
    """An access list from role -> permissions; the key ASSIGNED stands for the official named in `assigned`."""
    entries = [allow(role, *permissions) for role, permissions in grants.items() if isinstance(role, Role)]
    if assigned and ASSIGNED in grants:
        entries.append(allow(official_principal(assigned), *grants[ASSIGNED]))
    return [*entries, DENY_ALL]
