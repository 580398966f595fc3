"""Answers that carry a file: ranges, validators, nothing kept, and a sandbox for what came from outside."""

from pyramid.request import Request
from pyramid.response import FileResponse, Response
from ZODB.blob import Blob

from .names import content_disposition

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def blob_response(request: Request, blob: Blob, *, name: str, sha256: str, kind: str, inline: bool = True) -> Response:
    """Serve a committed blob. Nothing in it may run, and no browser may keep it: a counter's computer is shared."""
    response = FileResponse(blob.committed(), request=request, content_type=kind)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition(name, inline=inline)
    return _private(response, sha256)


def bytes_response(content: bytes, *, name: str, kind: str, etag: str, inline: bool = True) -> Response:
    """Serve bytes made for this request, such as a page image or a printed slip."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition(name, inline=inline)
    return _private(response, etag)


def _private(response: Response, etag: str) -> Response:
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.etag = etag
    response.conditional_response = True
    return response
