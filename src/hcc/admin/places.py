"""/quan-tri and the pages under it."""

from typing import Any

from hcc.core.acl import DENY_ALL, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role


class Admin:
    """The administrators' own part."""

    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.HEALTH_VIEW, Permission.ACCOUNT_VIEW, Permission.ACCOUNT_EDIT),
        allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name
