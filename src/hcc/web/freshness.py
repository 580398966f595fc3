"""Answers that may be kept by whoever asked, and are not sent again while they are the same."""

from hashlib import sha256

from pyramid.response import Response


def keep_fresh(response: Response) -> None:
    """Mark a finished answer: kept, asked about again each time, a 304 without a body where nothing changed."""
    response.etag = sha256(response.body).hexdigest()[:20]
    response.headers["Cache-Control"] = "no-cache"
    response.conditional_response = True
