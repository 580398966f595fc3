"""/robots.txt: what crawlers need not look at (RFC 9309). It keeps nobody out; permissions do that."""

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from hcc.core.permissions import Permission
from hcc.web.freshness import keep_fresh
from hcc.web.origins import public_origin

NOT_FOR_CRAWLERS = (
    "/ban-lam-viec",
    "/chung-thuc",
    "/dang-nhap",
    "/dang-xuat",
    "/display",
    "/ho-so",
    "/kiem-tra/",
    "/quan-tri",
    "/thu-tuc?",
    "/thu-tuc/suggest",
)
"""Beginnings of addresses: officials' places, papers of single people, and the endless answers of the search."""


def show_robots(request: Request) -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_CRAWLERS), ""]
    text = "\n".join([*lines, f"Sitemap: {public_origin(request)}/sitemap.xml", ""])
    response = Response(text, content_type="text/plain", charset="utf-8")
    keep_fresh(response)
    return response


def includeme(config: Configurator) -> None:
    config.add_route("robots", "/robots.txt")
    config.add_view(show_robots, route_name="robots", permission=Permission.SITE_VIEW, request_method="GET", cached=())
