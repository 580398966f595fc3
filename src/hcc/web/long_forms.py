"""A form longer than is taken: what somebody wrote in it is shown once more, since no browser keeps it for going back
to a page that may not be stored.
"""

from binascii import a2b_qp

from pyramid.request import Request

from .bodies import FIELDS, FORM_BYTES, MOST_FIELDS
from .resend import SECRET_FIELDS, came_from_here

MOST_BYTES = 16 * 2**20
"""Five megabytes of Vietnamese text, every letter with a mark written as nine characters."""
MOST_OF_STRANGERS = 2 * FORM_BYTES
"""Nobody who is not signed in has a form in which more could be written."""
MOST_LETTERS = 6_000_000
"""Shown again; a form of signs that take one byte each has more in as many bytes."""
ONE_WORD = 200
"""Letters; what is longer was written by somebody, whatever it is."""


def written_in(request: Request) -> list[str]:
    """What was written into the form, single words left out, where the form is one of ours and not longer than that."""
    size = request.content_length or 0
    if request.content_type != FIELDS or size > (MOST_BYTES if request.official is not None else MOST_OF_STRANGERS):
        return []
    if request.official is None and not came_from_here(request):
        return []
    try:
        return _texts(request.body)
    except OSError:
        return []


def _texts(body: bytes) -> list[str]:
    if body.count(b"&") > MOST_FIELDS:
        return []
    pairs = (pair.partition(b"=") for pair in body.split(b"&"))
    values = (_decoded(value) for name, _, value in pairs if name.decode("latin-1") not in SECRET_FIELDS)
    found = [value.strip() for value in values if len(value) > ONE_WORD or len(value.split(maxsplit=1)) > 1]
    return found if sum(map(len, found)) <= MOST_LETTERS else []


def _decoded(value: bytes) -> str:
    """A value of a form (application/x-www-form-urlencoded), read as quoted-printable, which differs by one sign:
    urllib.parse makes a string of every letter, 1.3 GB of 17 MB.
    """
    quoted = value.replace(b"=", b"%3D").replace(b"+", b" ").replace(b"%", b"=")
    return a2b_qp(quoted).decode("utf-8", "replace")
