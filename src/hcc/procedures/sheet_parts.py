"""The parts of a sheet (templates/procedures/sheet_parts.pt): each is given nothing but what is named here."""

from collections.abc import Mapping
from typing import Any

from chameleon.utils import Markup
from pyramid.renderers import render
from pyramid.request import Request

PARTS = ("head", "heading", "top", "main", "side")
TOLD = (
    "banner",
    "base",
    "coming",
    "ended",
    "field_name",
    "heading",
    "og",
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


def draw_parts(page: Mapping[str, Any], request: Request) -> dict[str, Markup]:
    """The parts of a page, by name."""
    told = {name: page[name] for name in TOLD}
    return {name: Markup(render(f"hcc:templates/procedures/sheet_parts#{name}.pt", told, request)) for name in PARTS}
