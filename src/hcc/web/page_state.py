"""What every public page depends on besides its request: what is published, the day, the opening hours."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pyramid.config import Configurator
from pyramid.registry import Registry
from transaction import TransactionManager

from hcc.core.calendar import LOCAL, OfficeCalendar

LOOK_AGAIN = 2.0
"""Seconds after which the database is asked in any case: a storage may learn late of what another process wrote."""

Part = Callable[[Any], Any]
Turn = Callable[[Any, datetime], datetime | None]


class Seen(NamedTuple):
    """The state at one transaction; two that are equal show the same pages."""

    transaction: bytes
    state: tuple


class PageState:
    """Answers whether anything changed that a public page shows. A comparison as long as nobody writes."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._parts: list[Part] = []
        self._turns: list[Turn] = []
        self._looking = threading.Lock()
        self._seen = Seen(b"", ())
        self._from = self._until = datetime.min.replace(tzinfo=LOCAL)
        self._look_again = 0.0

    def depends_on(self, part: Part) -> None:
        """Pages show what `part(site)` gives: something that can be compared, and cheap to work out."""
        self._parts.append(part)

    def turns_at(self, turn: Turn) -> None:
        """Pages change at the moment `turn(site, now)` gives, the next one, without anything being written."""
        self._turns.append(turn)

    def seen(self) -> Seen:
        """The state of the newest transaction. Raises what the database raises when it does not answer."""
        now = self._registry["hcc.clock"]()
        if self._holds(now):
            return self._seen
        with self._looking:
            if not self._holds(now):
                self._look(now)
            return self._seen

    def _holds(self, now: datetime) -> bool:
        return (
            self._seen.transaction == self._registry["hcc.database"].lastTransaction()
            and self._from <= now < self._until
            and time.monotonic() < self._look_again
        )

    def _look(self, now: datetime) -> None:
        database = self._registry["hcc.database"]
        # Asked before the connection is opened: what is written in between is looked at again at once.
        newest, look_again = database.lastTransaction(), time.monotonic() + LOOK_AGAIN
        manager = TransactionManager()
        connection = database.open(manager)
        try:
            site = connection.root()["site"]
            until = next_change(now, site.calendar)
            state = (until, site.calendar, *(part(site) for part in self._parts))
            until = min([until, *(moment for turn in self._turns if (moment := turn(site, now)) is not None)])
        finally:
            manager.abort()
            connection.close()
        if state == self._seen.state:
            state = self._seen.state  # the very same is compared faster
        self._seen = Seen(newest, state)
        self._from, self._until, self._look_again = now, until, look_again


def next_change(now: datetime, calendar: OfficeCalendar) -> datetime:
    """The next moment at which the office opens or closes, or another day begins."""
    now = now.astimezone(LOCAL)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = (moment for session in calendar.sessions_on(now.date()) for moment in session)
    return min([midnight, *(moment for moment in moments if moment > now)])


def _depends_on(config: Configurator, part: Part) -> None:
    config.registry["hcc.page_state"].depends_on(part)


def _turns_at(config: Configurator, turn: Turn) -> None:
    config.registry["hcc.page_state"].turns_at(turn)


def includeme(config: Configurator) -> None:
    config.registry["hcc.page_state"] = PageState(config.registry)
    config.add_directive("add_page_state", _depends_on)
    config.add_directive("add_page_turn", _turns_at)
