"""From a procedure's announced time limits to the one that is counted."""

from hcc.core.deadlines import Limit, Unit

from .record import Channel, LimitUnit, ProcedureRecord, TimeLimit

_UNITS = {
    LimitUnit.WORKING_DAYS: Unit.WORKING_DAYS,
    LimitUnit.DAYS: Unit.DAYS,
    LimitUnit.HOURS: Unit.HOURS,
    LimitUnit.SAME_DAY: Unit.SAME_DAY,
}


def time_limit_for(record: ProcedureRecord, channel: str = Channel.DIRECT, case: str = "") -> TimeLimit | None:
    """The limit of this case and channel: one of the very channel before one for all.

    Without a case only the ordinary limit counts: a procedure that has limits for special cases alone needs an
    official to say which it is.
    """
    fitting = [limit for limit in record.time_limits if limit.case == case and limit.channel in ("", channel)]
    exact = [limit for limit in fitting if limit.channel == channel]
    return next(iter(exact or fitting), None)


def listed_cases(record: ProcedureRecord) -> tuple[str, ...]:
    """The cases of a procedure in the order of its text; "" stands for the ordinary one.

    Where some case has a limit of its own beside the limit of everything else, that everything else is the ordinary
    case, and stands where its limit does; where there is one limit for all, or each has its own, only the named cases
    are listed.
    """
    limited = list(dict.fromkeys(limit.case for limit in record.time_limits))
    named = list(dict.fromkeys([case.name for case in record.cases] + [case for case in limited if case]))
    ordinary = "" in limited and any(limited)
    return tuple(dict.fromkeys((*limited, *named))) if ordinary else tuple(named) or ("",)


def limit_in_case(record: ProcedureRecord, channel: str = Channel.DIRECT, case: str | None = None) -> TimeLimit | None:
    """The limit that holds in a case (None: the first listed one): its own, else the one for every other case.

    In each the limit of the very channel comes before the one for all channels.
    """
    if case is None:
        case = listed_cases(record)[0]
    return time_limit_for(record, channel, case) or time_limit_for(record, channel)


def countable(limit: TimeLimit | None) -> Limit | None:
    """The limit as the due-moment function counts it, or None when it is unknown, unregulated or only wording."""
    if limit is None or limit.unit not in _UNITS:
        return None
    if limit.amount is None and limit.unit != LimitUnit.SAME_DAY:
        return None
    return Limit(_UNITS[limit.unit], limit.amount or 0, limit.after_15)
