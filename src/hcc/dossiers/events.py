"""News from dossiers."""

from dataclasses import dataclass

from hcc.core.events import Event

from .resources import Dossier


@dataclass(frozen=True)
class DossierReceived(Event):
    """Taken in, numbered, with a due moment."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierReturned(Event):
    """The result was handed over."""

    dossier: Dossier
