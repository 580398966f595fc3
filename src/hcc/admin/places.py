"""/quan-tri and the pages under it."""

from typing import Any

from hcc.core.acl import DENY_ALL, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.office_calendar.resources import CalendarBook

CALENDAR = "lich"


class CalendarPlace:
    """/quan-tri/lich: the office calendar."""

    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.CALENDAR_VIEW, Permission.CALENDAR_EDIT),
        allow(Role.DIRECTOR, Permission.CALENDAR_VIEW),
        allow(Role.AUDITOR, Permission.CALENDAR_VIEW),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str, book: CalendarBook) -> None:
        self.__parent__, self.__name__ = parent, name
        self.book = book


class Admin:
    """The administrators' own part."""

    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.HEALTH_VIEW, Permission.ACCOUNT_VIEW, Permission.ACCOUNT_EDIT),
        allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name

    def __getitem__(self, name: str) -> CalendarPlace:
        if name == CALENDAR:
            return CalendarPlace(self, name, self.__parent__.calendar_book)
        raise KeyError(name)
