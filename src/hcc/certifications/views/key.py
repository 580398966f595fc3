"""The key the centre signs with, where a page can do without it."""

import logging

from pyramid.request import Request

from hcc.signing.errors import SigningError
from hcc.signing.keys import SigningKey

log = logging.getLogger(__name__)


def readable_key(request: Request) -> SigningKey | None:
    """The key, or None when its file is gone or cannot be opened just now; the log says why."""
    try:
        return request.registry["hcc.signing_key"]()
    except (SigningError, OSError, UnicodeDecodeError):
        log.exception("the signing key cannot be read")
        return None
