"""The figures of a day: CPU of the application for the page of a day long past and of today."""

import time
from datetime import datetime, timedelta

from hcc.core.calendar import LOCAL

from .worklist import middle, signed_in


def day_figures(application, days: int, calls: int) -> dict[str, float]:
    """Milliseconds of CPU in a centre that has been at work for so many days, the first time and the middle value."""
    browser = signed_in(application, "giamdoc")
    browser.get("/ho-so/figures?day=2000-01-01")  # the first page of a process reads its template
    now, found = datetime.now(LOCAL), {}
    for name, at in (("long past", now - timedelta(days=days // 2)), ("today", now)):
        before = time.process_time_ns()
        page = browser.get(f"/ho-so/figures?day={at:%Y-%m-%d}&hour=0:00", status=200)
        found[f"figures, cold: {name}"] = (time.process_time_ns() - before) / 1e6
        found[f"figures, warm: {name}"] = middle(browser, page, calls)
    return found
