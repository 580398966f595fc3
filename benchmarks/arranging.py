"""Work on the centre's own pages, 5,000 in one folder, in this process: its table, the list of review, a move."""

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import transaction
from webtest import TestApp

from hcc.accounts.demo import OFFICIALS
from hcc.content.operations.add import add_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder, Page
from hcc.content.views.targets import SITE
from hcc.core.act import Act
from hcc.core.roles import Role
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database

from .centre import settings_of, write_ini
from .pages import application_of
from .worklist import middle, signed_in

PAGES, MOVED, MOVES = 5_000, 1_000, 5
CALLS = 60
LOGIN = next(person.login for person in OFFICIALS if person.role == Role.REVIEWER)
ASKED = {
    "table of 5,000": "/lon/contents",
    "table of 5,000, a later page": "/lon/contents?page=50",
    "table of 5,000, by title": "/lon/contents?sort=title",
    "table of 5,000, sifted": "/lon/contents?q=giay+7&state=published",
    "what waits among 6,000": "/noi-dung/review",
}


def arranging_cost(folder: Path) -> dict[str, float]:
    """Milliseconds of CPU of each page, seconds of the move of a folder of 1,000 as its form does it."""
    folder.mkdir()
    ini = write_ini(folder)
    var = folder / "var"
    target = _lay_in(settings_of(ini, var))
    application = application_of(ini, var)
    browser = signed_in(application, LOGIN)
    found = {}
    for what, path in ASKED.items():
        found[what] = middle(browser, browser.get(path, status=200), CALLS)
    found["move of a folder of 1,000, s"] = _moved(browser, target)
    found["table of 5,000, first after a change"] = _first(browser, ASKED["table of 5,000, by title"])
    application.registry["hcc.database"].close()
    return found


def _moved(browser: TestApp, target: str) -> float:
    """There and back; every former address must lead to the new one."""
    taken = []
    for number in range(MOVES):
        here, there, to = ("/a/", "/b/a/", target) if number % 2 == 0 else ("/b/a/", "/a/", SITE)
        form = browser.get(f"{here}arrange", status=200).forms["move"]
        fields = [(name, to if name == "target" else value) for name, value in form.submit_fields("do")]
        before = time.process_time()
        browser.post(f"{here}move", fields, status=303)
        taken.append(time.process_time() - before)
        if not browser.get(f"{here}trang-999", status=301).location.endswith(f"{there}trang-999"):
            raise RuntimeError(here)
    return statistics.median(taken)


def _first(browser: TestApp, path: str) -> float:
    """Of a table that must be sorted anew, for somebody has just moved a line."""
    taken = []
    for _ in range(MOVES):
        row = browser.get("/lon/contents", status=200).html.select_one("button[name=down]")
        form = browser.get("/lon/contents", status=200).forms["order"]
        browser.post(form.action, [*form.submit_fields(), ("down", row["value"])], status=303)
        before = time.process_time()
        browser.get(path, status=200)
        taken.append((time.process_time() - before) * 1000)
    return statistics.median(taken)


def _lay_in(settings) -> str:
    """Answers the id of the folder that things are moved into."""
    database = open_database(settings)
    connection = database.open()
    act = Act(LOGIN, datetime.now(UTC))
    with transaction.manager:
        site = make_site(connection.root())
        fill(site, settings=settings, catalogue=shipped("catalog"), at=act.at)
        large = _published(site.content, Folder, "Lớn", act)
        for number in range(PAGES):
            _published(large, Page, f"Giấy {number * 7919 % PAGES}", act)
        target = _published(site.content, Folder, "B", act).id
        moved = _published(site.content, Folder, "A", act)
        for number in range(MOVED):
            _published(moved, Page, f"Trang {number}", act, publish=number % 20 != 0)
    connection.close()
    database.close()
    return target


def _published(container, resource, title: str, act: Act, *, publish: bool = True):
    text = {"title": title, "summary": "Một câu tóm tắt.", "body": "Bà con mang theo **căn cước**, xem [lịch](/lich)."}
    item = add_item(container, resource=resource, text=text, act=act, reserved=frozenset())
    take_step(item, step="publish" if publish else "submit", act=act)
    return item
