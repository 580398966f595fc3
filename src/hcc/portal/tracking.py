"""What someone who holds the number and the secret of a dossier may see of it: no names."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from hcc.core.identifiers import RECEPTION, read_secret, squeeze
from hcc.core.text import TranslationString, message
from hcc.dossiers import workflow
from hcc.dossiers.resources import Dossier, DossierFolder

SENTENCES: dict[str, TranslationString] = {
    workflow.DRAFT: message("Your papers are being prepared. Nothing was handed in yet."),
    workflow.SUBMITTED: message("Your papers wait to be looked at by reception."),
    workflow.RECEIVED: message(
        "Your dossier was received and goes to the office that works on it. You need not do anything."
    ),
    workflow.PROCESSING: message("Your dossier is being worked on. You need not do anything."),
    workflow.AWAITING_APPROVAL: message("Your dossier waits for the signature. You need not do anything."),
    workflow.RESOLVED: message("Your result is ready. Come and take it, with the receipt and your identity card."),
    workflow.RETURNED: message("Your result was handed over. Nothing is left to do."),
    workflow.REFUSED: message("Your dossier was not received. The reason stands on the paper you were given."),
}


@dataclass(frozen=True)
class Tracked:
    """The public's view of a dossier."""

    number: str
    title: str
    state: str
    sentence: TranslationString
    step: int
    due: datetime | None
    overdue: bool
    moments: tuple[datetime | None, ...]
    """When each of the five steps was done, where that is known."""


def normal_number(typed: str) -> str:
    """A number as people type it, in its kept form: capitals, no spaces."""
    return "".join(typed.split()).upper()


def find_tracked(dossiers: DossierFolder, *, number: str, secret: str, now: datetime) -> Tracked | None:
    """The dossier behind number and secret; None alike for a wrong number and a wrong secret, after the same work."""
    number = normal_number(number)
    dossier = dossiers.by_number(number) if RECEPTION.match(number) else None
    expected = dossier.lookup_secret if dossier is not None else "-" * 8
    right = hmac.compare_digest(expected.encode(), read_secret(squeeze(secret)).encode("utf-8", "replace"))
    return tracked(dossier, now) if dossier is not None and right else None


def tracked(dossier: Dossier, now: datetime) -> Tracked:
    final = dossier.state in (workflow.RETURNED, workflow.REFUSED, workflow.RESOLVED)
    due = dossier.due.moment if dossier.due else None
    handed_over = dossier.returned.at if dossier.returned else None
    return Tracked(
        number=dossier.reception_number,
        title=dossier.record.title,
        state=dossier.state,
        sentence=SENTENCES[dossier.state],
        step=workflow.STEP_OF[dossier.state] + (dossier.state == workflow.RETURNED),
        due=due,
        overdue=bool(due and now > due and not final),
        moments=(dossier.created_at, dossier.submitted_at, dossier.received_at, dossier.resolved_at, handed_over),
    )
