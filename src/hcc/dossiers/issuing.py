"""What a paper says is kept with the act that issued it: a reprint is the same, whatever is corrected since."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from hcc.settings import Settings

from .events import (
    DossierExtended,
    DossierReceived,
    DossierRefused,
    DossierResolved,
    DossierStopped,
    SupplementRequested,
)
from .resources import Dossier
from .result_words import result_data, results_of
from .results import Result
from .slip_words import handed_in, redrawn, slip_data
from .slips import Slip

ISSUING = (DossierReceived, SupplementRequested, DossierRefused, DossierExtended, DossierStopped, DossierResolved)
"""News of acts that may issue a paper."""


def keep_issued(event: object, *, find: Callable[[str], Any], settings: Settings) -> None:
    """Keep what the papers say that the act behind this news issued, in its transaction; nothing for other news.

    `find` answers the official of a login, or None.
    """
    if not isinstance(event, ISSUING):
        return
    if isinstance(event, DossierReceived):
        # Papers that come later, or are found wanting, change nothing of what was handed in.
        event.dossier.handed_in = handed_in(event.dossier)
        return
    _keep_words(event.dossier, find=find, settings=settings)
    if isinstance(event, DossierResolved):
        _keep_results(event.dossier, settings=settings)


def _keep_words(dossier: Dossier, *, find: Callable[[str], Any], settings: Settings) -> None:
    """Keep what the newest slip says, unless it is kept already."""
    if not dossier.slips or dossier.slips[-1].said:
        return
    *before, slip = dossier.slips
    last = dossier.chain.last
    if last is None or slip.at != last.at:
        return  # of an earlier act: what it said then is not known any more
    said = _json(slip_data(dossier, slip, find=find, settings=settings))
    dossier.slips = (*before, replace(slip, said=said))


def said_by(dossier: Dossier, slip: Slip, *, find: Callable[[str], Any], settings: Settings) -> dict[str, Any]:
    """The fields of the slip's template: as they were kept, else as the dossier tells today, and then it says so."""
    if slip.said:
        kept: dict[str, Any] = json.loads(slip.said)
        return kept
    return asdict(replace(slip_data(dossier, slip, find=find, settings=settings), redrawn=redrawn(dossier)))


def _keep_results(dossier: Dossier, *, settings: Settings) -> None:
    """Keep what the result documents say; the words an official wrote for them are among it."""
    if len(results_of(dossier)) != len(dossier.results):
        return
    dossier.results = tuple(
        one if one.said else replace(one, body="", said=_json(result_data(dossier, one, settings)))
        for one in dossier.results
    )


def result_said(dossier: Dossier, result: Result, settings: Settings) -> dict[str, Any]:
    """The fields of the template of a result: as they were kept, else as the dossier tells today.

    Where it was issued before its words were kept, it says so; words kept before there was a text for each kind of
    result are not those of today's template.
    """
    kept: dict[str, Any] = json.loads(result.said) if result.said else {}
    if "layout" in kept:
        return kept
    data = result_data(dossier, result, settings)
    return asdict(replace(data, redrawn=redrawn(dossier)) if dossier.resolved_at is not None else data)


def _json(data: Any) -> str:
    return json.dumps(asdict(data), ensure_ascii=False)
