"""Many editors add pages to one folder at once, in one process and in two over ZEO: nobody is told to wait, nothing is
lost, and names that many chose at the same moment are told apart.

EDITORS says how many there are.
"""

import os
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from hcc.accounts.operations.officials import add_official
from hcc.accounts.passwords import Passwords
from hcc.content.lines import line_of
from hcc.content.operations.add import add_item
from hcc.content.resources import Folder
from hcc.content.tree import walk
from hcc.core.act import Act
from hcc.core.roles import Role
from zeo_server import serving_zeo

from .objects import changed_site, site_of
from .served import PASSWORD, Browser, NoAnswer, Served, run_hcc, write_ini
from .test_receivers import together

pytestmark = pytest.mark.faults

EDITORS, EACH = int(os.environ.get("EDITORS", "16")), 5

COUNTED = """
import sys
from hcc.web import transactions
paused = transactions._pause
def counted(event):
    print("RETRIED", file=sys.stderr, flush=True)
    paused(event)
transactions._pause = counted
"""
"""The server writes a line for every request that is tried again."""
SLOW = """
import time
from hcc.content.operations import add
placed = add.note_returned
def slow(item):
    placed(item)
    time.sleep(0.01)
add.note_returned = slow
"""
"""Transactions last long enough to overlap."""


def make_editors(var: Path) -> None:
    """A folder, and so many officials who write."""
    with changed_site(var) as site:
        act, hashed = Act("quantri", datetime.now(UTC)), Passwords(64).hash(PASSWORD)
        add_item(site.content, resource=Folder, text={"title": "Tin tức"}, act=act, reserved=frozenset())
        for number in range(EDITORS):
            add_official(
                site.accounts,
                login=f"bien-tap.{number}",
                name="Mai Thị Lan",
                job_title="Biên tập",
                roles={Role.REVIEWER},
                password_hash=hashed,
                act=act,
            )


def wrote_at(port: int, number: int, barrier: Barrier) -> int:
    """One editor writes her pages; answers how often she was asked to wait."""
    waits = 0
    with closing(Browser(port)) as editor:
        while True:
            with suppress(NoAnswer):
                editor.sign_in(f"bien-tap.{number}")
                break
        barrier.wait()
        for turn in range(EACH):
            fields = [("title", f"Thông báo {turn}"), ("summary", ""), ("body", f"Của người thứ {number}.")]
            while (answer := editor.post("/tin-tuc/new?kind=page", fields)).status == 503:
                waits += 1
            assert answer.status == 303, answer.words[-500:]
    return waits


def check_all_there(var: Path) -> None:
    """Every page of every editor is there once, listed, and found by its id."""
    with site_of(var) as site:
        folder = site.content.get("tin-tuc")
        pages = list(folder.things())
        wanted = sorted(f"Của người thứ {number}." for number in range(EDITORS) for _ in range(EACH))
        assert sorted(page.text["body"] for page in pages) == wanted
        assert dict(folder.lines()) == {page.__name__: line_of(page) for page in pages}
        assert {id for id, _ in site.content.by_id.items()} == {one.id for one in walk(site.content)}


def retries(server: Served) -> int:
    return server.log.read_text().count("RETRIED")


@pytest.mark.parametrize("broken", ["", SLOW], ids=["as it is", "overlapping"])
def test_many_editors_add_to_one_folder_at_once(ini, var, broken):
    make_editors(var)
    with Served(ini, broken=COUNTED + broken) as server:
        waits = together(EDITORS, lambda number, barrier: wrote_at(server.port, number, barrier))
        print(f"{EDITORS} editors, {EDITORS * EACH} pages: {sum(waits)} asked to wait, {retries(server)} tried again")
        assert sum(waits) == 0
    check_all_there(var)
    assert run_hcc("--ini", ini, "verify").returncode == 0


def test_many_editors_of_two_programs_add_to_one_folder_at_once(var, tmp_path):
    make_editors(var)
    shared = tmp_path / "zeo"
    with serving_zeo(var, shared) as uri, ExitStack() as opened:
        inis = [write_ini(tmp_path / f"{name}.ini", tmp_path / name, storage=uri) for name in ("one", "two")]
        servers = [opened.enter_context(Served(ini, broken=COUNTED)) for ini in inis]
        waits = together(EDITORS, lambda number, barrier: wrote_at(servers[number % 2].port, number, barrier))
        print(f"two programs: {sum(waits)} asked to wait, {sum(map(retries, servers))} tried again")
        assert sum(waits) == 0
    check_all_there(shared)
