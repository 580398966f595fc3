"""News from one rung of the ladder to those above it: frozen values, announced through the act."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """Something that has been done, in the transaction that did it."""
