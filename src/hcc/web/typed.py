"""One field of a posted form that no schema reads."""

from pyramid.request import Request

LONGEST = 500
"""Letters of a field whose page names no other limit."""


def typed_text(request: Request, name: str, longest: int = LONGEST) -> str:
    """What was sent for a field; empty where nothing was, or a file."""
    value = request.POST.get(name, "")
    return value[:longest] if isinstance(value, str) else ""


def asked_text(request: Request, name: str, longest: int = LONGEST) -> str:
    """The same, whether it stands in the address or in the form."""
    value = request.params.get(name, "")
    return value[:longest] if isinstance(value, str) else ""
