"""What a paper says is kept with the act that issued it: a reprint is the same, whatever is corrected since."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from hcc.settings import Settings

from .resources import Dossier
from .result_words import result_data, results_of
from .results import Result
from .slip_words import slip_data
from .slips import Slip


def keep_words(dossier: Dossier, *, find: Callable[[str], Any], settings: Settings) -> None:
    """Keep what the newest slip says, in the transaction of its act; nothing when it is kept already."""
    if not dossier.slips or dossier.slips[-1].said:
        return
    *before, slip = dossier.slips
    last = dossier.chain.last
    if last is None or slip.at != last.at:
        return  # of an earlier act: what it said then is not known any more
    said = _json(slip_data(dossier, slip, find=find, settings=settings))
    dossier.slips = (*before, replace(slip, said=said))


def said_by(dossier: Dossier, slip: Slip, *, find: Callable[[str], Any], settings: Settings) -> dict[str, Any]:
    """The fields of the slip's template: as they were kept, else as the dossier tells today."""
    if slip.said:
        kept: dict[str, Any] = json.loads(slip.said)
        return kept
    return asdict(slip_data(dossier, slip, find=find, settings=settings))


def keep_results(dossier: Dossier, *, settings: Settings) -> None:
    """Keep what the result documents say, in the transaction in which the dossier is resolved."""
    printable = len(results_of(dossier)) == len(dossier.results)
    if not printable:
        return
    dossier.results = tuple(
        one if one.said else replace(one, said=_json(result_data(dossier, one, settings))) for one in dossier.results
    )


def result_said(dossier: Dossier, result: Result, settings: Settings) -> dict[str, Any]:
    """The fields of the template of a result: as they were kept, else as the dossier tells today."""
    kept: dict[str, Any] = json.loads(result.said) if result.said else asdict(result_data(dossier, result, settings))
    return kept


def _json(data: Any) -> str:
    return json.dumps(asdict(data), ensure_ascii=False)
