"""The catalogue board: every procedure with its state and what is missing."""

from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, fold, message
from hcc.procedures.paging import Paging, page_number
from hcc.procedures.record import FeeKind, LimitUnit, ProcedureRecord

from ..places import Admin

PAGE_SIZE = 50


@dataclass(frozen=True)
class BoardRow:
    code: str
    title: str
    field_name: str
    revision: int
    draft: int | None
    gaps: tuple[TranslationString, ...]


def gaps_of(record: ProcedureRecord) -> tuple[TranslationString, ...]:
    """What citizens would ask and the text does not say."""
    found = []
    if not record.components:
        found.append(message("papers"))
    if not record.fees:
        found.append(message("fee"))
    elif any(fee.kind in (FeeKind.COUNCIL, FeeKind.WORDING) for fee in record.fees):
        found.append(message("our province's fee"))
    if not record.time_limits or any(limit.unit == LimitUnit.WORDING for limit in record.time_limits):
        found.append(message("time limit"))
    if not record.legal_basis:
        found.append(message("legal basis"))
    return tuple(found)


def show_board(context: Admin, request: Request) -> dict:
    fields, wanted = request.registry["hcc.fields"], fold(request.GET.get("q", "")[:100].strip())
    today = request.now.date()
    rows = []
    for procedure in request.site.procedures.values():
        latest, published, draft = procedure.latest(), procedure.published(today), procedure.draft()
        record = (published or latest).record
        if wanted and wanted not in fold(f"{record.code} {record.title} {record.name}"):
            continue
        rows.append(
            BoardRow(
                code=record.code,
                title=record.title,
                field_name=fields[record.field].name if record.field in fields else record.field,
                revision=published.number if published else 0,
                draft=draft.number if draft else None,
                gaps=gaps_of(record),
            )
        )
    rows.sort(key=lambda row: (row.draft is None, row.code))
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(page_number(request.GET.get("page", "")), pages)
    return {
        "title": message("Procedure catalogue"),
        "section": "danh-muc",
        "admin": True,
        "q": request.GET.get("q", "")[:100],
        "rows": rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        "total": len(rows),
        "paging": _paging(request, page, pages, len(rows)),
    }


def _paging(request: Request, page: int, pages: int, total: int) -> Paging | None:
    if pages < 2:
        return None

    def url(number: int) -> str:
        return request.resource_path(request.context, "danh-muc", query={"q": request.GET.get("q", ""), "page": number})

    return Paging(
        (page - 1) * PAGE_SIZE + 1,
        min(page * PAGE_SIZE, total),
        total,
        url(page - 1) if page > 1 else None,
        url(page + 1) if page < pages else None,
    )


def includeme(config: Configurator) -> None:
    config.add_view(
        show_board,
        context=Admin,
        name="danh-muc",
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer="hcc:templates/admin/board.pt",
    )
    config.add_place(
        "danh-muc",
        message("Catalogue"),
        icon="list",
        path="/quan-tri/danh-muc",
        context="/quan-tri",
        permission=Permission.PROCEDURE_EDIT,
        order=80,
        admin=True,
    )
