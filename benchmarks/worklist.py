"""A desk's page of 50 rows: CPU of the application for one page, its middle value, the server round it left out."""

import statistics
import time

from webtest import TestApp

from hcc.accounts.demo import PASSWORD

DESKS = {
    "handler": ("xuly", "/ban-lam-viec/xu-ly"),
    "handler, everybody's": ("xuly", "/ban-lam-viec/xu-ly?handler=all"),
    "handler, four filters": ("xuly", "/ban-lam-viec/xu-ly?due=later&handler=all&channel=counter&q=thi"),
    "reception": ("tiepnhan", "/ban-lam-viec/tiep-nhan"),
    "approval": ("pheduyet", "/ban-lam-viec/phe-duyet"),
    "follow-up": ("giamdoc", "/ban-lam-viec/theo-doi"),
    "results not fetched": ("traketqua", "/ban-lam-viec/cho-nhan"),
}
ROWS = 50


def desk_pages(application, calls: int) -> dict[str, float]:
    """Milliseconds of CPU for each desk."""
    return {f"desk: {name}": _cpu(signed_in(application, login), path, calls) for name, (login, path) in DESKS.items()}


def signed_in(application, login: str) -> TestApp:
    """A browser of a demo official."""
    browser = TestApp(application, lint=False)
    form = browser.get("/dang-nhap").forms["form"]
    form["login"], form["password"] = login, PASSWORD
    form.submit(status=303)
    return browser


def _cpu(browser: TestApp, path: str, calls: int) -> float:
    page = browser.get(path)
    rows = page.text.count('<td class="next">')
    if rows != ROWS:
        raise RuntimeError(f"{path} shows {rows} rows, not {ROWS}")
    return middle(browser, page, calls)


def middle(browser: TestApp, page, calls: int) -> float:
    """Milliseconds of CPU of asking once more for a page that was just answered: the middle value."""
    taken = []
    for _ in range(calls + 5):
        before = time.process_time_ns()
        browser.app(dict(page.request.environ), _answered)
        taken.append((time.process_time_ns() - before) / 1e6)
    return statistics.median(taken[5:])


def _answered(status: str, headers: list, exc_info: object = None) -> None:
    if not status.startswith("200"):
        raise RuntimeError(status)
