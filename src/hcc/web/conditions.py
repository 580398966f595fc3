"""Headers that ask for part of a file, or for a file if it changed: what is none of these is not there (RFC 9110).

WebOb reads them only when the answer is sent, where nothing answers for a number or a year it cannot hold.
"""

import re
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.tweens import INGRESS

_RANGE = re.compile(r"bytes=(\d{1,15}-\d{0,15}|-[1-9]\d{0,14})", re.ASCII)
"""One part; who asks for several at once gets the whole."""
_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} (19|20)\d\d \d\d:\d\d:\d\d GMT", re.ASCII)
_TAG = re.compile(r'(W/)?"[^"]*"')


def read_conditions(environ: dict[str, Any]) -> None:
    """Take away what asks for nothing that can be given."""
    for name in ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"):
        if name in environ and not _DATE.fullmatch(environ[name]):
            del environ[name]
    condition = environ.get("HTTP_IF_RANGE")
    if condition is not None and not (_DATE.fullmatch(condition) or _TAG.fullmatch(condition)):
        del environ["HTTP_IF_RANGE"]
        environ.pop("HTTP_RANGE", None)  # asked for only if a file is what we cannot tell
    if "HTTP_RANGE" in environ and not _RANGE.fullmatch(environ["HTTP_RANGE"]):
        del environ["HTTP_RANGE"]


def conditions_tween_factory(handler, registry):
    def conditions_tween(request: Request):
        read_conditions(request.environ)
        return handler(request)

    return conditions_tween


def includeme(config: Configurator) -> None:
    config.add_tween("hcc.web.conditions.conditions_tween_factory", under=INGRESS)
