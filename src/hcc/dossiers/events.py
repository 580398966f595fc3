"""News from dossiers."""

from dataclasses import dataclass

from hcc.core.events import Event

from .resources import Dossier


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
