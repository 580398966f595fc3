"""/quan-tri and the pages under it."""

import re
from typing import TYPE_CHECKING, Any

from hcc.accounts.resources import AccountFolder, Official
from hcc.accounts.units import Unit
from hcc.core.acl import DENY_ALL, allow
from hcc.core.folder import number_name
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.office_calendar.resources import CalendarBook

from .catalogue_places import ANNOUNCEMENTS, CATALOGUE, HANGINGS, IMPORTS, Announcements, Catalogue, Hangings, Imports

if TYPE_CHECKING:
    from hcc.jobs.queue import JobQueue

_JOB = re.compile(r"[0-9a-f]{16}\Z")
CALENDAR, OFFICIALS, UNITS, JOBS = "lich", "can-bo", "don-vi", "viec-nen"
SETTINGS = "cai-dat"
HEALTH, EVIDENCE = "suc-khoe", "nhat-ky"
PROCESS = "quy-trinh"


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


class Officials:
    """/quan-tri/can-bo: the officials by sign-in name. Views under it have an underscore, which no such name has."""

    def __init__(self, parent: Any, name: str, accounts: AccountFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.accounts = accounts

    def __getitem__(self, login: str) -> "OfficialPlace":
        return OfficialPlace(self, login, self.accounts[login])


class OfficialPlace:
    """/quan-tri/can-bo/<sign-in name>: one official, as administrators see her."""

    def __init__(self, parent: Officials, name: str, official: Official) -> None:
        self.__parent__, self.__name__ = parent, name
        self.official = official


class Units:
    """/quan-tri/don-vi: the units of the commune by number."""

    def __init__(self, parent: Any, name: str, accounts: AccountFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.accounts = accounts

    def __getitem__(self, name: str) -> "UnitPlace":
        return UnitPlace(self, name, self.accounts.unit(number_name(name)))


class UnitPlace:
    """/quan-tri/don-vi/<number>."""

    def __init__(self, parent: Units, name: str, unit: Unit) -> None:
        self.__parent__, self.__name__ = parent, name
        self.unit = unit


class Jobs:
    """/quan-tri/viec-nen: jobs that wait for an administrator."""

    def __init__(self, parent: Any, name: str, queue: "JobQueue") -> None:
        self.__parent__, self.__name__ = parent, name
        self.queue = queue

    def __getitem__(self, name: str) -> "JobPlace":
        if not _JOB.match(name):
            raise KeyError(name)
        return JobPlace(self, name)


class Health:
    """/quan-tri/suc-khoe: how the system is."""

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name


class EvidencePlace:
    """/quan-tri/nhat-ky: every chain of evidence, and who read what."""

    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CHECK),
        allow(Role.AUDITOR, Permission.EVIDENCE_VIEW, Permission.EVIDENCE_CHECK),
        allow(Role.DIRECTOR, Permission.EVIDENCE_VIEW),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name


class JobPlace:
    """/quan-tri/viec-nen/<id>: one job, which may be done meanwhile."""

    def __init__(self, parent: Jobs, name: str) -> None:
        self.__parent__, self.__name__ = parent, name


class OfficeSettings:
    """/quan-tri/cai-dat: what the office decides for itself."""

    __acl__ = [
        allow(Role.ADMINISTRATOR, Permission.OFFICE_VIEW, Permission.OFFICE_EDIT, Permission.ACCOUNT_EDIT),
        allow(
            Role.CATALOGUE_ADMINISTRATOR,
            Permission.OFFICE_VIEW,
            Permission.OFFICE_EDIT,
            Permission.PROCEDURE_PUBLISH,
        ),
        allow(Role.DIRECTOR, Permission.OFFICE_VIEW),
        allow(Role.AUDITOR, Permission.OFFICE_VIEW),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name


class OfficeProcess:
    """/quan-tri/quy-trinh: the internal process of every procedure that has none of its own."""

    __acl__ = [
        allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT, Permission.PROCEDURE_PUBLISH),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name


class Admin:
    """The administrators' own part."""

    __acl__ = [
        allow(
            Role.ADMINISTRATOR,
            Permission.HEALTH_VIEW,
            Permission.ACCOUNT_VIEW,
            Permission.ACCOUNT_EDIT,
            Permission.JOB_DECIDE,
            Permission.SITE_EXPORT,
        ),
        allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT),
        allow(Role.AUDITOR, Permission.HEALTH_VIEW, Permission.ACCOUNT_VIEW),
        allow(Role.DIRECTOR, Permission.ACCOUNT_VIEW),
        DENY_ALL,
    ]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name

    def __getitem__(self, name: str) -> Any:
        if name == CALENDAR:
            return CalendarPlace(self, name, self.__parent__.calendar_book)
        if name == OFFICIALS:
            return Officials(self, name, self.__parent__.accounts)
        if name == UNITS:
            return Units(self, name, self.__parent__.accounts)
        if name == SETTINGS:
            return OfficeSettings(self, name)
        if name == ANNOUNCEMENTS:
            return Announcements(self, name, self.__parent__.procedures)
        if name == HANGINGS:
            return Hangings(self, name, self.__parent__.procedures)
        if name == CATALOGUE:
            return Catalogue(self, name, self.__parent__.procedures)
        if name == IMPORTS:
            return Imports(self, name, self.__parent__.procedures)
        if name == HEALTH:
            return Health(self, name)
        if name == EVIDENCE:
            return EvidencePlace(self, name)
        if name == JOBS:
            return Jobs(self, name, self.__parent__.jobs)
        if name == PROCESS:
            return OfficeProcess(self, name)
        raise KeyError(name)
