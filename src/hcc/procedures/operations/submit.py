"""Laying a draft before whoever approves it, and giving it back."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import clean_line, message

from ..resources import Revision
from .publish import AlreadyApproved


class AlreadySubmitted(Refusal):
    text = message("This text was submitted already. Wait until it is approved or sent back.")


class NothingSubmitted(Refusal):
    text = message("This text is not submitted any more. Open the procedure again to see how it stands.")


class SentBackWithoutReason(Refusal):
    text = message("Say what is to be changed, so that it can be put right.")
    field = "reason"


def submit_revision(revision: Revision, *, act: Act) -> None:
    """Lay a draft before whoever approves it. Raises AlreadyApproved, AlreadySubmitted."""
    if revision.approved_at is not None:
        raise AlreadyApproved()
    if revision.submitted_at is not None:
        raise AlreadySubmitted()
    revision.submitted_by, revision.submitted_at, revision.sent_back = act.by, act.at, ""
    procedure = revision.procedure
    procedure.__parent__.chain.append(act, "submitted", code=procedure.code, revision=revision.number)


def send_back(revision: Revision, *, reason: str, act: Act) -> None:
    """Give a submitted text back to be written again. Raises NothingSubmitted, SentBackWithoutReason."""
    if revision.approved_at is not None or revision.submitted_at is None:
        raise NothingSubmitted()
    reason = clean_line(reason)
    if not reason:
        raise SentBackWithoutReason()
    revision.submitted_by = revision.submitted_at = None
    revision.sent_back = reason
    procedure = revision.procedure
    procedure.__parent__.chain.append(act, "sent back", code=procedure.code, revision=revision.number, reason=reason)
