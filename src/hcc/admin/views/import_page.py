"""/quan-tri/nhap-danh-muc/<name>: what a file would change, procedure by procedure, and taking it in."""

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.responses import blob_response
from hcc.procedures.change_summary import compare_values, summary_of
from hcc.procedures.changes import FIELD_LABELS, Say, changes
from hcc.procedures.import_progress import Progress
from hcc.procedures.imports import PAGE_SIZE, Import, ImportRow, ImportState, Outcome
from hcc.procedures.operations.edit import draft_stamp
from hcc.procedures.operations.import_file import ask_to_take_in, drop_import, read_again
from hcc.procedures.paging import Paging, page_number
from hcc.procedures.reconciling import text_on
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.table_faults import Fault, is_of_file
from hcc.web.acting import REFUSED
from hcc.web.typed import typed_text

from ..catalogue_places import ImportPlace
from .importing import PATH

PAGE = "hcc:templates/admin/import_page.pt"
COMPARE = "hcc:templates/admin/import_compare.pt"
FAULTS_SHOWN = 200

OUTCOMES: dict[Outcome, tuple[str, str, TranslationString]] = {
    Outcome.ERROR: ("bad", "bad", message("To put right")),
    Outcome.CHANGED: ("info", "swap", message("Changed")),
    Outcome.NEW: ("ok", "plus", message("New")),
    Outcome.UNCHANGED: ("idle", "idle", message("Unchanged")),
}


def address(context: ImportPlace) -> str:
    return f"{PATH}/{context.brought.__name__}/"


def import_page(context: ImportPlace, request: Request, complaints: list[str] | None = None) -> dict[str, Any]:
    """What became of the file so far."""
    brought = context.brought
    page = min(page_number(request.GET.get("page", "")), max(1, len(brought.pages)))
    progress = Progress(request.office.var).of(brought.__name__) if brought.state is ImportState.READING else None
    part = brought.pages[page - 1] if brought.pages and not brought.under_way else None
    faults = brought.faults.faults if brought.faults is not None and not brought.under_way else ()
    return {
        "title": message("File ${name}", mapping={"name": brought.file_name}),
        "section": "danh-muc",
        "admin": True,
        "back": (PATH, message("Files of procedures")),
        "address": address(context),
        "brought": brought,
        "reading": brought.state is ImportState.READING,
        "taking": brought.state is ImportState.COMMITTING,
        "done": brought.state is ImportState.DONE,
        "dropped": brought.state is ImportState.DROPPED,
        "made": short_moment(brought.made_at, request.locale_name),
        "done_at": short_moment(brought.done_at, request.locale_name) if brought.done_at else "",
        "progress": progress,
        "counts": [(*OUTCOMES[outcome], brought.counts.get(outcome, 0)) for outcome in Outcome],
        "drafts": brought.counts.get("drafts", 0),
        "rows": [_row(row, part.records.get(row.code), context, request) for row in part.rows] if part else [],
        "faults": [_fault(fault, request) for fault in faults[:FAULTS_SHOWN]],
        "more_faults": max(0, len(faults) - FAULTS_SHOWN),
        "mapped": brought.mapped[:20],
        "moved": brought.moved[:20],
        "more_moved": max(0, len(brought.moved) - 20),
        "decisions": _decisions(context) if brought.may_be_taken_in else [],
        "paging": _paging(context, page),
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def _row(row: ImportRow, record: ProcedureRecord | None, context: ImportPlace, request: Request) -> dict[str, Any]:
    say = request.localizer.translate
    return {
        "code": row.code,
        "title": row.title,
        "tag": OUTCOMES[row.outcome],
        "summary": _summary(row, record, context, say),
        "emptied": ", ".join(say(FIELD_LABELS[name]) for name in row.emptied if name in FIELD_LABELS),
        "draft_by": row.draft_by,
        "draft_at": short_moment(row.draft_at, request.locale_name) if row.draft_at else "",
        "shows": row.outcome in (Outcome.CHANGED, Outcome.NEW),
    }


def _summary(row: ImportRow, record: ProcedureRecord | None, context: ImportPlace, say: Say) -> str:
    """What the file changes in one line, against the text it was compared with; only the names of the fields where
    that text is no longer kept."""
    if row.outcome is not Outcome.CHANGED:
        return ""
    procedure = context.procedures.get(row.code)
    before = text_on(procedure, row.stamp) if procedure is not None else None
    if before is not None and record is not None:
        return summary_of(changes(before, record, say), say)
    return ", ".join(say(FIELD_LABELS[name]) for name in row.changed if name in FIELD_LABELS)


def _fault(fault: Fault, request: Request) -> dict[str, Any]:
    return {
        "table": fault.table,
        "row": fault.row or "",
        "column": "" if is_of_file(fault) else fault.column,
        "code": fault.code,
        "words": fault.sentence(request.localizer.translate),
    }


def _decisions(context: ImportPlace) -> list[tuple[int, str]]:
    """The announcement decisions the procedures may be put into."""
    newest = context.procedures.announcements.newest_first()
    return [(one.number, one.decision) for one in newest if one.published_at is None][:20]


def _paging(context: ImportPlace, page: int) -> Paging | None:
    brought = context.brought
    pages = len(brought.pages)
    if pages < 2 or brought.under_way:
        return None
    total = sum(brought.counts.get(outcome, 0) for outcome in Outcome)
    return Paging(
        (page - 1) * PAGE_SIZE + 1,
        min(page * PAGE_SIZE, total),
        total,
        f"{address(context)}?page={page - 1}" if page > 1 else None,
        f"{address(context)}?page={page + 1}" if page < pages else None,
    )


def show_import(context: ImportPlace, request: Request) -> dict[str, Any]:
    return import_page(context, request)


def _refused(context: ImportPlace, request: Request, refusal: Refusal) -> dict[str, Any]:
    request.response.status = REFUSED
    return import_page(context, request, request.refused(refusal))


def take_in(context: ImportPlace, request: Request):
    """Have everything made into drafts."""
    sent = typed_text(request, "announcement")
    number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 7 else None
    try:
        ask_to_take_in(
            context.brought,
            context.procedures,
            request.site.jobs,
            over_drafts=request.POST.get("over_drafts") == "yes",
            announcement=number,
            act=request.act,
        )
    except Refusal as refusal:
        return _refused(context, request, refusal)
    return HTTPSeeOther(address(context))


def look_again(context: ImportPlace, request: Request):
    """Compare the kept file once more."""
    try:
        read_again(context.brought, request.site.jobs, act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    return HTTPSeeOther(address(context))


def drop(context: ImportPlace, request: Request):
    """Forget the file."""
    try:
        drop_import(context.procedures, context.brought, act=request.act)
    except Refusal as refusal:
        return _refused(context, request, refusal)
    request.flash(message("The file was put away. Nothing of it was taken in."))
    return HTTPSeeOther(PATH)


def show_import_compare(context: ImportPlace, request: Request) -> dict[str, Any]:
    """One procedure of the file beside the text the catalogue has now."""
    found = context.brought.find(request.GET.get("code", "")[:40])
    if found is None:
        raise HTTPNotFound()
    row, record = found
    procedure = context.procedures.get(row.code)
    before = procedure.latest().record if procedure is not None else None
    empty = ProcedureRecord(code=row.code, name="", field="")
    compared = compare_values(before or empty, record, request.localizer.translate)
    stamp = draft_stamp(procedure) if procedure is not None else ""
    return {
        "title": message("The file's text of ${code}", mapping={"code": row.code}),
        "section": "danh-muc",
        "admin": True,
        "back": (address(context), message("Back to the file")),
        "record": record,
        "changes": compared.changes,
        "summary": compared.summary,
        "new": before is None,
        "moved": stamp != row.stamp and context.brought.state is ImportState.READ,
        "number": procedure.latest().number if procedure is not None else 0,
        "done": context.brought.state is ImportState.DONE,
    }


def give_file(context: ImportPlace, request: Request):
    """The file as it was brought."""
    brought: Import = context.brought
    if brought.blob is None:
        raise HTTPNotFound()
    return blob_response(
        request,
        brought.blob,
        name=brought.file_name,
        sha256=brought.sha256,
        kind="application/octet-stream",
        inline=False,
    )


def includeme(config: Configurator) -> None:
    view = {"context": ImportPlace, "permission": Permission.PROCEDURE_EDIT}
    config.add_view(show_import, request_method="GET", renderer=PAGE, **view)
    for name, do in (("take_in", take_in), ("again", look_again), ("drop", drop)):
        config.add_view(do, name=name, request_method="POST", once=True, renderer=PAGE, **view)
    config.add_view(show_import_compare, name="compare", request_method="GET", renderer=COMPARE, **view)
    config.add_view(give_file, name="file", request_method="GET", **view)
