"""What a new text of a procedure touches: open dossiers, sheets that hang, dossiers received since its day."""

from dataclasses import dataclass
from datetime import date

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString
from hcc.dossiers.worklist import shown_count
from hcc.procedures.resources import Procedure, Revision

from .hangings_shown import KIND_NAMES
from .received_since import received_since


@dataclass(frozen=True)
class Sheet:
    """A sheet that hangs somewhere."""

    kind: TranslationString
    place: str
    revision: int


@dataclass(frozen=True)
class Touched:
    """What keeps its text, and what is to be changed by hand."""

    open_dossiers: str
    """How many there are, as people read it; they keep the text they were filed under."""
    sheets: tuple[Sheet, ...]


def touched(procedure: Procedure, request: Request) -> Touched:
    """What there is today."""
    hangings = request.site.procedures.hangings
    sheets = []
    for one in hangings.of(procedure.code):
        place = hangings.place(one.place)
        sheets.append(Sheet(KIND_NAMES[one.kind], place.name if place is not None else "", one.revision))
    return Touched(shown_count(request.site.dossiers.count_open(procedure.code)), tuple(sheets))


@dataclass(frozen=True)
class Late:
    """Dossiers received under the former text, though another has held since before then."""

    since: str
    rows: tuple[tuple[str, str, str], ...]
    """(address or empty, number, when received)."""
    incomplete: bool


def late_dossiers(procedure: Procedure, request: Request, first: date, revision: Revision | None = None) -> Late | None:
    """Those received since `first` under another text than `revision`; None where that day has not passed."""
    if first >= request.now.astimezone(LOCAL).date():
        return None
    found = received_since(request, [procedure.code], first)
    rows = [
        (
            f"/ho-so/{one.token}/" if request.has_permission(Permission.DOSSIER_VIEW, one) else "",
            one.number_shown,
            short_moment(one.received_at, request.locale_name),
        )
        for one in found.dossiers
        if one.received_at is not None and one.revision is not revision
    ]
    return Late(f"{first:%d/%m}/{first.year:04}", tuple(rows), found.incomplete or found.count > len(found.dossiers))
