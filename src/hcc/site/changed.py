"""Procedures that changed, for the page on which an official's work begins: that may be of any feature."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request


def _changes_strip(request: Request) -> dict[str, Any] | None:
    """What the strip says; None where nothing changed that she has not read."""
    from hcc.desks.changes import changes_strip  # with the first page of officials, not with the program

    return changes_strip(request)


def includeme(config: Configurator) -> None:
    config.add_request_method(_changes_strip, "changes_strip", reify=True)
