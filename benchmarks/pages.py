"""The centre's own pages as citizens read them, 5,000 of them, in this process: CPU of the application for one page."""

import configparser
from datetime import UTC, datetime
from pathlib import Path

import transaction
from webtest import TestApp

import hcc
from hcc.content.operations.add import add_item
from hcc.content.operations.step import take_step
from hcc.content.resources import Folder, Notice, Page
from hcc.core.act import Act
from hcc.shipped import shipped
from hcc.site.content import fill, make_site
from hcc.storage.opening import open_database

from .centre import settings_of, write_ini
from .worklist import middle

PAGES, FOLDERS = 5_000, 50
CALLS = 100
ASKED = {
    "page": "/muc-1/trang-7",
    "folder of 100": "/muc-1/",
    "notice": "/muc-1/trang-0",
    "list of all pages": "/noi-dung/",
    "board in the hall": "/noi-dung/board",
    "feed of notices": "/noi-dung/notices.atom",
}
_TEXT = "Trung tâm mở cửa các ngày làm việc. Bà con mang theo **căn cước** và bản chính.\n\n- một việc\n- hai việc\n\n"


def pages_cost(folder: Path) -> dict[str, float]:
    """Milliseconds of CPU for each, kept and made anew, and the first after the change of another page."""
    folder.mkdir()
    var = folder / "var"
    ini = write_ini(folder)
    settings = settings_of(ini, var)
    _lay_in(settings)
    found = {}
    for name, more in (("kept", {}), ("made anew", {"page_cache_mb": 0})):
        application = application_of(write_ini(folder, name.replace(" ", "-"), **more), var)
        browser = TestApp(application, lint=False)
        for what, path in ASKED.items():
            browser.get(path, status=200)
            found[f"{what}, {name}"] = middle(browser, browser.get(path, status=200), CALLS)
        if name == "made anew":
            registry = application.registry
            page = browser.get(ASKED["page"])
            before = registry["hcc.public_tree"]
            _change_one(registry["hcc.database"])

            def after_a_change(environ, answered, registry=registry, application=application, before=before):
                registry["hcc.public_tree"] = before
                return application(environ, answered)

            browser.app = after_a_change
            found["page, first after a change"] = middle(browser, page, CALLS // 5)
        application.registry["hcc.database"].close()
    return found


def application_of(ini: Path, var: Path):
    values = configparser.RawConfigParser()
    values.read(ini, encoding="utf-8")
    section = {name: value for name, value in values["app:main"].items() if name.startswith("hcc.")}
    return hcc.main({}, **{**section, "hcc.var": str(var)})


def _lay_in(settings) -> None:
    database = open_database(settings)
    connection = database.open()
    act = Act("duyetbai", datetime.now(UTC))
    with transaction.manager:
        site = make_site(connection.root())
        fill(site, settings=settings, catalogue=shipped("catalog"), at=act.at)
        for number in range(1, FOLDERS + 1):
            folder = _published(site.content, Folder, f"Mục {number}", act)
            for page in range(PAGES // FOLDERS):
                _published(folder, Notice if page % 50 == 0 else Page, f"Trang {page}", act)
    connection.close()
    database.close()


def _change_one(database) -> None:
    connection = database.open()
    with transaction.manager:
        other = connection.root()["site"].content.get("muc-2").get("trang-3")
        take_step(other, step="unpublish", act=Act("duyetbai", datetime.now(UTC)))
    connection.close()


def _published(container, resource, title: str, act: Act):
    text = {"title": title, "summary": "Một câu tóm tắt cho danh sách.", "body": _TEXT * 5}
    item = add_item(container, resource=resource, text=text, act=act, reserved=frozenset())
    take_step(item, step="publish", act=act)
    return item
