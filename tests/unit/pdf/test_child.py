"""The child process: bounded, killed with everything it started, and told nothing it need not know."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from hcc.pdf import child
from hcc.pdf.child import Bounds, run
from hcc.pdf.errors import ChildBroken, ChildStopped

BOUNDS = Bounds(address_space=2**29, cpu_seconds=2, wall_seconds=5, output_bytes=2**20, open_files=32)


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Runs a function body as if it were a worker module of ours: only what Python is asked to run is another."""

    def runs(body: str, bounds: Bounds = BOUNDS, job: dict | None = None) -> dict:
        script = tmp_path / "worker.py"
        source = "import os, resource, signal, subprocess, sys, time\nfrom hcc.pdf.child import serve\n"
        source += f"def work(job):\n{textwrap.indent(textwrap.dedent(body), '    ')}\nserve(work)\n"
        script.write_text(source)
        start = subprocess.Popen

        def popen(command, **how):
            assert command == [sys.executable, "-I", "-m", "hcc.pdf.rebuild"]
            return start([sys.executable, "-I", str(script)], **how)

        monkeypatch.setattr(child.subprocess, "Popen", popen)
        return run("rebuild", job or {}, bounds=bounds, folder=tmp_path)

    return runs


def test_a_job_is_answered(worker):
    assert worker("return {'twice': job['n'] * 2}", job={"n": 21}) == {"twice": 42}


def test_limits_hold_in_the_child(worker):
    answer = worker("""
        kinds = "CORE AS FSIZE NOFILE CPU".split()
        return {kind: resource.getrlimit(getattr(resource, "RLIMIT_" + kind)) for kind in kinds}
    """)
    assert answer == {"CORE": [0, 0], "AS": [2**29] * 2, "FSIZE": [2**20] * 2, "NOFILE": [32, 32], "CPU": [2, 3]}


def test_the_child_has_a_session_of_its_own_and_none_of_our_secrets(worker, monkeypatch):
    monkeypatch.setenv("HCC_SECRET", "hush")
    answer = worker("return {'session': os.getsid(0), 'pid': os.getpid(), 'env': dict(os.environ)}")
    assert answer["session"] == answer["pid"] != os.getsid(0)
    assert set(answer["env"]) <= {"PATH", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "LC_CTYPE"}


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("while True: pass", "too-slow"),
        ("time.sleep(60)", "too-slow"),
        ("bytearray(2**30)", "too-complex"),
        ("def deeper(): deeper()\ndeeper()", "too-complex"),
        ("os.abort()", "too-complex"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "too-complex"),
        ("os._exit(0)", "too-complex"),
        ("os.write(1, b'x' * 1000); os._exit(0)", "too-complex"),
        ("raise ValueError('not foreseen')", "too-complex"),
    ],
)
def test_a_child_that_does_not_answer_is_stopped(body, word, worker):
    began = time.monotonic()
    with pytest.raises(ChildStopped) as stopped:
        worker(body, Bounds(2**29, 1, 2.0, 2**20, 32))
    assert stopped.value.word == word
    assert time.monotonic() - began < 6


def test_it_cannot_fill_the_disk(worker, tmp_path):
    answer = worker("""
        try:
            with open("big", "wb") as file:
                while True:
                    file.write(b"x" * 2**18)
        except OSError as error:
            return {"errno": error.errno}
    """)
    assert answer == {"errno": 27}
    assert (tmp_path / "big").stat().st_size <= 2**20


def test_what_the_child_started_dies_with_it(worker):
    answer = worker("return {'grandchild': subprocess.Popen(['/bin/sleep', '50']).pid}")
    deadline = time.monotonic() + 5
    while _alive(answer["grandchild"]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _alive(answer["grandchild"])


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_worker_that_does_not_start_is_our_fault(tmp_path):
    with pytest.raises(ChildBroken):
        run("no_such_worker", {}, bounds=BOUNDS, folder=tmp_path)


def test_the_name_of_a_worker_is_only_a_name(tmp_path):
    with pytest.raises(ValueError, match="os"):
        run("os; import x", {}, bounds=BOUNDS, folder=tmp_path)


def test_two_at_once_and_no_more(worker, tmp_path):
    inside = []
    most = []
    lock = threading.Lock()
    start = child._wait

    def counted(process, seconds):
        with lock:
            inside.append(1)
            most.append(len(inside))
        try:
            time.sleep(0.1)
            return start(process, seconds)
        finally:
            with lock:
                inside.pop()

    worker("return {}")  # puts the script in place
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "_wait", counted)
        threads = [
            threading.Thread(target=run, args=("rebuild", {}), kwargs={"bounds": BOUNDS, "folder": tmp_path})
            for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert max(most) == 2


def test_the_answer_of_a_real_worker_comes_from_python_m(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    answer = run("render", {"file": str(tmp_path / "x.pdf")}, bounds=Bounds(2**30, 5, 10, 2**20, 64), folder=tmp_path)
    assert "damaged" in json.loads(json.dumps(answer))
