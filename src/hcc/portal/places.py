"""/tra-cuu: tracking by number and lookup secret, and by the code on a receipt."""

from typing import TYPE_CHECKING, Any

from hcc.core.acl import DENY_ALL, Everyone, allow
from hcc.core.identifiers import is_filing_token
from hcc.core.permissions import Permission

if TYPE_CHECKING:
    from hcc.dossiers.resources import Dossier


class Tracking:
    """The tracking page. It holds nothing."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Any, name: str) -> None:
        self.__parent__, self.__name__ = parent, name

    def __getitem__(self, name: str) -> "TrackedDossier":
        from hcc.dossiers.workflow import DRAFT

        dossier = self.__parent__.dossiers.get_by_token(name) if is_filing_token(name) else None
        if dossier is None or dossier.state == DRAFT:
            raise KeyError(name)
        return TrackedDossier(self, name, dossier)


class TrackedDossier:
    """/tra-cuu/<token>: what the QR code of a receipt opens. The token has 80 random bits: who has it may look."""

    __acl__ = [allow(Everyone, Permission.SITE_VIEW), DENY_ALL]

    def __init__(self, parent: Tracking, name: str, dossier: "Dossier") -> None:
        self.__parent__, self.__name__, self.dossier = parent, name, dossier
