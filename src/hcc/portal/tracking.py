"""What someone who holds the number and the secret of a dossier, or its QR code, may see of it: no names."""

import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime

from hcc.core.counting import Line
from hcc.core.identifiers import read_secret, squeeze
from hcc.core.text import TranslationString, message
from hcc.dossiers import workflow
from hcc.dossiers.resources import Dossier, DossierFolder
from hcc.dossiers.slips import SlipKind

CONSULTING, SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED = "consulting", "supplement_requested", "payment_required"
WITHDRAWAL_REQUESTED, STOPPED = "withdrawal_requested", "stopped"

SENTENCES: dict[str, TranslationString] = {
    workflow.DRAFT: message("Your papers are being prepared. Nothing was handed in yet."),
    workflow.SUBMITTED: message("Your papers wait to be looked at by reception."),
    workflow.RECEIVED: message(
        "Your dossier was received and goes to the office that works on it. You need not do anything."
    ),
    workflow.PROCESSING: message("Your dossier is being worked on. You need not do anything."),
    workflow.AWAITING_APPROVAL: message("Your dossier waits for the signature. You need not do anything."),
    CONSULTING: message("Another office is asked for its opinion. You need not do anything."),
    SUPPLEMENT_REQUESTED: message(
        "Something is missing or wrong. Bring what stands on the paper you were given, all at once; then it goes on."
    ),
    PAYMENT_REQUIRED: message("Your dossier waits for a payment. Once it is paid, the work goes on."),
    WITHDRAWAL_REQUESTED: message("You asked for your dossier back. The centre decides and tells you."),
    STOPPED: message("Your dossier was stopped. The reason stands on the paper you were given."),
    workflow.RESOLVED: message("Your result is ready. Come and take it, with the receipt and your identity card."),
    workflow.RETURNED: message("Your result was handed over. Nothing is left to do."),
    workflow.REFUSED: message("Your dossier was not received. The reason stands on the paper you were given."),
}
WITHDRAWN = message("You asked for your dossier back: it was given back, and the work on it was stopped.")
SEALING = message("The decision is signed and is being entered and sealed. You need not do anything.")

_ENDED = frozenset((workflow.RESOLVED, workflow.RETURNED, workflow.REFUSED, STOPPED))
"""The clock no longer runs."""
_NO_SECRET = "-" * 8
"""Compared where there is no dossier at all; no secret has a hyphen."""


@dataclass(frozen=True)
class Tracked:
    """The public's view of a dossier."""

    number: str
    """Reception number, or the dossier code where that alone is known; empty before reception."""
    title: str
    state: str
    sentence: TranslationString
    step: int
    due: datetime | None
    """None while the clock stands still."""
    overdue: bool
    moments: tuple[datetime | None, ...]
    """When each of the five steps was done, where that is known."""
    basis: tuple[Line, ...] = ()
    """How the due moment was counted."""
    paused_since: datetime | None = None
    missing: tuple[str, ...] = ()
    """What is to be brought, a line each, while that is waited for."""
    until: date | None = None
    """The last day on which it can be brought, where one was named."""
    amount: int = 0
    """What is to be paid, in đồng, while that is waited for; 0: nothing."""
    purpose: str = ""
    """What it is paid for."""
    code: str = ""
    """The dossier code, by which one pays on the portal; empty until it is known."""
    extended: bool = False
    """The centre apologised and gave a later moment."""

    @property
    def comes_back(self) -> bool:
        """Whether the person has still to come for the result."""
        return self.state not in (workflow.RETURNED, workflow.REFUSED, STOPPED)


@dataclass(frozen=True)
class Numbered:
    """What a number alone shows."""

    number: str
    step: int


def find_tracked(dossiers: DossierFolder, *, number: str, secret: str, now: datetime) -> Tracked | None:
    """The dossier behind number and secret; None alike for a wrong number and a wrong secret, after the same work:
    for an unknown number the secret of another dossier is read and compared.
    """
    dossier, known = dossiers.numbered_or_any(number)
    expected = dossier.lookup_secret if dossier is not None else _NO_SECRET
    right = hmac.compare_digest(expected.encode(), read_secret(squeeze(secret)).encode("utf-8", "replace"))
    return tracked(dossier, now) if dossier is not None and known and right else None


def find_numbered(dossiers: DossierFolder, number: str) -> Numbered | None:
    """What a number alone shows of its dossier; None when there is none."""
    dossier, known = dossiers.numbered_or_any(number)
    if dossier is None or not known:
        return None
    return Numbered(_number(dossier), _step(dossier))


def tracked(dossier: Dossier, now: datetime) -> Tracked:
    ended = dossier.state in _ENDED
    paused = dossier.due.paused_since if dossier.due and not ended else None
    due = dossier.due.moment if dossier.due and paused is None else None
    sealing = dossier.state == workflow.PROCESSING and dossier.decision is not None
    handed_over = dossier.returned.at if dossier.returned else None
    bring, pay = dossier.state == SUPPLEMENT_REQUESTED, dossier.state == PAYMENT_REQUIRED
    asked = dossier.payment_request if pay else None
    return Tracked(
        number=_number(dossier),
        title=dossier.record.title,
        state=dossier.state,
        sentence=_sentence(dossier, sealing=sealing),
        step=_step(dossier),
        due=due,
        overdue=bool(due and now > due and not ended),
        moments=(dossier.created_at, dossier.submitted_at, dossier.received_at, dossier.resolved_at, handed_over),
        basis=dossier.due.lines if dossier.due else (),
        paused_since=paused,
        missing=_missing(dossier) if bring else (),
        until=dossier.supplements[-1].until if bring and dossier.supplements else None,
        amount=asked.amount if asked else 0,
        purpose=_nameless(asked.purpose, dossier) if asked else "",
        code=dossier.dossier_code,
        extended=not ended and any(slip.kind is SlipKind.APOLOGY for slip in dossier.slips),
    )


def _sentence(dossier: Dossier, *, sealing: bool) -> TranslationString:
    if dossier.state == STOPPED and dossier.withdrawal is not None:
        return WITHDRAWN
    return SEALING if sealing else SENTENCES[dossier.state]


def _number(dossier: Dossier) -> str:
    return dossier.reception_number or dossier.dossier_code


def _step(dossier: Dossier) -> int:
    """1 to 5; 6 when all is done. What rests before reception is at reception."""
    step = workflow.STEP_OF[dossier.state] + (dossier.state == workflow.RETURNED)
    return 3 if step == 4 and dossier.received_at is None else step


def _missing(dossier: Dossier) -> tuple[str, ...]:
    asked = [slip for slip in dossier.slips if slip.kind is SlipKind.SUPPLEMENT_REQUEST]
    return tuple(_nameless(line, dossier) for line in asked[-1].details) if asked else ()


def _nameless(line: str, dossier: Dossier) -> str:
    """A line an official wrote, without the names and numbers of the dossier's people."""
    parties = dossier.parties
    for person in (parties.owner, parties.submitter, parties.proxy):
        for name in (person.name, person.contact_name) if person is not None else ():
            if name:
                line = re.sub(re.escape(name), "…", line, flags=re.IGNORECASE)
    return re.sub(r"\d(?:[ .]?\d){8,}", "…", line)
