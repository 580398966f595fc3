"""The pages that look after an office of years: evidence among 200,000 records, its check, and health."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import transaction
from webtest import TestApp

from hcc.core.act import Act
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database

from .centre import settings_of, write_ini
from .pages import application_of
from .worklist import middle, signed_in

RECORDS = 200_000
CALLS = 20
PAGE = "/quan-tri/nhat-ky"
ASKED = {
    "evidence of the office": PAGE,
    "evidence of the catalogue": f"{PAGE}?kind=catalogue",
    "evidence of one day": f"{PAGE}?from=01/06/2025&to=01/06/2025",
    "evidence by words that are nowhere": f"{PAGE}?q=khongcochunay",
    "health": "/quan-tri/suc-khoe",
}


def evidence_cost(folder: Path) -> dict[str, float]:
    """Milliseconds of CPU for each page, and of the check of every record."""
    folder.mkdir()
    var = folder / "var"
    ini = write_ini(folder)
    _record(settings_of(ini, var))
    application = application_of(ini, var)
    browser = signed_in(application, "quantri")
    found: dict[str, float] = {}
    for name, path in ASKED.items():
        found[name] = middle(browser, browser.get(path, status=200), CALLS)
    found["check of all records"] = _check(browser)
    application.registry["hcc.database"].close()
    return found


def _check(browser: TestApp) -> float:
    form = browser.get(PAGE).forms
    check = next(one for one in form.values() if one.action and "/check" in one.action)
    before = time.process_time_ns()
    answer = check.submit(status=200)
    taken = (time.process_time_ns() - before) / 1e6
    if "nguyên vẹn" not in answer.text:
        raise RuntimeError("the chains are not called whole")
    return taken


def _record(settings) -> None:
    """An office whose catalogue, accounts and calendar have been written in for years."""
    database = open_database(settings)
    connection = database.open()
    now = datetime.now(UTC)
    with transaction.manager:
        site = make_site(connection.root())
        fill(site, settings=settings, catalogue=shipped("catalog"), at=now - timedelta(days=2_000))
    site = connection.root()["site"]
    chains = [site.procedures.chain, site.calendar_book.chain, *(one.chain for one in site.accounts.officials())]
    for part in range(20):
        with transaction.manager:
            for number in range(RECORDS // 20):
                past = 1 - (part * RECORDS // 20 + number) / RECORDS
                act = Act("quantri", now - timedelta(days=1_900 * past))
                chains[number % len(chains)].append(act, "edited", code="1.001193", revision=number)
        connection.cacheGC()
    connection.close()
    database.close()
