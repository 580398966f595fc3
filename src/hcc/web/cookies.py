"""Reading a cookie. Most first visits bring none at all: then none is looked for."""

from pyramid.request import Request


def cookie_of(request: Request, name: str) -> str | None:
    """The value of a cookie; None where there is no such. Raises UnicodeDecodeError for a header that is no text."""
    return request.cookies.get(name) if "HTTP_COOKIE" in request.environ else None
