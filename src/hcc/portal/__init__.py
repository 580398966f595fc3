"""The public front: home, browsing, tracking, and the pages about the centre itself."""

from .opening import request_opening


def includeme(config):
    config.add_request_method(request_opening, "opening", reify=True)
    config.include(".views")
