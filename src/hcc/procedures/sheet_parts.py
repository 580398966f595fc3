"""The parts of a sheet (templates/procedures/sheet_parts.pt): each is given nothing but what is named here."""

from typing import Any

from pyramid.request import Request

from hcc.web.drawn import DrawnPieces

from .binding import bound
from .posting_preview import preview

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


def with_parts(page: dict[str, Any], request: Request) -> dict[str, Any]:
    """The page and its parts, by name."""
    drawn: DrawnPieces = request.registry["hcc.drawn_pieces"]
    record = page["record"]

    def more() -> dict[str, Any]:
        return {"heading": bound(record.title), "og": preview(record, request.office)}

    told = {**page, "hours": request.opening.hours}
    pieces = drawn.of(TEMPLATE, page["base"], {name: told[name] for name in TOLD}, request, more)
    return {**page, "parts": dict(zip(PARTS, pieces, strict=True))}
