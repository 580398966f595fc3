"""The clerk (văn thư) enters a signed result in the register of outgoing papers and seals it (NĐ 30/2020)."""

from dataclasses import replace
from datetime import date

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import message

from ..events import DossierResolved
from ..resources import Dossier, reception_day
from ..results import Result, ResultPaper, Signature
from ..workflow import PROCESSING, RESOLVED
from .approve import papers_of, result_of
from .moving import check_move, move
from .submit_for_approval import read_papers


class OutgoingNumberMissing(Refusal):
    field = "number"
    text = message("Write number and symbol as they stand in the register of outgoing papers.")


class OutgoingNumberTaken(Refusal):
    field = "number"
    text = message("${number}/${symbol} of ${year} was given to dossier ${dossier} already. Look into the register.")


class OutgoingDayWrong(Refusal):
    field = "day"
    text = message("A paper is registered on the day of its signature or later, and not ahead. Look at the date again.")


def next_paper(dossier: Dossier) -> ResultPaper:
    """The paper to be registered next, as far as it was proposed."""
    assert dossier.decision is not None  # only an approved dossier comes to the clerk
    expected = papers_of(dossier, dossier.decision)
    if len(dossier.results) < len(expected):
        return expected[len(dossier.results)]
    return ResultPaper(next(iter(dossier.record.results), dossier.record.title))


def register_and_seal(
    dossier: Dossier,
    *,
    number: str,
    symbol: str,
    day: date,
    title: str = "",
    code: str = "",
    file: int | None = None,
    more: bool = False,
    seen: int | None = None,
    act: Act,
) -> Result:
    """Enter one result; unless `more` follow, the dossier is resolved with it.

    A number is used once in the year of `day` with its symbol: whose number it is already is said.
    """
    check_move(dossier, "register_and_seal", seen)
    decision = dossier.decision
    assert decision is not None  # only an approved dossier comes to the clerk
    proposed = next_paper(dossier)
    wanted = replace(
        proposed,
        title=title or proposed.title,
        number=number,
        symbol=symbol,
        code=code or proposed.code,
        file=file or proposed.file,
    )
    [paper] = read_papers(dossier, [wanted])
    signature = decision.signature or Signature("")
    complaints: list[Refusal] = []
    if not paper.number or not paper.symbol:
        complaints.append(OutgoingNumberMissing())
    if day > reception_day(act.at) or (signature.on is not None and day < signature.on):
        complaints.append(OutgoingDayWrong())
    folder = dossier.__parent__
    taken = folder.by_outgoing(paper.symbol, day.year, paper.number)
    if taken is not None:
        complaints.append(
            OutgoingNumberTaken(number=paper.number, symbol=paper.symbol, year=day.year, dossier=taken.number_shown)
        )
    refuse_if(complaints)
    result = result_of(paper, signature, registered_on=day)
    dossier.results = (*dossier.results, result)
    folder.keep_outgoing(dossier, result)
    if not more:
        dossier.resolved_at = act.at
    move(
        dossier,
        "register_and_seal",
        act=act,
        to=PROCESSING if more else RESOLVED,
        number=paper.number,
        symbol=paper.symbol,
        day=day.isoformat(),
    )
    if not more:
        act.announce(DossierResolved(dossier))
    return result
