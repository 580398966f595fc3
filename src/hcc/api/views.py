"""/api/v1/procedures: the public list for machines."""

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.procedures.views import PAGE_SIZE, page_number


def list_procedures(request: Request) -> dict:
    """{"items": [{"code", "title", "field", "url"}], "total": n}."""
    folder, today = request.site.procedures, request.now.date()
    fields = [v for v in request.GET.getall("field") if v in request.registry["hcc.fields"]]
    results = request.search_procedures(
        request.GET.get("q", ""),
        filters={"field": fields} if fields else {},
        page=page_number(request.GET.get("page", "")),
        page_size=PAGE_SIZE,
    )
    if results is None:
        records = [revision.record for revision in folder.published(today)]
        return {"items": [_item(record) for record in records[:PAGE_SIZE]], "total": len(records)}
    found = [folder[hit.key].published(today) for hit in results.hits if hit.key in folder]
    return {"items": [_item(r.record) for r in found if r is not None], "total": results.total}


def _item(record) -> dict:
    return {"code": record.code, "title": record.title, "field": record.field, "url": f"/thu-tuc/{record.code}"}


def includeme(config: Configurator) -> None:
    config.add_route("api_procedures", "/api/v1/procedures")
    config.add_view(
        list_procedures,
        route_name="api_procedures",
        permission=Permission.SITE_VIEW,
        request_method="GET",
        renderer="json",
    )
