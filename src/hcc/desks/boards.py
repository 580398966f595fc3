"""The boards: lists across states, each with what it is ordered by, what it tells and what is to be done next."""

from dataclasses import dataclass

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.worklist import Board

from .steps import DESKS, RESULT_BATCHES, BatchAct, DeskRule


@dataclass(frozen=True)
class BoardRule:
    """One board as it is shown."""

    board: Board
    label: TranslationString
    in_rail: TranslationString
    """Its name in the rail, where room is dear."""
    icon: str
    intro: TranslationString
    ordered_by: TranslationString
    """Heading of the first column."""
    verb: str
    """The next act of each row, by its page."""
    permission: Permission
    """What the next act asks."""
    next_act: TranslationString
    empty: TranslationString
    columns: frozenset[str] = frozenset()
    """Besides those every board has: "official", "state", "contact"."""
    care_after: int = 0
    """Days after which a row needs care; 0: the due moment says so."""
    by_day: bool = False
    """Whether a row stands by the day until whose end something is owed."""
    batches: tuple[BatchAct, ...] = ()
    """What may be done to many, by acts that ask something first."""


BOARDS: dict[str, BoardRule] = {
    "seal": BoardRule(
        Board.TO_SEAL,
        message("Register, seal"),
        message("Register, seal"),
        "book",
        message("Approved results that wait for number, register and seal; the most urgent first."),
        message("Due"),
        "register_and_seal",
        Permission.DOSSIER_REGISTER_AND_SEAL,
        message("Enter in the register and seal"),
        message("Every approved result is registered and sealed."),
        frozenset(("official",)),
    ),
    "not_fetched": BoardRule(
        Board.NOT_FETCHED,
        message("Results not fetched"),
        message("Not fetched"),
        "phone",
        message("Results that are ready and that nobody has fetched; the longest waiting first."),
        message("Waiting for"),
        "note_call",
        Permission.DOSSIER_NOTE_CALL,
        message("Note a call"),
        message("Every result has been fetched."),
        frozenset(("contact",)),
        care_after=7,
        batches=RESULT_BATCHES,
    ),
    "no_code": BoardRule(
        Board.NO_CODE,
        message("No national dossier code yet"),
        message("No code yet"),
        "link",
        message("Received here and not yet known by the code of the national system; the oldest first."),
        message("Received since"),
        "set_dossier_code",
        Permission.DOSSIER_SET_DOSSIER_CODE,
        message("Enter the dossier code"),
        message("Every dossier that was received has its code."),
        frozenset(("official", "state")),
        care_after=1,
    ),
    "to_scan": BoardRule(
        Board.OWES_PAPER,
        message("Papers still to be scanned"),
        message("To be scanned"),
        "scan",
        message("Taken in on paper, to be scanned by the day that was promised; the nearest first."),
        message("To be scanned by"),
        "",
        Permission.DOSSIER_VIEW,
        message("Scan the paper"),
        message("Every paper that was taken in has its scan."),
        frozenset(("official", "state")),
        by_day=True,
    ),
}
"""By the step of its place."""


def list_of(step: str) -> DeskRule | BoardRule:
    """The desk or the board of a place."""
    return DESKS[step] if step in DESKS else BOARDS[step]
