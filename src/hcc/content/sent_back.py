"""Why a page that was submitted is being written again."""

from itertools import islice
from typing import NamedTuple

from pyramid.request import Request

from hcc.core.moments import short_moment

from .resources import Item
from .workflow import CONTENT, PRIVATE

_LOOKED_AT = 50
"""Records; of a page written on since so often nobody needs to be told."""


class SentBack(NamedTuple):
    """What whoever reviewed it said, who that was, and when."""

    note: str
    by: str
    at: str


def sent_back(item: Item, request: Request) -> SentBack | None:
    """None where it was not sent back, or took another step since."""
    if item.state != PRIVATE:
        return None
    for record in islice(item.chain.latest(), _LOOKED_AT):
        if record.what == "send_back":
            at = short_moment(record.at, request.locale_name)
            return SentBack(record.facts.get("note", ""), request.name_of(record.by), at)
        if record.what in CONTENT.transitions:
            return None
    return None
