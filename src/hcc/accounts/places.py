"""/tai-khoan: an official's own account."""

from typing import Any

from hcc.core.acl import DENY_ALL, Authenticated, allow
from hcc.core.permissions import Permission


class OwnAccount:
    """Her sessions, her password, her second factor. Whoever is signed in has one."""

    __acl__ = [allow(Authenticated, Permission.ACCOUNT_OWN), DENY_ALL]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name
