"""The fork server: small, alone, and never the reason why a paper is not worked on."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hcc.children import run as run_module
from hcc.children.errors import ChildBroken, ChildStopped
from hcc.children.run import run
from hcc.children.server import Server

from .conftest import BOUNDS
from .test_run import gone


@pytest.fixture
def ask(tmp_path):
    return lambda worker="hcc.tried", **job: run(worker, job, bounds=BOUNDS, folder=tmp_path)


def of_process(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_it_stays_as_it_was_however_many_jobs_it_had(office, ask):
    server = office(tried="return {'blob': 'x' * 100_000}")
    ask()
    descriptors, memory = os.listdir(f"/proc/{server.pid}/fd"), of_process(server.pid, "VmRSS")
    pid = server.pid
    for _ in range(100):
        ask()
    assert server.pid == pid
    assert os.listdir(f"/proc/{pid}/fd") == descriptors
    assert len(descriptors) == 3
    assert of_process(pid, "VmRSS") - memory < 500, "kB"
    assert children_of(pid) == []


def test_it_has_one_thread_with_every_worker_loaded(tmp_path):
    """A library that starts threads of its own could not be forked."""
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    of_papers = ("hcc.pdf.rebuild", "hcc.pdf.render", "hcc.pdf.overlay", "hcc.signing.examine")
    for worker in (*of_papers, "hcc.pdf.widths", "hcc.content.drawings"):
        with contextlib.suppress(ChildStopped):  # a job of another shape; it is loaded
            run(worker, {"file": str(tmp_path / "x.pdf")}, bounds=BOUNDS, folder=tmp_path)
    assert of_process(run_module._server.pid, "Threads") == 1


def test_its_session_is_its_own(office, ask):
    server = office(tried="return {}")
    ask()
    assert os.getsid(server.pid) == server.pid, "a Ctrl-C in the terminal does not reach it before its work is done"


def test_when_killed_it_is_started_anew(office, ask):
    server = office(tried="return {}")
    assert server.pid is None, "not before it is needed"
    ask()
    former = server.pid
    os.kill(former, signal.SIGKILL)
    assert ask() == {}
    assert server.pid != former
    ask()
    assert gone(former)


@pytest.mark.parametrize("asking", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_with_the_whole_service_it_lets_the_program_finish_first(asking, office, ask):
    server = office(tried="os.kill(os.getppid(), job['signal']); os.kill(os.getpid(), job['signal']); return {}")
    assert ask(signal=asking) == ask(signal=asking) == {}
    former = server.pid
    assert ask(signal=asking) == {}
    assert server.pid == former


def test_killed_during_a_job_the_job_is_done_anew(office, ask, tmp_path):
    server = office(
        tried="""
        first = not os.path.exists("pid")
        if first:
            os.write(1, b"half an answer " * 100)
        open("pid", "a").write(f"{os.getpid()} ")
        time.sleep(60 if first else 0)
        return {"first": first}
        """
    )
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask()))
    thread.start()
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        time.sleep(0.01)
    os.kill(server.pid, signal.SIGKILL)
    thread.join(10)
    assert answers == [{"first": False}]
    first, second = (tmp_path / "pid").read_text().split()
    assert gone(int(first)), "the child died with its server"
    assert first != second


def test_a_child_nobody_waits_for_any_more_is_killed(office, tmp_path):
    office(tried="open('pid', 'w').write(str(os.getpid())); time.sleep(60)")

    def interrupt(*_) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        with pytest.raises(KeyboardInterrupt):
            run("hcc.tried", {}, bounds=replace(BOUNDS, wall_seconds=50), folder=tmp_path)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
    assert gone(int((tmp_path / "pid").read_text()))


def test_one_that_always_dies_is_told_as_ours(office, ask, tmp_path):
    office(tried="os.kill(os.getppid(), signal.SIGKILL); time.sleep(5)")
    with pytest.raises(ChildBroken):
        ask()


@pytest.mark.parametrize("command", [("/no/such/python",), (sys.executable, "-c", "raise SystemExit('no library')")])
def test_one_that_does_not_start_is_told_as_ours(command, ask, monkeypatch):
    server = Server(command)
    monkeypatch.setattr("hcc.children.run._server", server)
    with pytest.raises(ChildBroken, match=r"/no/such/python|no library"):
        ask()
    server.stop()


def test_one_that_hangs_is_killed(ask, monkeypatch):
    server = Server((sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr("hcc.children.run._server", server)
    monkeypatch.setattr("hcc.children.server._GRACE", -4.8)
    with pytest.raises(ChildBroken):
        ask()
    assert server._former
    assert all(gone(process.pid) for process in server._former)
    server.stop()


def test_after_a_crash_another_takes_over_and_the_jobs_under_way_end_well(office, ask, tmp_path):
    server = office(
        crash="os.kill(os.getpid(), signal.SIGSEGV)",
        slow="open('slow', 'w'); time.sleep(1); return {'parent': os.getppid()}",
        tried="return {'parent': os.getppid()}",
    )
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask("hcc.slow")))
    thread.start()
    while not (tmp_path / "slow").exists():
        time.sleep(0.01)
    former = server.pid
    with pytest.raises(ChildStopped):
        ask("hcc.crash")
    assert ask()["parent"] == server.pid != former
    thread.join(10)
    assert answers == [{"parent": former}]
    assert gone(former)


@pytest.mark.parametrize("fails", ["raise MemoryError", "time.sleep(60)", "while True: pass"])
def test_too_much_is_no_crash(fails, office, ask, tmp_path):
    server = office(fails=fails, tried="return {}")
    ask()
    former = server.pid
    with pytest.raises(ChildStopped):
        run("hcc.fails", {}, bounds=replace(BOUNDS, wall_seconds=1.5, cpu_seconds=1), folder=tmp_path)
    ask()
    assert server.pid == former


def test_with_nothing_to_do_it_ends_and_comes_back(office, ask):
    server = office(idle=0.2, tried="return {}")
    ask()
    former = server.pid
    assert gone(former)
    assert ask() == {}
    assert server.pid != former


def program(body: str, tmp_path: Path) -> list[str]:
    """Runs a program of its own that uses children; answers the words it printed."""
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    source = f"""
        import os, signal, sys, time
        from pathlib import Path
        from hcc.children import run as module
        from hcc.children.bounds import Bounds

        def job():
            bounds = Bounds(2**30, 5, 10, 2**20, 64)
            folder = Path({str(tmp_path)!r})
            module.run("hcc.pdf.render", {{"file": str(folder / "x.pdf")}}, bounds=bounds, folder=folder)
            return module._server.pid
    """
    text = textwrap.dedent(source) + textwrap.dedent(body)
    ran = subprocess.run([sys.executable, "-W", "error", "-c", text], capture_output=True, text=True, timeout=60)
    assert ran.stderr == ""
    return ran.stdout.split()


@pytest.mark.parametrize("end", ["pass", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "sys.exit(3)"])
def test_it_ends_with_its_program(end, tmp_path):
    (pid,) = program(f"print(job(), flush=True)\n{end}", tmp_path)
    assert gone(int(pid))


def test_a_fork_of_the_program_gets_its_own(tmp_path):
    said = program(
        """
        ours = job()
        if not os.fork():
            print("child", job() != ours, flush=True)
            sys.exit()
        os.wait()
        print("parent", job() == ours)
        """,
        tmp_path,
    )
    assert said == ["child", "True", "parent", "True"]


def test_a_fork_that_lives_on_does_not_keep_it(tmp_path):
    server, fork = program(
        """
        print(job(), flush=True)
        fork = os.fork()
        if not fork:
            os.close(1), os.close(2)
            time.sleep(50)
        print(fork, flush=True)
        time.sleep(0.2)
        os._exit(0)
        """,
        tmp_path,
    )
    try:
        assert gone(int(server))
    finally:
        os.kill(int(fork), signal.SIGKILL)
