"""Searches of officials, and what a tracking page tells by its pace.

Milliseconds of CPU of the application for one page; a search is asked cold once and then warm. The two figures of
tracking are for a number there is and for one there is not, both with a wrong secret, taken in turn.
"""

import statistics
import time
from datetime import datetime

from hcc.core.calendar import LOCAL
from hcc.portal.tracking import find_tracked

from .worklist import middle, signed_in

SEARCHES = {
    "two common words": "q=nguyen+thi",
    "words of nobody": "q=nguyen+tran+thi",
    "last digits": "q=1234",
    "citizen number": "q=cccd:025100000777",
    "one day": f"q=nh%E1%BA%ADn:{datetime.now(LOCAL):%d/%m}",
    "name, state and days": "q=pham+mau&state=received&due=01/01..31/12",
}


def searches(application, calls: int) -> dict[str, float]:
    """Milliseconds of CPU of each search, cold and warm: the middle value."""
    browser = signed_in(application, "tiepnhan")
    application.registry["hcc.looked_up"].limit = 10**9
    browser.get("/ban-lam-viec/tim?q=zz")  # the first of a process reads its template and the index of procedures
    found = {}
    for name, query in SEARCHES.items():
        before = time.process_time_ns()
        page = browser.get(f"/ban-lam-viec/tim?{query}", status=200)
        found[f"search, cold: {name}"] = (time.process_time_ns() - before) / 1e6
        found[f"search, warm: {name}"] = middle(browser, page, calls)
    return found


def tracking(database, calls: int) -> dict[str, float]:
    """Milliseconds for wrong secrets, with numbers that dossiers have and numbers that none has, in turn."""
    connection = database.open()
    try:
        folder = connection.root()["site"].dossiers
        numbers = []
        for dossier in folder.all():
            if dossier.reception_number:
                numbers.append(dossier.reception_number)
            if len(numbers) == 2_000:
                break
        connection.cacheMinimize()
        taken: tuple[list[int], list[int]] = ([], [])
        now = datetime.now(LOCAL)
        for turn in range(calls):
            number = numbers[turn % len(numbers)]
            for which, asked in enumerate((number, number[:-1] + "X")):
                before = time.perf_counter_ns()
                assert find_tracked(folder, number=asked, secret="22222222", now=now) is None
                taken[which].append(time.perf_counter_ns() - before)
        known, unknown = (statistics.median(one) / 1e6 for one in taken)
        return {"tracking: a number there is": known, "tracking: one there is not": unknown}
    finally:
        connection.close()
