"""What is to be paid for a dossier, as its procedure's text says."""

from datetime import datetime

from hcc.procedures.council_fees import record_on
from hcc.procedures.figures import FigureWords, Say, fee_figures

from .resources import Dossier, reception_day


def fees_of(dossier: Dossier, say: Say, now: datetime) -> list[FigureWords]:
    """The fees of the dossier's case, all of them where none is of that case: as they were when it was received, or
    are now.
    """
    at = dossier.received_at or now
    every = fee_figures(record_on(dossier.revision, reception_day(at), at), say)
    fitting = [fee for fee in every if fee.case in ("", dossier.case)]
    return list(fitting or every)
