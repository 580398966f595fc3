"""Which procedures the board in the hall shows: of each life event the first few, so that every errand is there."""

from collections import Counter
from datetime import date

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.procedures.kept import Kept
from hcc.procedures.resources import ProcedureFolder

OF_EACH = 2
"""Procedures of each life event."""
MOST = 24

Shown = tuple[str, str, str]
"""Code, title, and the name people use for it."""


def chosen(folder: ProcedureFolder, today: date) -> list[Shown]:
    """Those shown on that day, in the order of their codes."""
    taken: Counter[str] = Counter()
    found: list[Shown] = []
    for revision in folder.published(today):
        record = revision.record
        if any(taken[event] < OF_EACH for event in record.life_events):
            taken.update(record.life_events)
            found.append((record.code, record.title, next(iter(record.everyday_names), "")))
            if len(found) == MOST:
                break
    return found


def board_procedures(request: Request) -> list[Shown]:
    """Those of today, looked for once for each state of the catalogue."""
    kept: Kept[list[Shown]] = request.registry["hcc.board_procedures"]
    return kept.of(request.site.procedures, request.now.date())


def includeme(config: Configurator) -> None:
    config.registry["hcc.board_procedures"] = Kept(chosen)
