"""Where this site stands on the web, for addresses that are read elsewhere: in feeds, by search engines."""

from pyramid.request import Request


def public_origin(request: Request) -> str:
    """Scheme and host citizens reach, without a slash at the end: as set, or else as this request asked for it."""
    return request.office.public_url or request.host_url
