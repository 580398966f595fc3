"""When a result is due: one pure function, and the explanation it can give.

Rules (design/domain.md 2.4): n working days is the same clock time n working days later; n days the same clock time n
calendar days later, moved to the next working day if that is off; hours advance through sessions; half a day is four
session hours; same-day is the end of that day's last session, and only a limit whose wording has the 15:00 rule moves
to the next working day when received later. What arrives outside a session counts from the next session's start, and
a due moment never lies outside one.

A later reception is never due earlier, but for limits in calendar days: two that land on one day off keep their own
clock times. They are in order by day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from hcc.settings import Settings

from .calendar import LOCAL, OfficeCalendar
from .counting import AFTERNOON_RULE, RECEPTION, Count, Landing, Limit, Line, Start, Unit, days_off, landed, line
from .errors import Refusal
from .text import message

__all__ = [
    "AfterPause",
    "DeadlinePolicy",
    "Due",
    "Extension",
    "ExtensionNotLater",
    "ExtensionOutsideSessions",
    "Landing",
    "Limit",
    "Line",
    "Pause",
    "Unit",
    "due_moment",
    "handover_due",
    "policy_of",
]


class AfterPause(StrEnum):
    """How counting goes on when the full papers have come back."""

    RESTART = "restart"
    """Afresh, as if received then (ND 61/2018 art. 19(4))."""
    RESUME = "resume"
    """Where it stood: the working time of the pause is added (as the index of QD 766/2022 reckons)."""


@dataclass(frozen=True)
class DeadlinePolicy:
    """What the law leaves to the office."""

    pause: AfterPause = AfterPause.RESTART
    land: Landing = Landing.SAME_CLOCK


def policy_of(settings: Settings) -> DeadlinePolicy:
    """The policy this office has chosen."""
    return DeadlinePolicy(AfterPause(settings.deadline_pause), Landing(settings.deadline_landing))


@dataclass(frozen=True)
class Pause:
    """The person was asked for papers, and brought them; None: not yet. Both aware."""

    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Extension:
    """The one re-appointment (hẹn lại): decided at `decided_at`, the result is now due at `moment`. Both aware."""

    decided_at: datetime
    moment: datetime


class ExtensionNotLater(Refusal):
    text = message("The new moment must be later than the due moment it replaces, ${due}. Choose a later one.")


class ExtensionOutsideSessions(Refusal):
    text = message("The centre is closed at ${new}. Choose a moment in its working hours, such as ${near}.")


@dataclass(frozen=True)
class Due:
    """The due moment (aware, local) and why."""

    moment: datetime
    lines: tuple[Line, ...]
    paused_since: datetime | None = None
    """Since when the clock stands still, while papers are asked for: `moment` then is what it was before."""


def due_moment(
    limit: Limit,
    received_at: datetime,
    calendar: OfficeCalendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    policy: DeadlinePolicy = DeadlinePolicy(),
) -> Due:
    """When the result is due for a dossier complete at `received_at`.

    Pauses and the extension act in the order in which they happened. An answered pause counts afresh from the answer
    or adds its working time exactly, as the policy says; one still open leaves the moment as it was and sets
    `paused_since`. The extension replaces the moment it found; a pause asked for after it moves the new moment on,
    never back before it.

    Raises ValueError for a limit that cannot be counted and for pauses that overlap or begin before reception;
    ExtensionNotLater and ExtensionOutsideSessions for a new moment that cannot be promised.
    """
    _check(limit, received_at, pauses)
    return _Reckoning(limit, received_at, calendar, policy).through(pauses, extension)


def _check(limit: Limit, received_at: datetime, pauses: Sequence[Pause]) -> None:
    if limit.amount < 0:
        raise ValueError("a time limit cannot be negative")
    if limit.unit in (Unit.WORKING_DAYS, Unit.DAYS) and limit.amount * 2 % 1:
        raise ValueError("days are counted in halves")
    before: datetime | None = received_at
    for pause in pauses:
        if before is None or pause.asked_at < before:
            raise ValueError("pauses follow reception and one another, and only the last may be open")
        before = pause.answered_at
        if before is not None and before < pause.asked_at:
            raise ValueError("a pause cannot end before it begins")


RETURNED = Start(
    message("all the papers asked for are there, counting begins afresh"),
    message("the papers asked for came outside working hours, counting begins afresh now"),
)


class _Reckoning:
    """The due moment and its lines as they stand after each thing that happened."""

    def __init__(self, limit: Limit, received_at: datetime, calendar: OfficeCalendar, policy: DeadlinePolicy) -> None:
        self._limit, self._calendar, self._policy = limit, calendar, policy
        self._promised: datetime | None = None
        self._paused_since: datetime | None = None
        self._lines: list[Line] = []
        self._count(received_at, RECEPTION)

    def _count(self, begun_at: datetime, start: Start) -> None:
        count = Count(self._limit, begun_at, self._calendar, self._policy.land, start)
        self._moment, self._exact = count.moment, count.exact
        self._lines += count.lines

    def through(self, pauses: Sequence[Pause], extension: Extension | None) -> Due:
        for pause in pauses:
            if extension is not None and extension.decided_at <= pause.asked_at:
                self._extend(extension, promised_long_ago=True)
                extension = None
            self._pause(pause)
        if extension is not None:
            self._extend(extension)
        return Due(self._moment, tuple(self._lines), self._paused_since)

    def _pause(self, pause: Pause) -> None:
        asked, answered = pause.asked_at.astimezone(LOCAL), pause.answered_at
        self._lines = [one for one in self._lines if _begins(one) <= asked]
        was = _shown(self._moment)
        if answered is None:
            self._paused_since = asked
            self._lines.append(line(asked, message("papers are asked for, the clock stands still until they come")))
            if asked < self._moment:
                self._lines.append(
                    line(self._moment, message("due before the papers were asked for, counted again later"))
                )
            return
        self._lines.append(line(asked, message("papers are asked for, counting stops; it was due ${due}"), due=was))
        if self._policy.pause is AfterPause.RESTART:
            self._count(answered, RETURNED)
            self._keep_promise()
        else:
            self._resume(asked, answered.astimezone(LOCAL), was)

    def _resume(self, asked: datetime, answered: datetime, was: str) -> None:
        waited, in_time = self._calendar.worked(asked, answered), asked <= self._moment
        self._exact = self._calendar.advance(self._exact, waited)
        self._moment = landed(self._exact, self._limit, self._calendar, self._policy.land)
        if in_time and self._moment < answered:
            # At the end of a session, or of a day promised whole: what was asked for in time is not due unanswered.
            self._exact = self._calendar.at_or_next(answered)
            self._moment = landed(self._exact, self._limit, self._calendar, self._policy.land)
        text = message("all the papers asked for are there; working time waited: ${waited}")
        self._lines.append(line(answered, text, waited=_span(waited)))
        self._lines += days_off(answered.date(), self._moment.date(), self._calendar)
        text = message("${due} and the ${waited} waited: the result is due")
        self._lines.append(line(self._moment, text, due=was, waited=_span(waited)))

    def _keep_promise(self) -> None:
        """Counting afresh never takes back time that was promised in writing."""
        if self._promised is not None and self._promised > self._moment:
            self._moment = self._exact = self._promised
            self._lines.append(line(self._moment, message("promised when the time was extended: the result is due")))

    def _extend(self, extension: Extension, promised_long_ago: bool = False) -> None:
        new = extension.moment.astimezone(LOCAL)
        in_session = self._calendar.at_or_next(new)
        if not promised_long_ago and in_session != new:
            raise ExtensionOutsideSessions(new=_shown(new), near=_shown(in_session))
        if in_session <= self._moment:
            if not promised_long_ago:
                raise ExtensionNotLater(due=_shown(self._moment))
            return  # the calendar has changed since, and now gives as much
        decided = line(extension.decided_at, message("time was extended, with an apology"))
        place = next((n for n, one in enumerate(self._lines) if _begins(one) > extension.decided_at), len(self._lines))
        self._lines.insert(place, decided)
        text = message("the result is due by the new appointment, in place of ${due}")
        self._lines.append(line(in_session, text, due=_shown(self._moment)))
        self._moment = self._exact = self._promised = in_session


def _begins(one: Line) -> datetime:
    return datetime.combine(one.day, one.at or time(), LOCAL)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%-H:%M %d/%m/%Y}"


def _span(span: timedelta) -> str:
    """4:30, in hours and minutes."""
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def handover_due(received_at: datetime, calendar: OfficeCalendar) -> Due:
    """By when paper received at the counter is handed over to the specialist unit (ND 309/2026 art. 9).

    Within the working day; what is received after 15:00 or after the day's last session, at the start of the next
    working day. Paper taken in on a day off counts as received when work begins. Moves no start and no due moment.
    """
    received_at = received_at.astimezone(LOCAL)
    today = calendar.sessions_on(received_at.date())
    if not today:
        start = calendar.at_or_next(received_at)
        lines = [line(start, message("received on a day off, counted as received now"))]
        return _handed_over(calendar.end_of_day(start.date()), lines)
    lines = [line(received_at, message("the papers were received"))]
    if received_at.time() <= AFTERNOON_RULE and received_at <= today[-1][1]:
        return _handed_over(today[-1][1], lines)
    following = calendar.next_working_day(received_at.date())
    lines.append(line(received_at, message("after 15:00 or after closing, so they go on the next working day")))
    lines += days_off(received_at.date(), following, calendar)
    return _handed_over(calendar.sessions_on(following)[0][0], lines)


def _handed_over(moment: datetime, lines: list[Line]) -> Due:
    return Due(moment, (*lines, line(moment, message("the papers are handed over by now at the latest"))))
