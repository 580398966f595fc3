"""/thu-tuc/<code>/compare: any two revisions of a procedure, field by field and word by word."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.change_summary import compare_values
from hcc.procedures.feed import former
from hcc.procedures.names import STATE_NAMES
from hcc.procedures.operations.publish import last_in_line
from hcc.procedures.operations.return_to import NoSuchRevision
from hcc.procedures.resources import Procedure, Revision

from ..procedure_head import head_of, shown_day, told
from ..touched import late_dossiers, touched

MOST_DIGITS = 6


def show_compare(context: Procedure, request: Request) -> dict[str, Any]:
    today = request.now.date()
    older, newer, unknown = chosen(context, request)
    compared = compare_values(older.record, newer.record, request.localizer.translate)
    draft = context.draft()
    return head_of(
        context,
        request,
        message("Compare revision ${a} and revision ${b}", mapping={"a": older.number, "b": newer.number})
        if older is not newer
        else message("Compare"),
        "compare",
        older=told(older, request),
        newer=told(newer, request),
        compared=compared,
        changes=compared.changes,
        same_one=older is newer,
        choices=[
            (one.number, STATE_NAMES[one.state(today)], shown_day(one.effective_from))
            for one in reversed(context.revisions.values())
        ],
        touched=touched(context, request, newer),
        late=_late(context, newer, request),
        draft=draft,
        may_publish=draft is newer and request.has_permission(Permission.PROCEDURE_PUBLISH, context),
        complaints=[("", request.sentence_of(NoSuchRevision(number=unknown)))] if unknown else [],
    )


def chosen(procedure: Procedure, request: Request) -> tuple[Revision, Revision, str]:
    """The older and the newer of the two asked for, and what was asked for in vain.

    Without `b` the draft, or the newest text; without `a` the one it is to replace, or replaced.
    """
    a, b = (request.GET.get(name, "").strip() for name in ("a", "b"))
    newer, older = _numbered(procedure, b), _numbered(procedure, a)
    unknown = next((asked[:MOST_DIGITS] for asked, found in ((a, older), (b, newer)) if asked and found is None), "")
    newer = newer or procedure.draft() or procedure.latest()
    return older or replaced_by(newer, request) or newer, newer, unknown


def replaced_by(revision: Revision, request: Request) -> Revision | None:
    """The text in whose place a revision stands, or is to stand; None for the first."""
    if revision.takes_effect:
        return former(revision)
    procedure = revision.procedure
    last = last_in_line(procedure)
    if last is not None and revision is procedure.draft():
        return last
    return procedure.revisions.get(revision.base) or procedure.revisions.get(revision.number - 1)


def _numbered(procedure: Procedure, asked: str) -> Revision | None:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS):
        return None
    return procedure.revisions.get(int(asked))


def _late(procedure: Procedure, revision: Revision, request: Request) -> Any:
    """Of a text that was approved for a day already past: what was received meanwhile under the former one."""
    if not revision.approval_reason or revision.effective_from is None or not revision.takes_effect:
        return None
    return late_dossiers(procedure, request, revision.effective_from, revision)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_compare,
        context=Procedure,
        name="compare",
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer="hcc:templates/admin/compare.pt",
    )
