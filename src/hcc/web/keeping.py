"""A form kept while it is typed: what of it is kept, and what its page says of that.

Scripts keep it by themselves (draft.js); without them the button `KEEP` does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from hcc.core.kept_forms import Controls

from .forms import TOKEN_FIELD
from .once import KEY_FIELD

KEEP = "keep"


@dataclass(frozen=True)
class KeptDraft:
    """What the page says of what is kept: where, how it is given up, and when it was last done ("" for not yet)."""

    keep_url: str
    give_up_url: str
    at: str = ""


def controls_of(request: Request) -> list[tuple[str, Any]]:
    """What was posted, in its order. Raises HTTPBadRequest for what cannot be read."""
    try:
        return list(request.POST.items())
    except (UnicodeDecodeError, ValueError, KeyError, OSError) as unreadable:
        raise HTTPBadRequest() from unreadable


def to_keep(controls: Collection[tuple[str, Any]], besides: Collection[str] = ()) -> Controls:
    """What of a form is kept between two visits: what was typed, no token, no key, no button and no file."""
    left_out = {TOKEN_FIELD, KEY_FIELD, KEEP, *besides}
    return [(name, value) for name, value in controls if name not in left_out and isinstance(value, str)]
