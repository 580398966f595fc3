"""A paper is on the disk before its transaction is acknowledged: read off the system calls of one commit."""

import re
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import pytest
import transaction
from persistent.mapping import PersistentMapping
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

from hcc.storage.synced import SyncedFileStorage

COMMIT = """
import os, sys
from pathlib import Path
import transaction
from ZODB.DB import DB
from ZODB.blob import Blob

var = Path(sys.argv[1])
if sys.argv[2] == "ours":
    from hcc.settings import Settings
    from hcc.storage.opening import open_database
    settings = Settings(agency_code="H44.99", office_name="", commune="", province="", authority="", address="",
                        phone="", var=var)
    database = open_database(settings)
else:
    from ZODB.FileStorage import FileStorage
    var.mkdir()
    database = DB(FileStorage(str(var / "Data.fs"), blob_dir=str(var / "blobs")))
os.write(1, b"opened\\n")
connection = database.open()
received = var / "received.pdf"
received.write_bytes(b"%PDF-" + b"x" * 9_000)
with transaction.manager:
    connection.root()["paper"] = blob = Blob()
    blob.consumeFile(str(received))
os.write(1, b"acknowledged\\n")
connection.close()
database.close()
"""

CALLS = "open,openat,fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,write,pwrite64"


@dataclass(frozen=True)
class Call:
    name: str
    text: str
    paths: tuple[str, ...]


def traced(folder: Path, which: str) -> list[Call]:
    """The system calls of one process that makes a database and commits one paper, in order."""
    if shutil.which("strace") is None:
        pytest.fail("the tests need the Debian package strace: `make test` installs it")
    script, trace = folder / "commit.py", folder / "trace"
    script.write_text(COMMIT)
    command = ["strace", "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", trace]
    command += [sys.executable, "-W", "ignore", script, folder / "var", which]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    calls = []
    for line in trace.read_text(errors="replace").splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)\) += (-?\d+)", line)
        if found and not found[3].startswith("-"):
            paths = re.findall(r'(?:<|")(/[^">]*)(?:>|")', found[2])
            calls.append(Call(found[1], line, tuple(paths)))
    return calls


def said(calls: list[Call], word: str) -> int:
    return next(i for i, call in enumerate(calls) if call.name == "write" and f'"{word}' in call.text)


def synced_between(calls: list[Call], start: int, end: int) -> dict[str, int]:
    """What was synced, and when last."""
    return {
        call.paths[0]: start + i
        for i, call in enumerate(calls[start:end])
        if call.name in ("fsync", "fdatasync") and call.paths
    }


def missing_syncs(calls: list[Call], var: Path) -> list[str]:
    """What a power cut right after the acknowledgement could take; empty when nothing."""
    opened, done = said(calls, "opened"), said(calls, "acknowledged")
    synced = synced_between(calls, opened, done)
    data = synced.get(f"{var}/Data.fs")
    if data is None:
        return ["Data.fs is not synced before the acknowledgement"]
    renames = [i for i in range(opened, done) if calls[i].name.startswith(("rename", "link"))]
    placed = [i for i in renames if calls[i].paths[-1].endswith(".blob")]
    if not placed:
        return ["no paper was put in its place"]
    paper = calls[placed[-1]].paths[-1]
    faults = []
    if not placed[-1] < data:
        faults.append("the paper is put in its place after Data.fs was synced")
    came_from = calls[placed[-1]].paths[-2] if calls[placed[-1]].name.startswith(("rename", "link")) else paper
    if not any(synced.get(name, done) < data for name in (paper, came_from)):
        faults.append("the paper's bytes are not synced before Data.fs")
    folder = Path(paper).parent
    while folder != var:
        moment = synced.get(str(folder))
        if moment is None or not placed[-1] < moment < data:
            faults.append(f"the folder {folder.name} is not synced between the paper and Data.fs")
        folder = folder.parent
    return faults


def unsynced_at_creation(calls: list[Call], var: Path) -> list[str]:
    """What a power cut right after the database was made could take."""
    synced = synced_between(calls, 0, said(calls, "opened"))
    wanted = (var / "blobs/.layout", var / "blobs", var, var / "Data.fs")
    return [str(path) for path in wanted if str(path) not in synced]


def test_a_commit_syncs_the_paper_and_its_folders_before_data_fs(tmp_path):
    calls = traced(tmp_path, "ours")
    assert unsynced_at_creation(calls, tmp_path / "var") == []
    assert missing_syncs(calls, tmp_path / "var") == []


def test_the_stock_storage_would_be_found_out(tmp_path):
    """Why there is a storage of our own; and this test's eyes are open."""
    calls = traced(tmp_path, "stock")
    assert str(tmp_path / "var/blobs/.layout") in unsynced_at_creation(calls, tmp_path / "var")
    faults = missing_syncs(calls, tmp_path / "var")
    assert "the paper's bytes are not synced before Data.fs" in faults
    assert any(fault.startswith("the folder ") for fault in faults)


def test_who_comes_while_a_commit_waits_for_the_disk_sees_it_when_it_is_acknowledged(tmp_path, monkeypatch):
    """A connection that is new at that moment is told of it by nobody: it must not read the state before."""
    (tmp_path / "blobs").mkdir()
    database = DB(SyncedFileStorage(tmp_path / "Data.fs", tmp_path / "blobs"))
    with database.transaction() as connection:
        connection.root()["number"] = PersistentMapping(value=1)
    waits, goes_on = threading.Event(), threading.Event()

    def slow_disk(descriptor):
        waits.set()
        assert goes_on.wait(10)

    def commit():
        with database.transaction() as connection:
            connection.root()["number"]["value"] = 2

    manager = transaction.TransactionManager()

    def come():
        connection = database.open(manager)
        manager.begin()
        return connection, connection.root()["number"]["value"]

    monkeypatch.setitem(FileStorage.tpc_finish.__globals__, "fsync", slow_disk)
    try:
        with ThreadPoolExecutor(2) as pool:
            committing = pool.submit(commit)
            assert waits.wait(10)
            coming = pool.submit(come)
            wait([coming], timeout=0.5)
            goes_on.set()
            committing.result(10)
            connection, _ = coming.result(10)
        manager.begin()
        assert connection.root()["number"]["value"] == 2
    finally:
        goes_on.set()
        manager.abort()
        connection.close()
        database.close()
