"""Answers in JSON: open to every site's scripts, and not sent again to whoever has them."""

from typing import Any

import msgspec
from pyramid.request import Request
from pyramid.response import Response

from hcc.web.freshness import keep_fresh

METHODS = ("GET", "HEAD", "OPTIONS")
DAY = 24 * 3600

_encode = msgspec.json.Encoder().encode


def json_response(
    request: Request, answer: Any, *, status: int = 200, media_type: str = "application/json"
) -> Response:
    """`answer` is one of the shapes of this package, or bytes that are JSON already."""
    body = answer if isinstance(answer, bytes) else _encode(answer)
    response = Response(body, status=status, content_type=media_type, charset=None)
    share(response)
    if status == 200:
        keep_fresh(response)
    return response


def share(response: Response) -> None:
    """Let scripts of any site read it: what is under /api/v1 is public, and cookies are not asked for."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"


def preflight(request: Request) -> Response:
    """What a browser asks before a script of another site may send a header of its own, such as If-None-Match."""
    response = Response(status=204)
    response.allow = METHODS
    share(response)
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = str(DAY)
    return response
