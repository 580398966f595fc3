"""Whoever does jobs is killed again and again while papers come in: every job is done in the end, none by half."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from hcc.dossiers.page_pictures import THUMBNAIL_WIDTH, pictures_of
from hcc.settings import read_settings
from hcc.storage.opening import open_database
from office import ini_values
from zeo_server import serving_zeo

from .load import Load, judge
from .objects import site_of
from .served import Served, clean_environment, run_hcc, write_ini

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "20261123"))

pytestmark = pytest.mark.faults

IN_A_HURRY = """
import hcc.commands.worker, hcc.jobs.queue
hcc.commands.worker.BEGINS_AFTER = 0.05
hcc.jobs.queue.FIRST_PAUSE, hcc.jobs.queue.GROWTH, hcc.jobs.queue.MOST_TRIES = 0.05, 1, 10_000
hcc.jobs.queue.LEASE = 3.0
"""
"""What takes minutes in an office takes moments, and no job is set aside for being interrupted often."""


MANY = {"official_papers_a_day": 100_000}
"""The one greeter sends more than an official may on a day."""


@pytest.fixture
def ini(var: Path, tmp_path: Path) -> Path:
    return write_ini(tmp_path / "office.ini", var, **MANY)


def wait_until(done, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, f"not done after {seconds} s"
        time.sleep(0.05)


def jobs_left(var: Path) -> int:
    with site_of(var) as site:
        return sum(1 for _ in site.jobs) + len(site.jobs.held.leases)


def check_papers(site, var: Path) -> int:
    """Every paper has its text and all its small pictures; answers how many papers there are."""
    pictures, papers = pictures_of(var), 0
    for dossier in site.dossiers.all():
        for paper in dossier.papers:
            papers += 1
            assert paper.texts is not None, paper.name
            assert paper.texts.sha256 == paper.clean_sha256
            assert len(paper.texts.pages) == paper.pages
            for number in range(1, paper.pages + 1):
                picture = pictures.find(paper.clean_sha256, number, THUMBNAIL_WIDTH)
                assert picture is not None
                assert picture.endswith(b"IEND\xaeB`\x82"), "a half picture"
    return papers


def test_a_server_killed_while_it_does_jobs_does_them_when_it_is_back(ini, var, capsys):
    dice = random.Random(SEED)
    with Served(ini, broken=IN_A_HURRY) as server:
        load = Load(server.port, seed=SEED).start(filers=0, uploaders=2, certifiers=0)
        seen = []
        for _ in range(KILLS):
            load.until(load.ledger.acknowledged + dice.randint(6, 16))
            time.sleep(dice.uniform(0, 0.2))
            load.up.clear()
            server.kill()
            seen.append(jobs_left(var))
            server.start()
            load.up.set()
        ledger = load.finish()
        wait_until(lambda: jobs_left(var) == 0)
        assert server.stop() == 0
    assert not ledger.surprises, ledger.surprises
    assert not judge(ledger, var).faults
    with site_of(var) as site:
        papers = check_papers(site, var)
    assert papers >= KILLS
    assert any(seen), "no kill came while there were jobs"
    checked = run_hcc("--ini", ini, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    with capsys.disabled():
        print(f"\nkills={KILLS} papers={papers} jobs left at kills={seen} lost=0")


FILTER = """
def factory(global_conf):
    return lambda application: lambda environ, start_response: application(environ, start_response)
"""


def test_behind_a_filter_of_the_ini_file_the_server_does_its_jobs_too(ini, var, tmp_path):
    (tmp_path / "plain_filter.py").write_text(FILTER)
    text = ini.read_text().replace("use = egg:hcc", "use = egg:hcc\nfilter-with = plain")
    ini.write_text(f"{text}\n[filter:plain]\npaste.filter_factory = plain_filter:factory\n")
    with Served(ini, broken=IN_A_HURRY, PYTHONPATH=str(tmp_path)) as server:
        Load(server.port, seed=SEED).start(filers=0, uploaders=1, certifiers=0).until(3).finish()
        wait_until(lambda: jobs_left(var) == 0)
        assert server.stop() == 0
    with site_of(var) as site:
        assert check_papers(site, var) >= 1
    # It is written when the storage is closed.
    assert (var / "Data.fs.index").stat().st_mtime >= (var / "Data.fs").stat().st_mtime


NAMED = """
from hcc.jobs.worker import Worker
begin = Worker.__init__
def named(self, *given, **more):
    begin(self, *given, **more)
    self.holder = {holder!r}
Worker.__init__ = named
"""


@contextmanager
def worker(ini: Path, holder: str):
    """`hcc worker` in a process of its own, in a hurry, which holds its jobs under this name."""
    run = f"import sys; from hcc.cli import main; sys.exit(main(['--ini', {str(ini)!r}, 'worker']))"
    code = f"{IN_A_HURRY}\n{NAMED.format(holder=holder)}\n{run}"
    process = subprocess.Popen([sys.executable, "-c", code], env=clean_environment())
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def test_two_workers_beside_a_storage_of_several_processes_and_one_of_them_killed(filled, tmp_path, capsys):
    var = tmp_path / "var"
    var.mkdir()
    with serving_zeo(filled, tmp_path / "zeo") as uri:
        ini = write_ini(tmp_path / "office.ini", var, storage=uri, **MANY)
        settings = read_settings(ini_values(var, storage=uri), environ={})
        with Served(ini, broken=IN_A_HURRY) as server:
            load = Load(server.port, seed=SEED).start(filers=0, uploaders=1, certifiers=0)
            load.until(20)
            database = open_database(settings)
            try:

                def left() -> int:
                    with database.transaction() as connection:
                        queue = connection.root()["site"].jobs
                        return sum(1 for _ in queue) + len(queue.held.leases)

                assert left() >= 6, "the server does jobs that are a worker's"
                dice, at_work = random.Random(SEED), 0
                with worker(ini, "steady") as steady:
                    for number in range(KILLS):
                        victim = f"victim {number}"

                        def has_a_job(victim=victim) -> bool:
                            assert not load.ledger.surprises, load.ledger.surprises
                            with database.transaction() as connection:
                                leases = connection.root()["site"].jobs.held.leases
                                return any(holder == victim for holder, _ in leases.values())

                        with worker(ini, victim):
                            time.sleep(dice.uniform(0.8, 2.0))
                            if dice.random() < 0.7:
                                wait_until(has_a_job)
                        at_work += has_a_job()
                    ledger = load.finish()
                    wait_until(lambda: left() == 0)
                    with database.transaction() as connection:
                        papers = check_papers(connection.root()["site"], var)
                    assert papers >= sum("attach" in dossier.acts for dossier in ledger.dossiers) >= KILLS
                    steady.send_signal(signal.SIGTERM)
                    assert steady.wait(30) == 0
            finally:
                database.close()
            assert server.stop() == 0
    assert not ledger.surprises, ledger.surprises
    assert at_work, "no kill came while there was a job"
    with capsys.disabled():
        print(f"\nkills={KILLS} of a worker, {at_work} of them in the middle of a job; papers={papers} lost=0")


def test_there_is_nothing_for_a_worker_to_do_beside_a_database_of_one_process(ini):
    done = run_hcc("--ini", ini, "worker")
    assert done.returncode == 1
    assert "The server does these jobs itself" in done.stdout
