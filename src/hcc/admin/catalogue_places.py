"""Pages under /quan-tri that belong to the catalogue's administrators: announcement decisions, and what hangs where."""

from typing import Any

from hcc.core.acl import DENY_ALL, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.procedures.announcements import Announcement
from hcc.procedures.exports import Export
from hcc.procedures.imports import Import
from hcc.procedures.resources import ProcedureFolder

ANNOUNCEMENTS, HANGINGS, IMPORTS = "quyet-dinh", "niem-yet", "nhap-danh-muc"
CATALOGUE, EXPORTS = "danh-muc", "xuat"
_KEEPERS = [allow(Role.CATALOGUE_ADMINISTRATOR, Permission.PROCEDURE_EDIT, Permission.PROCEDURE_PUBLISH), DENY_ALL]


class Announcements:
    """/quan-tri/quyet-dinh: the announcement decisions by number."""

    __acl__ = _KEEPERS

    def __init__(self, parent: Any, name: str, procedures: ProcedureFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedures = procedures

    def __getitem__(self, name: str) -> "AnnouncementPlace":
        return AnnouncementPlace(self, name, self.procedures.announcements[name])


class AnnouncementPlace:
    """/quan-tri/quyet-dinh/<number>: one decision, with the catalogue it changes."""

    def __init__(self, parent: Announcements, name: str, announcement: Announcement) -> None:
        self.__parent__, self.__name__ = parent, name
        self.announcement = announcement
        self.procedures = parent.procedures


class Hangings:
    """/quan-tri/niem-yet: which sheets hang on which board."""

    __acl__ = _KEEPERS

    def __init__(self, parent: Any, name: str, procedures: ProcedureFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedures = procedures


class Imports:
    """/quan-tri/nhap-danh-muc: files of procedures, brought to be taken in."""

    __acl__ = _KEEPERS

    def __init__(self, parent: Any, name: str, procedures: ProcedureFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedures = procedures

    def __getitem__(self, name: str) -> "ImportPlace":
        if self.procedures.imports is None:
            raise KeyError(name)
        return ImportPlace(self, name, self.procedures.imports[name])


class ImportPlace:
    """/quan-tri/nhap-danh-muc/<name>: one file, and what it would change."""

    def __init__(self, parent: Imports, name: str, brought: Import) -> None:
        self.__parent__, self.__name__ = parent, name
        self.brought = brought
        self.procedures = parent.procedures


class Catalogue:
    """/quan-tri/danh-muc: the catalogue board, and the files that are written of it."""

    __acl__ = _KEEPERS

    def __init__(self, parent: Any, name: str, procedures: ProcedureFolder) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedures = procedures

    def __getitem__(self, name: str) -> "Exports":
        if name != EXPORTS:
            raise KeyError(name)
        return Exports(self, name)


class Exports:
    """/quan-tri/danh-muc/xuat: files of many procedures, written behind the request."""

    __acl__ = _KEEPERS

    def __init__(self, parent: Catalogue, name: str) -> None:
        self.__parent__, self.__name__ = parent, name
        self.procedures = parent.procedures

    def __getitem__(self, name: str) -> "ExportPlace":
        if self.procedures.exports is None:
            raise KeyError(name)
        return ExportPlace(self, name, self.procedures.exports[name])


class ExportPlace:
    """/quan-tri/danh-muc/xuat/<name>: one such file."""

    def __init__(self, parent: Exports, name: str, export: Export) -> None:
        self.__parent__, self.__name__ = parent, name
        self.export = export
