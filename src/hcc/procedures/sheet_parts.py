"""The parts of a sheet (templates/procedures/sheet_parts.pt): each is given nothing but what is named here."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from hcc.web.drawn import DrawnPieces
from hcc.web.shell import Shells

from .binding import bound
from .posting_preview import preview

PAGE = "hcc:templates/procedures/sheet.pt"
TEMPLATE = "hcc:templates/procedures/sheet_parts.pt"
PARTS = ("head", "heading", "top", "main", "side")
"""In the order of the template."""
TOLD = (
    "banner",
    "base",
    "coming",
    "ended",
    "field_name",
    "hours",
    "older",
    "own_portal",
    "pages",
    "portal",
    "questions",
    "record",
    "related",
    "revision_number",
    "sheet",
    "since",
    "structured",
)
"""What of a page the parts are given."""


def draw_sheet(page: dict[str, Any], request: Request) -> Response:
    """The page, put together of its parts."""
    drawn: DrawnPieces = request.registry["hcc.drawn_pieces"]
    shells: Shells = request.registry["hcc.shells"]
    record = page["record"]

    def more() -> dict[str, Any]:
        return {"heading": bound(record.title), "og": preview(record, request.office)}

    told = {**page, "hours": request.opening.hours}
    pieces = drawn.encoded(TEMPLATE, page["base"], {name: told[name] for name in TOLD}, request, more)
    return shells.answer(PAGE, page, dict(zip(PARTS, pieces, strict=True)), request)
