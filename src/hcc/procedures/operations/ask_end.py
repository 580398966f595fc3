"""Asking for a withdrawal, or for an approval to be taken back, where two have to look; giving that back."""

from datetime import date

from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import clean_line, message

from ..announced_waiting import is_scheduled
from ..asked_ends import AskedEnd
from ..resources import Procedure, Revision
from .withdraw import NotScheduled, WithdrawnWithoutReason, withdrawal_faults


class AskedAlready(Refusal):
    stale = True
    text = message("${by} asked for this already. Look at what was asked for.")


class NothingAsked(Refusal):
    text = message("This is not asked for any more. Open the history to see how it stands.")


class GivenBackWithoutReason(Refusal):
    text = message("Say why it is not to be done, for whoever asked.")


def ask_withdrawal(procedure: Procedure, *, on: date, reason: str, act: Act) -> None:
    """Ask that the procedure ends on a day. Raises AskedAlready, and what would speak against it now."""
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    _check_free(procedure)
    refuse_if([*withdrawal_faults(procedure, on, today=today), *([] if reason else [WithdrawnWithoutReason()])])
    procedure.asked_end = AskedEnd(on, reason, act.by, act.at)
    procedure.__parent__.chain.append(act, "end asked", code=procedure.code, on=on.isoformat(), reason=reason)


def ask_cancelling(revision: Revision, *, reason: str, act: Act) -> None:
    """Ask that an approval is taken back. Raises AskedAlready, NotScheduled, WithdrawnWithoutReason."""
    today, reason = act.at.astimezone(LOCAL).date(), clean_line(reason)
    _check_free(revision)
    if not is_scheduled(revision, today):
        raise NotScheduled()
    if not reason:
        raise WithdrawnWithoutReason()
    revision.asked_end = AskedEnd(None, reason, act.by, act.at)
    procedure = revision.procedure
    facts = {"code": procedure.code, "revision": revision.number, "reason": reason}
    procedure.__parent__.chain.append(act, "end asked", **facts)


def give_back_end(place: Procedure | Revision, *, reason: str, act: Act) -> None:
    """Whoever asked takes it back, or the other person gives it back with a reason; nothing ends.

    Raises NothingAsked, GivenBackWithoutReason.
    """
    asked, reason = place.asked_end, clean_line(reason)
    if asked is None:
        raise NothingAsked()
    if not reason and not act.is_of(asked.by):
        raise GivenBackWithoutReason()
    place.asked_end = None
    procedure = place if isinstance(place, Procedure) else place.procedure
    facts = {} if isinstance(place, Procedure) else {"revision": place.number}
    procedure.__parent__.chain.append(act, "end given back", code=procedure.code, reason=reason, **facts)


def _check_free(place: Procedure | Revision) -> None:
    if place.asked_end is not None:
        raise AskedAlready(by=place.asked_end.by)
