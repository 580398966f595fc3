"""What an official has looked at: the badges "new" and "changed" of a list.

Opening a dossier changes nothing. The page itself then tells the centre, by a request of its own (a POST that staff
pages send when a dossier is shown), up to which act it was seen; that is kept for each official, outside the chains of
evidence, since it is no act of the office. Without scripts nothing is told, and badges stay.
"""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.dossiers.resources import Dossier, Row

NEW, CHANGED = "new", "changed"


class Badges:
    """The badges of one official."""

    def __init__(self, looked: dict, logins: tuple[str, ...]) -> None:
        self._looked, self._logins = looked, logins

    @classmethod
    def of(cls, request: Request) -> "Badges":
        return cls(request.site.dossiers.looked_at(request.official.login), request.powers.logins)

    def badge(self, row: Row) -> str:
        if row.by in self._logins:
            return ""
        seen = self._looked.get(row.id)
        if seen is None:
            return NEW
        return CHANGED if seen < row.version else ""


def note_looked(context: Dossier, request: Request) -> Response:
    """Keep up to which act the dossier was seen. What is no number counts as everything there is."""
    typed = request.POST.get("seen", "")
    fits = isinstance(typed, str) and typed.isascii() and typed.isdecimal() and len(typed) < 9
    seen = min(int(typed), context.version) if fits else context.version
    request.site.dossiers.note_looked(request.official.login, context.id, seen)
    return Response(status=204)


def includeme(config: Configurator) -> None:
    config.add_view(
        note_looked, context=Dossier, name="looked", permission=Permission.DOSSIER_VIEW, request_method="POST"
    )
