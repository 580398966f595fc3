"""The size and shape of what is posted, looked at before anything takes it apart.

A body of the largest size let in may hold millions of empty fields, or one field whose head never ends; taking such a
body apart would cost gigabytes and minutes. A file is the only big thing a page of ours sends.
"""

import re
from email.message import Message
from typing import BinaryIO

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPRequestEntityTooLarge
from pyramid.request import Request
from pyramid.tweens import EXCVIEW

from .pieces import Pieces
from .turns import body_read

MOST_FIELDS = 5000
FORM_BYTES = 2 * 2**20
"""Of a form without files: the longest procedure, every letter written as nine characters."""
HEAD_BYTES = 4_096
"""Of what stands before the content of one part."""
MOST_LINES = 4_000_000
"""The parser goes line by line, about a million a second; a scan of the largest size has a quarter of a million."""

FIELDS = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"
_BOUNDARY = re.compile(r"[!#-\[\]-~]{1,200}")
"""What can stand between quotes as it is."""
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_CHUNK = 2**20


def bodies_tween_factory(handler, registry):
    def bodies_tween(request: Request):
        if request.content_length or request.content_type:
            _look_at(request)
            if request.content_type == _PARTS:
                request.POST  # noqa: B018 (taken apart now, so that the next large body can be)
            body_read(request.environ)
        return handler(request)

    return bodies_tween


def _look_at(request: Request) -> None:
    """Raise HTTPBadRequest or HTTPRequestEntityTooLarge for a form that nobody filled in."""
    kind = request.content_type
    if kind not in ("", FIELDS, _PARTS):
        return  # never taken apart as a form
    if (request.charset or "UTF-8").upper() not in ("UTF-8", "UTF8"):
        raise HTTPBadRequest()
    if kind != _PARTS:
        if (request.content_length or 0) > FORM_BYTES:
            raise HTTPRequestEntityTooLarge()
        if request.content_length and request.body.count(b"&") > MOST_FIELDS:
            raise HTTPBadRequest()
        # webob raises for a form that is said to be in anything but "UTF-8", down to its spelling.
        request.environ["CONTENT_TYPE"] = kind
        return
    boundary = _boundary(request.environ["CONTENT_TYPE"])
    # Written anew, so that this module and the parser cannot read two different boundaries out of one header.
    request.environ["CONTENT_TYPE"] = f'{_PARTS}; boundary="{boundary}"'
    request.make_body_seekable()
    given = request.body_file_raw
    body = given.file if isinstance(given, Pieces) else given
    body.seek(0)
    _count_parts(body, b"\n--" + boundary.encode("ascii"))
    body.seek(0)
    request.environ["wsgi.input"] = Pieces(body)


def _boundary(content_type: str) -> str:
    header = Message()
    try:
        header["Content-Type"] = content_type
        boundary = header.get_boundary()
    except ValueError:  # line ends in it, or an encoding nobody knows
        boundary = None
    if boundary is None or not _BOUNDARY.fullmatch(boundary):
        raise HTTPBadRequest()
    return boundary


def _count_parts(body: BinaryIO, mark: bytes) -> None:
    """Go over the body once, however long it is, keeping no more of it than a chunk and a head."""
    count, lines, window = 0, 0, b"\n"
    while True:
        chunk = body.read(_CHUNK)
        lines += chunk.count(b"\n")
        if lines > MOST_LINES:
            raise HTTPRequestEntityTooLarge()
        window += chunk
        # A mark too near the end of what was read is looked at together with what follows.
        ready = len(window) - HEAD_BYTES if chunk else len(window)
        place = window.find(mark)
        while 0 <= place < ready:
            count += 1
            if count > MOST_FIELDS:
                raise HTTPBadRequest()
            _look_at_head(window[place + len(mark) : place + HEAD_BYTES])
            place = window.find(mark, place + 1)
        if not chunk:
            return
        window = window[max(ready, 0) :]


def _look_at_head(begin: bytes) -> None:
    """Refuse a part whose head is too long, or that holds parts itself."""
    if begin.startswith(b"--"):
        return
    end = _HEAD_ENDS.search(begin)
    if end is None or b"multipart/" in begin[: end.start()].lower():
        raise HTTPBadRequest()


def includeme(config: Configurator) -> None:
    config.add_tween("hcc.web.bodies.bodies_tween_factory", under=EXCVIEW)
