"""What a new text of a procedure touches: open dossiers, sheets that hang, dossiers received since its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message
from hcc.dossiers.workflow import PROCESSING, WORKFLOW
from hcc.dossiers.worklist import shown_count
from hcc.procedures.hangings import Standing, posted
from hcc.procedures.resources import Procedure, Revision, RevisionState

from .hangings_shown import KIND_NAMES, STANDINGS
from .received_since import received_since


@dataclass(frozen=True)
class Sheet:
    """A sheet that hangs somewhere."""

    kind: TranslationString
    place: str
    revision: int
    tag: tuple[str, str, TranslationString] | None
    """How it stands to the text in force and to the one looked at, where something is to be done."""


@dataclass(frozen=True)
class OpenDossiers:
    """The unfinished dossiers that stand on one text."""

    revision: int
    count: str
    """How many, as people read it."""
    url: str
    """The search that lists them; empty for whoever sees no dossiers there."""


@dataclass(frozen=True)
class Touched:
    """What keeps its text, and what is to be changed by hand."""

    open_dossiers: tuple[OpenDossiers, ...]
    """By revision; they keep the text they were filed under."""
    sheets: tuple[Sheet, ...]

    @property
    def kit_query(self) -> str:
        """Which part of the posting kit shows them: all of it, where one hangs right until the text is published."""
        return "?show=all" if any(one.tag in (None, BY_DRAFT) for one in self.sheets) else ""


FIND = "/ban-lam-viec/tim"
BY_DRAFT = ("warn", "pen", message("Outdated once this text is in force"))


def touched(procedure: Procedure, request: Request, newer: Revision | None = None) -> Touched:
    """What there is today; `newer`: the text that is looked at, which sheets of others will be outdated by."""
    today, folder = request.now.date(), request.site.procedures
    coming = newer is not None and newer.state(today) in (RevisionState.DRAFT, RevisionState.REVIEW)
    sheets = []
    for one in folder.hangings.of(procedure.code):
        place, standing = folder.hangings.place(one.place), posted(folder, one, today).standing
        tag = STANDINGS[standing] if standing is not Standing.RIGHT else BY_DRAFT if coming else None
        sheets.append(Sheet(KIND_NAMES[one.kind], place.name if place is not None else "", one.revision, tag))
    return Touched(tuple(open_dossiers(procedure, request)), tuple(sheets))


def open_dossiers(procedure: Procedure, request: Request) -> Iterator[OpenDossiers]:
    """How many unfinished dossiers stand on which text of a procedure: out of an ordered set, without a walk."""
    lists_them = sees_open_dossiers(request)
    for revision, count in request.site.dossiers.open_revisions(procedure.code).items():
        query = urlencode({"procedure": procedure.code, "revision": revision})
        yield OpenDossiers(revision, shown_count(count), f"{FIND}?{query}" if lists_them else "")


def sees_open_dossiers(request: Request) -> bool:
    """Whether a role of this official lets her see what is being worked on, whoever has it in hand: else the search of
    dossiers would list none, or hers alone."""
    return any(
        isinstance(key, Role) and key in request.roles and Permission.DOSSIER_VIEW in permissions
        for key, permissions in WORKFLOW.states[PROCESSING].grants.items()
    )


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
