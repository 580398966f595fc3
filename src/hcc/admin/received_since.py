"""Dossiers received since a day that has passed, of procedures whose text takes effect on it afterwards.

They keep the text they were received under; whoever publishes late reads which they are, and decides whether people
have to be told or money given back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.dossiers.register import received_between
from hcc.dossiers.resources import Dossier

MOST_LOOKED_AT = 2_000
"""Receptions of some ten busy weeks; a decision that comes later than that is read off the register."""
MOST_SHOWN = 100


@dataclass(frozen=True)
class ReceivedSince:
    """The dossiers, the earliest first, and whether there may be more than could be looked at."""

    dossiers: tuple[Dossier, ...]
    count: int
    incomplete: bool


def received_since(
    request: Request, codes: Collection[str], first: date, until: datetime | None = None
) -> ReceivedSince:
    """Those of these procedures received from that day until that moment, or today."""
    last = (until or request.now).astimezone(LOCAL).date()
    folder, wanted = request.site.dossiers, frozenset(codes)
    found: list[Dossier] = []
    count = 0
    for looked, (_, id) in enumerate(received_between(folder, first, last)):
        if looked == MOST_LOOKED_AT:
            return ReceivedSince(tuple(found), count, True)
        dossier = folder.by_id(id)
        if until is not None and dossier.received_at is not None and dossier.received_at > until:
            continue
        if dossier.record.code in wanted:
            count += 1
            if len(found) < MOST_SHOWN:
                found.append(dossier)
    return ReceivedSince(tuple(found), count, False)
