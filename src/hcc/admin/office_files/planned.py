"""One thing that bringing files in would do."""

from collections.abc import Callable
from dataclasses import dataclass

from hcc.core.act import Act

NEW, CHANGED, CONFLICT, NOTE = "new", "changed", "conflict", "note"
"""What an import says of a thing: it is not here; it is as the program ships it; somebody here decided otherwise; it
is only said."""


@dataclass(frozen=True)
class Planned:
    """One thing. What is as it should be already is not planned."""

    kind: str
    what: str
    """For the terminal, in English: what it is, and of a conflict what holds here."""
    file: str
    line: int
    apply: Callable[[Act], object]
    """Do it; may refuse."""


def doing(do: Callable[..., object], *things: object, **facts: object) -> Callable[[Act], object]:
    """The operation with what it is done to, waiting for its act."""
    return lambda act: do(*things, **facts, act=act)
