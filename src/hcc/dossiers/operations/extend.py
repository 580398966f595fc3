"""Promising a later moment: once, with an apology, at least a working day before it is due (NĐ 61/2018 art. 19(9))."""

from datetime import UTC, date, datetime

from hcc.core.act import Act
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy, Extension, ExtensionNotLater, Limit, Unit, due_moment
from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.text import message

from ..due import reckoned
from ..events import DossierExtended
from ..resources import Dossier
from ..slips import Slip, SlipKind
from .moving import check_standing, read_reason, stay
from .taking_slips import check_clock, take_slip


class ExtendedAlready(Refusal):
    text = message("A later day was promised once already. The law allows it once: work on this dossier first.")


class TooLateToExtend(Refusal):
    text = message(
        "It is due ${due}: a later day must be promised at least a working day before. Call the person and apologise."
    )


class NewDayOff(Refusal):
    field = "until"
    text = message("The centre is closed on ${day}. Choose a working day.")


class NewDayNotLater(ExtensionNotLater):
    field = "until"


def extend(
    dossier: Dossier,
    *,
    until: date,
    reason: str,
    calendar: OfficeCalendar,
    policy: DeadlinePolicy | None = None,
    symbol: str = "",
    seen: int | None = None,
    act: Act,
) -> Slip:
    """Move the due moment to the day `until`, at its own clock time; answers the numbered apology."""
    complaints: list[Refusal] = []
    reason = read_reason(reason, complaints)
    if not calendar.is_working_day(until):
        complaints.append(NewDayOff(day=f"{until:%d/%m/%Y}"))
    elif dossier.due is not None and dossier.extension is None and until <= (was := _local(dossier.due.moment)).date():
        complaints.append(NewDayNotLater(due=f"{was:%-H:%M %d/%m/%Y}"))
    refuse_if(complaints)
    check_standing(dossier, "extend", seen)
    if dossier.due is None:
        raise NotInThisState(act="extend", state=dossier.state)
    if dossier.extension is not None:
        raise ExtendedAlready()
    was = _local(dossier.due.moment)
    if due_moment(Limit(Unit.WORKING_DAYS, 1), act.at, calendar).moment > was:
        raise TooLateToExtend(due=f"{was:%H:%M %d/%m/%Y}")
    check_clock(dossier, act)
    moment = calendar.at_or_next(datetime.combine(until, was.time(), LOCAL))
    extension = Extension(act.at, moment.astimezone(UTC))
    due = reckoned(dossier, calendar, policy, extension=extension)
    slip = take_slip(dossier, SlipKind.APOLOGY, reason=reason, symbol=symbol, act=act)
    dossier.extension, dossier.due = extension, due
    stay(
        dossier,
        "extend",
        act=act,
        slip=slip.line,
        reason=reason,
        was_due=was.isoformat(),
        due=due.moment.isoformat(),
    )
    act.announce(DossierExtended(dossier))
    return slip


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)
