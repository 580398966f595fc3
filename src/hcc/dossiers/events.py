"""News from dossiers."""

from dataclasses import dataclass
from datetime import datetime

from hcc.core.events import Event

from .resources import Attachment, Dossier


@dataclass(frozen=True)
class PaperAttached(Event):
    """A paper was added, or its clean copy is another one now."""

    dossier: Dossier
    paper: Attachment
    at: datetime


@dataclass(frozen=True)
class PaperDetached(Event):
    """A mistaken paper was taken away."""

    paper: Attachment


@dataclass(frozen=True)
class DossierReceived(Event):
    """Taken in, numbered, with a due moment."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierRefused(Event):
    """Not taken in; the numbered refusal says why."""

    dossier: Dossier


@dataclass(frozen=True)
class SupplementRequested(Event):
    """The person was asked for what is missing or wrong; the clock stands still."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierExtended(Event):
    """A later moment was promised, with an apology."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierStopped(Event):
    """Ended without a result."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierResolved(Event):
    """The result is ready to be handed out."""

    dossier: Dossier


@dataclass(frozen=True)
class DossierReturned(Event):
    """The result was handed over."""

    dossier: Dossier
