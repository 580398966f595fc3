"""The public front: home, browsing, tracking, and the pages about the centre itself."""

from .nearest import nearest_procedures
from .opening import request_opening


def includeme(config):
    config.add_request_method(request_opening, "opening", reify=True)
    config.add_request_method(nearest_procedures, "nearest_procedures", reify=True)
    config.include(".views.home")


def later(config):
    """What no first page needs (see hcc.web.late)."""
    config.include(".views")
