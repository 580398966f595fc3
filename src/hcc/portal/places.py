"""/tra-cuu: tracking by number and lookup secret."""

from typing import Any

from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.permissions import Permission


class Tracking:
    """The tracking page. It holds nothing."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name
