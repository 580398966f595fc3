"""News from the catalogue."""

from dataclasses import dataclass

from hcc.core.events import Event

from .resources import Revision


@dataclass(frozen=True)
class RevisionPublished(Event):
    """Citizens see this revision from its day on."""

    revision: Revision
