"""/thu-tuc/<code>/history: every revision of a procedure, who did what with it and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.announced_waiting import asked_back
from hcc.procedures.change_summary import summary_of
from hcc.procedures.changes import changes
from hcc.procedures.operations.publish import last_in_line
from hcc.procedures.resources import Procedure, Revision, RevisionState

from ..procedure_head import Tag, head_of, shown_day, tag_of
from ..touched import OpenDossiers, open_dossiers
from .compare import replaced_by

PAGE_SIZE = 20


@dataclass(frozen=True)
class Deed:
    """Something that was done with a revision; `why` is empty where nobody said."""

    what: str
    who: str
    at: str
    why: str = ""


@dataclass(frozen=True)
class Line:
    """One revision in the history."""

    number: int
    tag: Tag
    first: str
    """The day from which it holds, held or was to hold."""
    last: str
    """The first day on which it held no longer, where it was withdrawn or expired."""
    summary: str
    against: int
    """Number of the revision the summary compares with; 0: it is the first text."""
    decision: str
    announcement: int | None
    deeds: tuple[Deed, ...]
    state: RevisionState
    open_on: OpenDossiers | None
    """The unfinished dossiers that stand on it."""
    is_public: bool
    may_return: bool


def show_history(context: Procedure, request: Request) -> dict[str, Any]:
    shown = list(reversed(context.revisions.values()))
    every = request.GET.get("all") == "1"
    standing = {one.revision: one for one in open_dossiers(context, request)}
    lines = [_line(one, standing.get(one.number), request) for one in (shown if every else shown[:PAGE_SIZE])]
    today = request.now.date()
    may_publish = request.has_permission(Permission.PROCEDURE_PUBLISH, context)
    return head_of(
        context,
        request,
        message("History of the texts"),
        "history",
        lines=lines,
        more=len(shown) - len(lines),
        draft=context.draft(),
        asked=_asked(context, request),
        may_publish=may_publish,
        may_withdraw=may_publish and (context.published(today) or context.upcoming(today)) is not None,
    )


def _asked(procedure: Procedure, request: Request) -> list[tuple[TranslationString, str]]:
    """What somebody asked to end and another person is to decide, each with the page to do so."""
    path, found = request.resource_path(procedure), []
    if (end := procedure.asked_end) is not None:
        facts = {"by": request.name_of(end.by), "day": shown_day(end.on)}
        found.append((message("${by} asks that the procedure ends from ${day}.", mapping=facts), f"{path}withdraw"))
    for one in procedure.revisions.values():
        if one.asked_end is not None and one.state(request.now.date()) is RevisionState.SCHEDULED:
            facts = {"by": request.name_of(one.asked_end.by), "number": one.number}
            said = message("${by} asks that the approval of revision ${number} is taken back.", mapping=facts)
            found.append((said, f"{path}phien-ban/{one.number}/cancel"))
    asked = asked_back(request.site.procedures, request.now.date(), {procedure.code})
    for decision in asked.get(procedure.code, ()):
        if decision.asked_back is not None:
            facts = {"by": request.name_of(decision.asked_back.by), "decision": decision.decision}
            said = message("${by} asks that all of decision ${decision} is taken back.", mapping=facts)
            found.append((said, f"/quan-tri/quyet-dinh/{decision.number}/take_back"))
    return found


def _line(revision: Revision, open_on: OpenDossiers | None, request: Request) -> Line:
    today, say = request.now.date(), request.localizer.translate
    before = replaced_by(revision, request)
    state, is_draft = revision.state(today), revision.approved_at is None
    withdrawn = revision.withdrawn_on if revision.takes_effect else None
    ended = revision.ended_on if state in (RevisionState.WITHDRAWN, RevisionState.EXPIRED) else None
    return Line(
        number=revision.number,
        tag=tag_of(revision, today),
        first=shown_day(revision.effective_from),
        last=shown_day(withdrawn or ended),
        summary=summary_of(changes(before.record, revision.record, say), say) if before is not None else "",
        against=before.number if before is not None else 0,
        decision=revision.record.announcement,
        announcement=revision.announcement,
        deeds=tuple(_deeds(revision, request)),
        state=state,
        open_on=open_on,
        is_public=not is_draft,
        may_return=(not is_draft or state is RevisionState.DISCARDED)
        and state is not RevisionState.PUBLISHED
        and revision is not last_in_line(revision.procedure)
        and revision.procedure.draft() is None,
    )


def _deeds(revision: Revision, request: Request) -> list[Deed]:
    say = request.localizer.translate

    def deed(what: str, who: str | None, at: datetime | None, why: str = "") -> Deed:
        moment = short_moment(at, request.locale_name) + f"/{at.year}" if at is not None else ""
        return Deed(what, request.name_of(who) if who else "", moment, why)

    written = say(message("wrote it"))
    if revision.copy_of:
        written = say(message("brought back the text of revision ${number}", mapping={"number": revision.copy_of}))
    found = [deed(written, revision.made_by, revision.made_at, revision.why)]
    if revision.submitted_at is not None:
        found.append(deed(say(message("submitted it")), revision.submitted_by, revision.submitted_at))
    if revision.approved_at is not None:
        approved = say(message("approved it"))
        found.append(deed(approved, revision.approved_by, revision.approved_at, revision.approval_reason))
    if revision.withdrawal_asked_by:
        found.append(deed(say(message("asked for that")), revision.withdrawal_asked_by, None))
    if revision.withdrawn_on is not None:
        took_back = message("withdrew it") if revision.takes_effect else message("took the approval back")
        found.append(deed(say(took_back), revision.withdrawn_by, revision.withdrawn_at, revision.withdrawal_reason))
    if revision.discarded_at is not None:
        threw_away = say(message("threw it away"))
        found.append(deed(threw_away, revision.discarded_by, revision.discarded_at, revision.discard_reason))
    return found


def includeme(config: Configurator) -> None:
    config.add_view(
        show_history,
        context=Procedure,
        name="history",
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer="hcc:templates/admin/history.pt",
    )
