"""Routes are found as Pyramid finds them, and asked for nothing else."""

import pytest
from pyramid.exceptions import URLDecodeError
from pyramid.request import Request

from hcc.web.routes import RoutesByFirstPart


@pytest.fixture
def routes():
    routes = RoutesByFirstPart()
    for name, pattern in (("static", "/static/*path"), ("api", "/api/v1/{code}"), ("in", "/dang-nhap")):
        routes.connect(name, pattern)
    return routes


def found(routes, path: str):
    request = Request.blank("/")
    request.environ["PATH_INFO"] = path
    info = routes(request)
    return info["route"].name if info["route"] is not None else None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/static/a/b.css", "static"),
        ("/api/v1/2.000815", "api"),
        ("/dang-nhap", "in"),
        ("/dang-nhap/ma", None),
        ("/api/v2/x", None),
        ("/thu-tuc/2.000815", None),
        ("/", None),
        ("", None),
        ("/thủ-tục".encode().decode("latin-1"), None),
    ],
)
def test_a_path_leads_to_its_route_or_to_none(routes, path, name):
    assert found(routes, path) == name


def test_no_route_is_tried_for_a_path_that_begins_otherwise(routes, monkeypatch):
    for route in routes.routelist:
        monkeypatch.setattr(route, "match", None)
    assert found(routes, "/thu-tuc/2.000815") is None


def test_a_path_that_is_no_text_is_refused_as_before(routes):
    with pytest.raises(URLDecodeError):
        found(routes, "/\xff")


@pytest.mark.parametrize("pattern", ["/{code}", "*rest", "/:code/x", "/a{b}/c"])
def test_a_route_for_every_address_is_a_mistake(routes, pattern):
    with pytest.raises(ValueError, match="every address"):
        routes.connect("all", pattern)
