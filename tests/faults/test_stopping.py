"""Starting, stopping and starting over: signals, what a killed server leaves, refusals to start."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from hcc.core.roles import Role
from office import sample_pdf

from .objects import changed_site, database_of, site_of
from .served import NETWORK, Served, run_hcc, write_ini

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_cleanly(served, var, number):
    assert served.browser(Role.GREETER).get("/ban-lam-viec/tiep-don").status == 200
    assert served.stop(number) == 0
    assert "Traceback" not in served.log.read_text()
    # The index is written when the storage is closed, so the next start need not read the whole file.
    assert (var / "Data.fs.index").stat().st_mtime >= (var / "Data.fs").stat().st_mtime
    with database_of(var):
        pass


SLOW = """
import pathlib, time
from hcc.desks import greet as views
greet = views.greet
def slow_greet(*args, **kw):
    dossier = greet(*args, **kw)
    pathlib.Path({begun!r}).touch()
    time.sleep(1.5)
    return dossier
views.greet = slow_greet
"""


def test_a_request_being_worked_on_is_finished(ini, var, tmp_path):
    begun = tmp_path / "begun"
    with Served(ini, broken=SLOW.format(begun=str(begun))) as server:
        greeter = server.browser(Role.GREETER)
        answers = []
        form = [("procedure", "1.004873"), ("name", "Nguyễn Đang Làm"), ("guidance", "")]

        def post():
            try:
                answers.append(greeter.post("/ban-lam-viec/tiep-don", form).status)
            except NETWORK as problem:
                answers.append(problem)

        thread = threading.Thread(target=post)
        thread.start()
        while not begun.exists() and thread.is_alive():
            time.sleep(0.02)
        assert server.stop() == 0
        thread.join(10)
    with site_of(var) as site:
        assert [dossier.person.name for dossier in site.dossiers.all()] == ["Nguyễn Đang Làm"]
    assert answers == [303]


@pytest.mark.parametrize("one_core", [True, False])
def test_its_threads_keep_to_one_core_and_its_children_to_the_others(var, tmp_path, one_core):
    with Served(write_ini(tmp_path / "cores.ini", var, one_core=one_core)) as server:
        greeter = server.browser(Role.GREETER)
        place = greeter.post("/ban-lam-viec/tiep-don", [("procedure", "1.004873"), ("name", "Nguyễn Một")]).location
        assert greeter.upload(place.replace("prepare", "attach"), sample_pdf(), component="0").status == 303
        threads = list(Path(f"/proc/{server.process.pid}/task").iterdir())
        children = " ".join((thread / "children").read_text() for thread in threads).split()
        granted = os.sched_getaffinity(0)
        assert {len(os.sched_getaffinity(int(thread.name))) for thread in threads} == {1 if one_core else len(granted)}
        assert len({frozenset(os.sched_getaffinity(int(thread.name))) for thread in threads}) == 1
        others = granted - os.sched_getaffinity(server.process.pid) if one_core else granted
        assert [os.sched_getaffinity(int(child)) for child in children] == [others or granted]


def test_papers_left_half_received_are_cleared_at_the_next_start(served, var):
    left = [var / "tmp" / "tmpabc", var / "blobs" / "tmp"]
    served.kill()
    for folder in left:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "received").write_bytes(b"%PDF-")
    served.start()
    assert not left[0].exists()
    assert list(left[1].iterdir()) == []


def test_two_servers_cannot_hold_one_database(served, tmp_path):
    second = Served(served.ini)
    second.log = tmp_path / "second.log"
    with second.start(ready=False):
        assert second.process.wait(20) == 1
    assert str(served.process.pid) in second.log.read_text()
    assert "Traceback" not in second.log.read_text()
    assert served.browser().get("/healthz").status == 200


def test_a_newer_database_is_not_served(ini, var):
    with changed_site(var) as site:
        site.evolution = (*site.evolution, "a step of tomorrow")
    for command in (["serve"], ["serve", "--init"], ["init"], ["evolve"], ["user", "list"], ["verify"]):
        done = run_hcc("--ini", ini, *command)
        assert done.returncode == 1, command
        assert "a step of tomorrow" in done.stderr
        assert "Traceback" not in done.stderr


def test_an_empty_database_is_not_served(tmp_path):
    ini = write_ini(tmp_path / "empty.ini", tmp_path / "nothing")
    done = run_hcc("--ini", ini, "serve")
    assert done.returncode == 1
    assert "hcc init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(served, tmp_path, filled):
    ini = write_ini(tmp_path / "other.ini", tmp_path / "other")
    assert run_hcc("--ini", ini, "init").returncode == 0
    done = run_hcc("--ini", ini, "serve", PORT=str(served.port))
    assert done.returncode == 1
    assert str(served.port) in done.stderr
    assert "Traceback" not in done.stderr
