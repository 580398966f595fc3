"""A warning before something is received that is due the same day, with little of the day left."""

from datetime import datetime, timedelta

from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Due, Unit
from hcc.core.text import TranslationString, message

from .due import limit_of
from .resources import Dossier

SHORT = timedelta(hours=1)
"""With less time left than this, a promise for the same day is thought over first."""


def little_time(dossier: Dossier, due: Due, at: datetime) -> TranslationString | None:
    """What to think of before receiving at `at`, while there is still time to ask; it is due at `due` all the same.

    Only wording that speaks of 15:00 lets such a result wait for the next day (NĐ 23/2015 art. 7): a marriage that is
    received at 16:30 is due at 17:00.
    """
    limit, left = limit_of(dossier), due.moment - at
    if limit is None or limit.unit is not Unit.SAME_DAY or left >= SHORT:
        return None
    facts = {"time": f"{due.moment.astimezone(LOCAL):%-H:%M}", "minutes": int(left.total_seconds()) // 60}
    text = message(
        "Due today at ${time}: only ${minutes} minutes are left. Ask before receiving whether it can be signed today."
    )
    return TranslationString(text, domain=text.domain, mapping=facts)
