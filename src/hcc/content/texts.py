"""Texts as evidence knows them."""

import hashlib

from msgspec.json import Encoder

from .resources import Text

_encode = Encoder(order="sorted").encode


def digest_of(text: Text) -> str:
    """SHA-256 of a text, whatever order its fields are in."""
    return hashlib.sha256(_encode(dict(text))).hexdigest()
