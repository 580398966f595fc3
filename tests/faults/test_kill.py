"""The server is killed again and again under load: nothing acknowledged is lost, halved or doubled."""

import os
import random
import time

import pytest

from .load import Load, judge
from .served import Served, run_hcc

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "20261123"))

pytestmark = pytest.mark.faults


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(ini, var, capsys):
    dice = random.Random(SEED)
    began = time.monotonic()
    with Served(ini) as server:
        load = Load(server.port, seed=SEED).start()
        load.until(30)
        for number in range(1, KILLS + 1):
            time.sleep(dice.uniform(0.05, 1.2))
            load.up.clear()
            server.kill()
            server.start()
            found = judge(load.ledger, var)
            assert not found.faults, found.faults[:20]
            assert not load.ledger.surprises, load.ledger.surprises
            if number % 10 == 0:
                checked = run_hcc("--ini", ini, "verify")
                assert checked.returncode == 0, checked.stdout + checked.stderr
            load.up.set()
        load.until(load.ledger.acknowledged + 30)
        ledger = load.finish()
        assert server.stop() == 0
    found = judge(ledger, var)
    checked = run_hcc("--ini", ini, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not found.faults, found.faults[:20]
    assert not ledger.surprises, ledger.surprises
    assert found.acknowledged >= 20 * KILLS
    with capsys.disabled():
        seconds = time.monotonic() - began
        print(f"\n{found.line(KILLS)} resent={ledger.resent} seconds={seconds:.0f}")
