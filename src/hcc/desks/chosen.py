"""Which dossiers of a list may be chosen, for which acts, and how the form of the list says which were."""

import re
from collections.abc import Iterable

from pyramid.request import Request

from hcc.dossiers.resources import Row

from .steps import BatchAct

MOST = 50
"""Dossiers at once: a page of a desk."""
_CHOSEN = re.compile(r"([0-9A-Za-z_-]{8,64})\.(\d{1,8})\Z")


def choosing(row: Row, batches: Iterable[BatchAct]) -> str:
    """The value of the row's box: its dossier, and at which act it was seen; empty where nothing is done to many."""
    return f"{row.token}.{row.version}" if any(row.state in act.states for act in batches) else ""


def offered_batches(batches: Iterable[BatchAct], rows: Iterable[Row]) -> list[BatchAct]:
    """The acts that fit some row of the page."""
    states = {row.state for row in rows}
    return [act for act in batches if states & set(act.states)]


def chosen_in(request: Request) -> dict[str, int]:
    """What was chosen, in the order of the list: token -> at which act it was seen. Nonsense is left out."""
    found = (_read(value) for value in request.POST.getall("chosen"))
    return dict([one for one in found if one is not None][:MOST])


def _read(value: object) -> tuple[str, int] | None:
    found = _CHOSEN.match(value) if isinstance(value, str) and value.isascii() else None
    return (found[1], int(found[2])) if found else None
