"""A child: bounded, killed with everything it started, and told nothing it need not know."""

import threading
import time
from pathlib import Path

import pytest

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildBroken, ChildStopped
from hcc.children.run import run

from .conftest import BOUNDS


def test_a_job_is_answered(worker):
    assert worker("return {'twice': job['n'] * 2}", job={"n": 21}) == {"twice": 42}


def test_limits_hold_in_the_child(worker):
    answer = worker("""
        kinds = "CORE AS FSIZE NOFILE CPU".split()
        limits = {kind: resource.getrlimit(getattr(resource, "RLIMIT_" + kind)) for kind in kinds}
        return limits | {"alarm": signal.getitimer(signal.ITIMER_REAL)[0]}
    """)
    assert 9 < answer.pop("alarm") <= 10
    assert answer == {"CORE": [0, 0], "AS": [2**29] * 2, "FSIZE": [2**20] * 2, "NOFILE": [32, 32], "CPU": [2, 3]}


def test_most_of_the_memory_it_may_map_is_its_own(worker):
    """The libraries of every worker count, whichever it is."""
    body = "return {'mapped': len(bytearray(job['bytes']))}"
    assert worker(body, job={"bytes": BOUNDS.address_space - 80 * 2**20})["mapped"]
    with pytest.raises(ChildStopped):
        worker(body, job={"bytes": BOUNDS.address_space - 10 * 2**20})


def test_the_child_has_a_session_of_its_own_and_none_of_our_secrets(worker, tmp_path, monkeypatch):
    monkeypatch.setenv("HCC_SECRET", "hush")
    answer = worker("""
        inherited = open("/proc/self/environ").read().split(chr(0))
        return {
            "session": os.getsid(0), "pid": os.getpid(), "env": dict(os.environ), "cwd": os.getcwd(),
            "inherited": [one.partition("=")[0] for one in inherited if one], "arguments": sys.argv[1:],
        }
    """)
    assert answer["session"] == answer["pid"]
    assert answer["env"]["TMPDIR"] == answer["cwd"] == str(tmp_path)
    malloc = {"MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES"}
    assert {*answer["env"], *answer["inherited"]} - malloc <= {
        "PATH",
        "LC_ALL",
        "TMPDIR",
        "LD_LIBRARY_PATH",
        "LC_CTYPE",
    }
    assert answer["arguments"] == []


def test_the_child_holds_its_file_and_no_other_descriptor(worker, tmp_path):
    path = tmp_path / "brought"
    path.write_bytes(b"the file")
    with path.open("rb") as file:
        answer = worker(
            """
            held = {}
            for name in os.listdir("/proc/self/fd"):
                try:
                    held[name] = os.readlink("/proc/self/fd/" + name)
                except FileNotFoundError:  # the listing's own
                    pass
            return {"read": os.read(0, 100).decode(), "held": held}
            """,
            file=file,
        )
    assert answer["read"] == "the file"
    assert answer["held"].keys() == {"0", "1", "2"}
    assert answer["held"]["0"] == str(path)


def test_without_a_file_there_is_nothing_to_read(worker):
    assert worker("return {'read': os.read(0, 100).decode()}") == {"read": ""}


def test_nothing_of_another_job_is_in_its_memory(office, tmp_path):
    body = """
        pattern, found = re.compile(job["like"].encode()), 0
        with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
            for line in maps:
                place, rights = line.split()[:2]
                begin, end = (int(each, 16) for each in place.split("-"))
                if rights.startswith("rw"):
                    memory.seek(begin)
                    found += len(pattern.findall(memory.read(end - begin)))
        return {"found": found}
    """
    office(tried=body)
    token = "c0ffee" * 5
    like = {"like": f"[{token[0]}]{token[1:]}"}
    assert run("hcc.tried", {"mark": token, **like}, bounds=BOUNDS, folder=tmp_path)["found"], "its own it sees"
    assert run("hcc.tried", like, bounds=BOUNDS, folder=tmp_path) == {"found": 0}


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
        ("raise KeyboardInterrupt", "too-complex"),
        ("signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", "too-slow"),
    ],
)
def test_a_child_that_does_not_answer_is_stopped(body, word, worker):
    began = time.monotonic()
    with pytest.raises(ChildStopped) as stopped:
        worker(body, Bounds(2**29, 1, 1.8, 2**20, 32))
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
    assert gone(answer["grandchild"])


def test_a_child_is_killed_with_its_group_when_time_runs_out(worker, tmp_path):
    body = """
        open("pids", "w").write(f"{os.getpid()} {subprocess.Popen(['/bin/sleep', '50']).pid}")
        time.sleep(50)
    """
    with pytest.raises(ChildStopped):
        worker(body, Bounds(2**29, 5, 0.7, 2**20, 32))
    assert all(gone(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def gone(pid: int) -> bool:
    """Whether the process ends within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_a_worker_that_does_not_load_is_our_fault(tmp_path):
    with pytest.raises(ChildBroken, match="ModuleNotFoundError"):
        run("hcc.no_such_worker", {}, bounds=BOUNDS, folder=tmp_path)


def test_limits_too_small_to_begin_are_our_fault(worker, tmp_path):
    with pytest.raises(ChildBroken):
        worker("return {}", Bounds(2**29, 2, 5, 0, 32))


@pytest.mark.parametrize("name", ["os; import x", "os", "hcc.pdf.render ", "hcc..x", "nothcc.x"])
def test_the_name_of_a_worker_is_only_a_name(name, tmp_path):
    with pytest.raises(ValueError, match=name):
        run(name, {}, bounds=BOUNDS, folder=tmp_path)


def test_two_at_once_and_no_more(office, tmp_path):
    office(tried="began = time.monotonic(); time.sleep(0.2); return {'began': began, 'ended': time.monotonic()}")
    times = []

    def one() -> None:
        times.append(run("hcc.tried", {}, bounds=BOUNDS, folder=tmp_path))

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    at_once = [sum(other["began"] <= each["began"] < other["ended"] for other in times) for each in times]
    assert len(times) == 5
    assert max(at_once) == 2


def test_a_real_worker_answers(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    bounds = Bounds(2**30, 5, 10, 2**20, 64)
    assert "damaged" in run("hcc.pdf.render", {"file": str(tmp_path / "x.pdf")}, bounds=bounds, folder=tmp_path)
