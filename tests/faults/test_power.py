"""The power goes: what was acknowledged is there, whole, and the database always opens."""

import os
import random
import subprocess
import sys
import time

import pytest

from .load import Load, judge
from .power import Power
from .served import Served, clean_environment, run_hcc

pytestmark = pytest.mark.faults

CUTS = int(os.environ.get("KILLS", "3"))

COMMITS = """
import hashlib, os, sys
from pathlib import Path
import transaction
from hcc.settings import Settings
from hcc.storage.opening import open_database
from hcc.storage.synced import SyncedFileStorage
from ZODB.blob import Blob
from ZODB.FileStorage import FileStorage

if {stock}:
    SyncedFileStorage._blob_storeblob = FileStorage._blob_storeblob
var = Path(sys.argv[1])
settings = Settings(agency_code="H44.99", office_name="", commune="", province="", authority="", address="", phone="",
                    var=var)
database = open_database(settings)
os.write(1, b"opened\\n")
connection = database.open()
for number in range(2):
    received = var / f"received{{number}}.pdf"
    received.write_bytes(b"%PDF-" + bytes([65 + number]) * 9_000)
    with transaction.manager:
        connection.root()[f"paper{{number}}"] = blob = Blob()
        blob.consumeFile(str(received))
    os.write(1, f"acknowledged {{number}}\\n".encode())
"""


def commit_until_the_cut(folder, cut_at: int, *, stock: bool = False) -> tuple[bool, list[str], list[str]]:
    """Two commits with a paper each, the power going at a sync: whether it went, what was said, what is wrong."""
    var = folder / "var"
    var.mkdir(parents=True)
    power = Power(var, folder / "shadow", cut_at=cut_at)
    code = power.code + COMMITS.format(stock=stock)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(var)], capture_output=True, text=True, env=clean_environment()
    )
    went = done.returncode == -9
    assert went or done.returncode == 0, done.stderr
    power.cut()
    said = done.stdout.splitlines()
    look = LOOK.format(said=said)
    looked = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", look, str(var)], capture_output=True, text=True, env=clean_environment()
    )
    broken = [f"does not open: {looked.stderr[-500:]}"] if looked.returncode else []
    return went, said, looked.stdout.splitlines() + broken


LOOK = """
import sys
from pathlib import Path
from hcc.settings import Settings
from hcc.storage.opening import open_database
settings = Settings(agency_code="H44.99", office_name="", commune="", province="", authority="", address="", phone="",
                    var=Path(sys.argv[1]))
database = open_database(settings)
root = database.open().root()
for number in range(2):
    name = f"paper{{number}}"
    if f"acknowledged {{number}}" in {said} and name not in root:
        print(name, "was acknowledged and is gone")
    if name in root:
        content = Path(root[name].committed()).read_bytes()
        if content != b"%PDF-" + bytes([65 + number]) * 9_000:
            print(name, "holds", len(content), "bytes of another kind")
"""


def test_a_cut_at_every_sync_of_two_commits(tmp_path):
    cut_at, seen = 0, []
    went = True
    while went:
        cut_at += 1
        went, said, faults = commit_until_the_cut(tmp_path / str(cut_at), cut_at)
        assert faults == [], (cut_at, said, faults)
        seen.append(tuple(said))
    # Before anything was opened, after opening, after one paper, after both.
    assert {len(said) for said in seen} == {0, 1, 2, 3}
    assert cut_at > 15


def test_the_stock_storage_would_lose_papers(tmp_path):
    """This test's eyes are open: without our syncs the same cut leaves empty papers or none."""
    _, said, faults = commit_until_the_cut(tmp_path, 10_000, stock=True)
    assert said == ["opened", "acknowledged 0", "acknowledged 1"]
    assert faults


def test_nothing_acknowledged_is_lost_when_the_power_goes_under_load(ini, var, tmp_path, capsys):
    dice = random.Random(20261124)
    load = None
    server = Served(ini)
    try:
        for _ in range(CUTS):
            power = Power(var, tmp_path / "shadow")
            server.broken = power.code
            server.start()
            if load is None:
                load = Load(server.port, seed=5).start()
            load.up.set()
            load.until(load.ledger.acknowledged + 20)
            time.sleep(dice.uniform(0, 0.4))
            load.up.clear()
            server.kill()
            power.cut()
            found = judge(load.ledger, var)
            assert not found.faults, found.faults[:20]
            assert not load.ledger.surprises, load.ledger.surprises
        server.broken = ""
        server.start()
        load.up.set()
        ledger = load.finish()
        assert server.stop() == 0
    finally:
        server.__exit__()
    found = judge(ledger, var)
    assert not found.faults, found.faults[:20]
    assert not ledger.surprises, ledger.surprises
    assert run_hcc("--ini", ini, "verify").returncode == 0
    with capsys.disabled():
        print(f"\n{found.line(CUTS).replace('kills', 'power_cuts')}")
