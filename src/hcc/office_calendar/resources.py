"""The calendar book: what the office calendar is worked out from, and the chain of who changed it."""

from collections.abc import Mapping
from datetime import date

from persistent import Persistent

from hcc.core.calendar import ALL_YEAR, DECIDED, DayRule, OfficeCalendar, SessionTable
from hcc.core.evidence import Chain

NOTE_LIMIT = 200
"""Characters of a name, a decision's number or a reason."""


class CalendarBook(Persistent):
    """Tables of sessions by their first day, and this office's own rules for single days.

    Tables and rules are replaced whole, never changed in place: the calendar made of them is kept as long as they
    stand. `DECIDED` is what a new book begins with; its rows are like any other afterwards.
    """

    def __init__(self, rules: Mapping[date, DayRule] = DECIDED) -> None:
        self.tables: tuple[SessionTable, ...] = (ALL_YEAR,)
        self.rules: Mapping[date, DayRule] = dict(rules)
        self.chain = Chain()

    @property
    def calendar(self) -> OfficeCalendar:
        """The calendar as it stands in this transaction."""
        # Volatile: forgotten when another connection has changed the book, or this transaction is given up.
        made = getattr(self, "_v_made", None)
        if made is None or made.tables is not self.tables or made.rules is not self.rules:
            made = self._v_made = OfficeCalendar(self.tables, self.rules)
        return made

    @property
    def version(self) -> int:
        """What a form remembers: how many changes there were when it was opened."""
        return len(self.chain)
