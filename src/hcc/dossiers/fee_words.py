"""What is to be paid for a dossier, as its procedure's text says."""

from hcc.procedures.figures import FigureWords, Say, fee_figures

from .resources import Dossier


def fees_of(dossier: Dossier, say: Say) -> list[FigureWords]:
    """The fees of the dossier's case; all of them where none is of that case."""
    every = fee_figures(dossier.record, say)
    fitting = [fee for fee in every if fee.case in ("", dossier.case)]
    return list(fitting or every)
