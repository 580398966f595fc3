"""/tim in an office of 5,000 pages, in this process: CPU of the application for what somebody waits for.

    python -m benchmarks.page_search

Pages are mixed from the sentences of the shipped catalogue, some 300 words each; one folder holds 1,000 of them.
"""

import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import transaction
from webtest import TestApp

from hcc.content.operations.add import add_item
from hcc.content.operations.move import move_items
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder, Notice, Page
from hcc.core.act import Act
from hcc.procedures.toml_files import read_catalogue
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database

from . import machine
from .centre import settings_of, write_ini
from .opening import first_opening
from .profiled import opened
from .worklist import signed_in
from .works import UnseenQueries

LARGE, FOLDERS, EACH = 1_000, 40, 100
WORDS = 300
QUESTIONS = 150
KINDS = ("Hướng dẫn", "Thông báo", "Lịch", "", "")
AUTHOR = "soanbai"
PATH = "/tim"
WORD = "giấy tờ"
ASKED = f"{PATH}?{urlencode({'q': WORD})}"


def page_search_cost(folder: Path) -> dict[str, float]:
    """Milliseconds of CPU: a question nobody asked before (mean), the first after a start, what a change costs whom.

    `moved` and `published` are the act upon a folder of 1,000 and the first question after it; where the server has a
    moment in between it does that work before anybody asks (`commands/page_index.py`).
    """
    folder.mkdir()
    ini = write_ini(folder, page_cache_mb=0)
    _lay_in(settings_of(ini, folder / "var"))
    templates = folder / "kept-templates"
    templates.mkdir()
    first_opening(folder, PATH, templates)  # templates are compiled, and nothing is asked
    found = {"first of all, the index is made": first_opening(folder, ASKED, templates) * 1000}
    found["first after a start"] = statistics.median(first_opening(folder, ASKED, templates) for _ in range(3)) * 1000
    visitor = opened(folder, ini, "", templates)
    application = visitor.app
    browsers = {"visitor": visitor, "author": signed_in(application, AUTHOR)}
    queries = iter(UnseenQueries())
    for name, browser in browsers.items():
        _asked(browser, WORD)
        asked = [one["q"] for one in islice(queries, 2 * QUESTIONS)]
        for words in asked[:QUESTIONS]:
            _asked(browser, words)
        found[f"never asked, {name}"] = statistics.mean(_asked(browser, words) for words in asked[QUESTIONS:])
    for what, act in CHANGES.items():
        found[f"folder of 1,000 {what}: the act"] = _changed(application, act)
        for name, browser in browsers.items():
            found[f"folder of 1,000 {what}: first question, {name}"] = _asked(browser, WORD)
    application.registry["hcc.database"].close()
    return found


def _move(content, act: Act) -> None:
    move_items([content.get("muc-0")], to=content.get("muc-1"), act=act)


def _unpublish(content, act: Act) -> None:
    take_step(content.get("muc-1").get("muc-0"), step="unpublish", act=act)


def _publish(content, act: Act) -> None:
    take_step(content.get("muc-1").get("muc-0"), step="publish", act=act)


CHANGES: dict[str, Callable] = {"moved": _move, "unpublished": _unpublish, "published": _publish}


def _changed(application, change: Callable) -> float:
    manager = transaction.TransactionManager()
    connection = application.registry["hcc.database"].open(manager)
    began = time.process_time()
    with manager:
        change(connection.root()["site"].content, Act("duyetbai", datetime.now(UTC)))
    spent = time.process_time() - began
    connection.close()
    return spent * 1000


def _asked(browser: TestApp, words: str) -> float:
    began = time.process_time()
    browser.get(f"{PATH}?{urlencode({'q': words})}", status=200)
    return (time.process_time() - began) * 1000


def _lay_in(settings) -> None:
    chance = random.Random(1)
    records, _ = read_catalogue(shipped("catalog"))
    titles = [record.title.split() for record in records.values()]
    lines = [
        re.sub(r"[*_#<>\[\]|`]", " ", line).strip()
        for record in records.values()
        for text in (*record.steps, *record.conditions, *record.results)
        for line in text.splitlines()
        if len(line.split()) > 4
    ]

    def laid_in(container, resource, title: str):
        body: list[str] = []
        while sum(line.count(" ") + 1 for line in body) < WORDS:
            body.append(chance.choice(lines))
        text = {"title": title, "summary": chance.choice(lines)[:200], "body": "\n\n".join(body)}
        item = add_item(container, resource=resource, text=text, act=act, reserved=frozenset())
        take_step(item, step="publish", act=act)
        return item

    database = open_database(settings)
    connection = database.open()
    act = Act("duyetbai", datetime.now(UTC))
    with transaction.manager:
        site = make_site(connection.root())
        fill(site, settings=settings, catalogue=shipped("catalog"), at=act.at)
    for number in range(FOLDERS + 1):
        with transaction.manager:
            folder = laid_in(site.content, Folder, f"Mục {number}")
            for page in range(EACH if number else LARGE):
                words = [chance.choice(KINDS), *chance.choice(titles)[:9], *chance.choice(titles)[:4]]
                laid_in(folder, Notice if page % 50 == 0 else Page, " ".join(words).strip()[:180])
    connection.close()
    database.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hcc-page-search-") as name:
        found = page_search_cost(Path(name) / "pages")
    print(f"machine=x{machine.description(machine.hello_us())['factor']:.2f}")
    print("\n".join(f"{what}: {cpu:.1f} ms CPU" for what, cpu in found.items()))


if __name__ == "__main__":
    main()
