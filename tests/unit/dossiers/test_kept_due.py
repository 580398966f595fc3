"""The due moment as a dossier keeps it: what it says is what was reckoned."""

from datetime import UTC, datetime, timedelta

import pytest

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import Limit, Pause, Unit, due_moment
from hcc.dossiers.kept_due import KeptDue

AT = datetime(2026, 12, 30, 16, 59, 30, 123456, tzinfo=LOCAL)
LIMITS = {
    "working days over the new year": Limit(Unit.WORKING_DAYS, 3.5),
    "days": Limit(Unit.DAYS, 3),
    "hours": Limit(Unit.HOURS, 4),
    "the same day": Limit(Unit.SAME_DAY, after_15=True),
}


@pytest.mark.parametrize("limit", sorted(LIMITS))
@pytest.mark.parametrize("pauses", [(), (Pause(AT + timedelta(hours=1)),)], ids=["counting", "paused"])
def test_it_says_what_was_reckoned_in_words_that_can_be_translated(limit, pauses):
    due = due_moment(LIMITS[limit], AT, OfficeCalendar(), pauses)
    kept = KeptDue.of(due)
    assert (kept.moment, kept.moment.tzinfo, kept.paused_since) == (due.moment, UTC, due.paused_since)
    assert kept.lines == due.lines
    told = [(one.text.domain, one.text.interpolate()) for one in due.lines]
    assert [(one.text.domain, one.text.interpolate()) for one in kept.lines] == told
