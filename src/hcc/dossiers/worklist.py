"""A dossier as lists show it: the rows that the covering trees hold."""

from dataclasses import dataclass, field
from enum import StrEnum

NO_DUE = 1 << 40
"""Stands for "no due moment yet" in the worklist: after every real one."""


class Board(StrEnum):
    """Lists across states, each in the order of a moment of its own."""

    NO_CODE = "no_code"
    """Chưa có mã hồ sơ quốc gia: received, and the dossier code of the other system is not known; by reception."""
    TO_SEAL = "to_seal"
    """Approved, waiting for the clerk's register and seal; by due moment."""
    OWES_PAPER = "owes_paper"
    """A paper is still to be digitised; by its deadline."""


@dataclass(frozen=True)
class Row:
    """A dossier as a list shows it. Kept in trees: add fields with defaults, never rename them."""

    id: int
    state: str
    due: int
    """Due moment, seconds since 1970; NO_DUE before reception."""
    token: str
    number: str
    procedure: str
    title: str
    owner: str
    handler: str = ""
    helper: str = ""
    """Login of the official who helps the person with it."""
    code: str = ""
    """The dossier code; empty while it is not known."""
    channel: str = ""
    field: str = ""
    paused: bool = False
    """The person was asked for papers: nothing is overdue meanwhile."""
    official: str = ""
    """Login of who has it: the handler, or who received it."""

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.state, self.due, self.id)


@dataclass
class Worklist:
    """A range read from one unit's covering tree."""

    rows: list[Row] = field(default_factory=list)
    more: bool = False
