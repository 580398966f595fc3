"""From when until when a notice holds: kept as the day and the time that were typed, so that nobody's words change."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line, moment_line, spoken_clock


class Stage(StrEnum):
    """Where a notice stands at a moment. Names stand in saved lists: never changed."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


def begin_of(text: Mapping[str, Any]) -> datetime | None:
    """The moment (UTC) from which it holds: a day without a time begins with its first minute; None: at once."""
    day = _day(text.get("starts_on"))
    return datetime.combine(day, _time(text.get("starts_at")) or time(), LOCAL).astimezone(UTC) if day else None


def end_of(text: Mapping[str, Any]) -> datetime | None:
    """The moment (UTC) from which it holds no longer: a day without a time is its last whole day; None: no end."""
    day = _day(text.get("ends_on"))
    if day is None:
        return None
    at = _time(text.get("ends_at"))
    end = datetime.combine(day, at, LOCAL) if at else datetime.combine(day, time(), LOCAL) + timedelta(days=1)
    return end.astimezone(UTC)


def moments_of(text: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """When it begins and ends to hold."""
    return begin_of(text), end_of(text)


def stage_of(text: Mapping[str, Any], now: datetime) -> Stage:
    """Whether it lies ahead, holds, or is over."""
    begin, end = moments_of(text)
    if end is not None and end <= now:
        return Stage.OVER
    return Stage.AHEAD if begin is not None and begin > now else Stage.NOW


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None


def span_words(text: Mapping[str, Any], lang: str = "vi") -> str:
    """From when until when, as people read it; empty where no day is named."""
    begin, end = ("from", "until") if lang == "en" else ("từ", "đến" if text.get("ends_at") else "đến hết")
    day = _day(text.get("starts_on"))
    if day is not None and text.get("starts_on") == text.get("ends_on"):
        times = [(begin, text.get("starts_at")), (end, text.get("ends_at"))]
        told = [(word, datetime.combine(day, at, LOCAL)) for word, written in times if (at := _time(written))]
        said = [f"{word} {spoken_clock(moment, lang)}" for word, moment in told]
        return ", ".join([*([" ".join(said)] if said else []), day_line(day, lang)])
    first, last = (_moment_words(text, which, lang) for which in ("starts", "ends"))
    return " ".join([*([begin, first] if first else []), *([end, last] if last else [])])


def _moment_words(text: Mapping[str, Any], which: str, lang: str) -> str:
    day, at = _day(text.get(f"{which}_on")), _time(text.get(f"{which}_at"))
    if day is None:
        return ""
    return moment_line(datetime.combine(day, at, LOCAL), lang) if at else day_line(day, lang)
