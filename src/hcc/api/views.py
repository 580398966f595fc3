"""/api/v1/procedures and /api/v1/procedures/<code>: the public catalogue for machines."""

from collections.abc import Iterable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.folder import number_name
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.listing import nearest_codes
from hcc.procedures.listing_facets import FACETS
from hcc.search.results import Results

from .problems import Fault, problem_response
from .questions import FACET_PARAMETERS, PAGE, PARAMETERS, SIZE, SORT, TEXT, Unusable
from .records import approved, find_procedure, item_of, record_of, shown
from .responses import json_response, preflight
from .shapes import Answers, Correction, FacetValue, Item

BAD_PARAMETERS = message("Some parameters cannot be used")
PUT_RIGHT = message("Put right what stands under errors and ask again.")
NO_SUCH_PROCEDURE = message("No procedure has this code. Search with /api/v1/procedures?q= by name.")
NO_SUCH_REVISION = message("This procedure has no such text. Its record lists the texts under revisions.")


def list_procedures(request: Request) -> Response:
    """Search, facets, paging."""
    asked, faults = _asked(request)
    if faults:
        return problem_response(request, 400, title=BAD_PARAMETERS, detail=PUT_RIGHT, errors=faults)
    page, size = asked[PAGE.name], asked[SIZE.name]
    chosen = {parameter.name: asked[parameter.name] for parameter in FACET_PARAMETERS if asked[parameter.name]}
    results = request.search_procedures(
        asked[TEXT.name], filters=chosen, page=page, page_size=size, sort=asked[SORT.name]
    )
    if results is None:
        return json_response(request, _listed(request, page, size))
    nearest = () if results.total else nearest_codes(asked[TEXT.name], chosen, request)
    return json_response(request, _found(request, results, size, nearest))


def _asked(request: Request) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Every parameter read, and what cannot be used."""
    asked, faults = {}, []
    for parameter in PARAMETERS:
        values = request.GET.getall(parameter.name)
        try:
            asked[parameter.name] = parameter.read(values, request.registry) if values else parameter.default
        except Unusable as problem:
            advice = request.in_vietnamese(problem.advice)
            faults.append(Fault(parameter=parameter.name, detail=advice, allowed=problem.allowed))
    return asked, tuple(faults)


def _items(request: Request, codes: Iterable[str]) -> tuple[Item, ...]:
    """Those of the procedures that are in force: the index may be a moment behind."""
    folder, today = request.site.procedures, request.now.date()
    procedures = (folder.get(code) for code in codes)
    revisions = (procedure.published(today) for procedure in procedures if procedure is not None)
    return tuple(item_of(revision, request.registry) for revision in revisions if revision is not None)


def _found(request: Request, results: Results, size: int, nearest: Iterable[str]) -> Answers:
    return Answers(
        items=_items(request, (hit.key for hit in results.hits)),
        total=results.total,
        page=results.page,
        pages=results.pages,
        page_size=size,
        facets={facet.name: _facet(request, facet, results.facets.get(facet.name, ())) for facet in FACETS},
        understood=results.understood,
        corrected=tuple(Correction(typed=typed, instead=instead) for typed, instead in results.corrected),
        meant=results.meant,
        dropped=results.dropped,
        nearest=_items(request, nearest),
        index_ready=True,
    )


def _facet(request: Request, facet, counts) -> tuple[FacetValue, ...]:
    labels = facet.labels(request.registry)
    return tuple(
        FacetValue(value=met.value, label=request.in_vietnamese(labels.get(met.value, met.value)), count=met.count)
        for met in counts
    )


def _listed(request: Request, page: int, size: int) -> Answers:
    """By code, straight from the database, while there is no index that could be asked."""
    revisions = list(request.site.procedures.published(request.now.date()))
    pages = max(1, -(-len(revisions) // size))
    page = min(page, pages)
    return Answers(
        items=tuple(item_of(revision, request.registry) for revision in revisions[(page - 1) * size : page * size]),
        total=len(revisions),
        page=page,
        pages=pages,
        page_size=size,
        facets={},
        understood=(),
        corrected=(),
        meant="",
        dropped=(),
        nearest=(),
        index_ready=False,
    )


def show_procedure(request: Request) -> Response:
    """The whole record: of the text in force, or of the one asked for with ?revision=.

    A procedure that ended answers like any other and says so (`in_force`, `successor`): whoever keeps a copy learns
    more from that than from a refusal.
    """
    procedure = find_procedure(request.site.procedures, request.matchdict["code"])
    today = request.now.date()
    revision = shown(procedure, today) if procedure is not None else None
    if revision is None:
        return problem_response(request, 404, detail=NO_SUCH_PROCEDURE)
    if "revision" in request.GET:
        revision = _revision(procedure, request.GET.getall("revision")[-1])
        if revision is None:
            return problem_response(request, 404, detail=NO_SUCH_REVISION)
    return json_response(request, record_of(revision, today, request.registry))


def _revision(procedure, typed: str):
    try:
        number = number_name(typed)
    except KeyError:
        return None
    return next((revision for revision in approved(procedure) if revision.number == number), None)


def other_methods(request: Request) -> Response:
    """What browsers ask beforehand, and the refusal of whatever is no reading."""
    return preflight(request) if request.method == "OPTIONS" else problem_response(request, 405)


def add_reading(config: Configurator, name: str, path: str, view) -> None:
    """A route that is read by everyone, and refuses everything else in JSON."""
    config.add_route(name, path)
    config.add_view(view, route_name=name, permission=Permission.SITE_VIEW, request_method="GET")
    config.add_view(other_methods, route_name=name, permission=Permission.SITE_VIEW, require_csrf=False)


def includeme(config: Configurator) -> None:
    add_reading(config, "api_procedures", "/api/v1/procedures", list_procedures)
    add_reading(config, "api_procedure", "/api/v1/procedures/{code}", show_procedure)
