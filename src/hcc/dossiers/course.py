"""What happens to a dossier on its way: requests for papers, opinions, payments, hand-overs, a wish to have it back.

Kept inside dossiers: add fields with defaults, never rename them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Defect:
    """One thing that is missing or wrong, as the person reads it."""

    text: str
    component: int | None = None
    """Index of the component in the record; None for anything else."""
    missing: bool = False
    """The paper is not there at all; otherwise it is wrong."""


@dataclass(frozen=True)
class SupplementRequest:
    """The one list of everything that is to be supplied (phiếu yêu cầu bổ sung)."""

    asked_at: datetime
    by: str
    defects: tuple[Defect, ...]
    slip: str
    """Number and symbol of the slip."""
    until: date | None = None
    """The last day on which it is waited for, where one was named."""
    reason: str = ""
    """Why it had to be asked a second time: a director's."""
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Consultation:
    """An opinion that is asked for."""

    number: int
    """From 1 within the dossier."""
    of: str
    """Who is asked: the name of an official or of another office."""
    question: str
    due: date
    asked_at: datetime
    asked_by: str
    login: str = ""
    """Where an official of the centre is asked: she may answer herself."""
    opinion: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""

    @property
    def open(self) -> bool:
        return self.answered_at is None


@dataclass(frozen=True)
class Appraisal:
    """What the handling official found (thẩm định, xác minh)."""

    at: datetime
    by: str
    opinion: str
    findings: str = ""
    eligible: bool = True
    """Whether the conditions of the procedure are met."""


@dataclass(frozen=True)
class PaymentRequest:
    """What is to be paid before the work goes on (nghĩa vụ tài chính), in đồng."""

    amount: int
    purpose: str
    asked_at: datetime
    by: str


class PaymentMethod(StrEnum):
    """How it was paid (NĐ 61/2018 art. 22)."""

    CASH = "cash"
    TRANSFER = "transfer"
    PORTAL = "portal"
    """On the national payment platform."""
    POST = "post"


@dataclass(frozen=True)
class Payment:
    """What was paid, in đồng."""

    amount: int
    method: str
    """A `PaymentMethod` value."""
    receipt_number: str
    """Number of the payment receipt (biên lai)."""
    at: datetime
    by: str


@dataclass(frozen=True)
class ControlRow:
    """A row of the control slip (phiếu kiểm soát quá trình giải quyết hồ sơ): the paper goes from hand to hand."""

    giver: str
    """Login of who hands it over."""
    taker: str
    """Name of the official or unit that takes it."""
    at: datetime
    login: str = ""
    """Of the taking official, where she is one of the centre."""
    cabinet: str = ""
    compartment: str = ""
    note: str = ""
    due: datetime | None = None
    """By when it had to be handed over (NĐ 309/2026 art. 9); only of the first row."""

    @property
    def late(self) -> bool:
        return self.due is not None and self.at > self.due


@dataclass(frozen=True)
class Call:
    """Somebody of the office called the person, or tried to."""

    at: datetime
    by: str
    """Login of who called."""
    to: str
    """Who was called."""
    reached: bool
    note: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """The person wants the dossier back (rút hồ sơ)."""

    asked_at: datetime
    by: str
    reason: str
    state: str
    """Where the dossier stood, and goes back to when the wish is declined."""
