"""The server is killed again and again under load: nothing acknowledged is lost, halved or doubled.

With BREAK=ack|key|number in the environment the office lacks that protection, and the test is whether the judge finds
out.
"""

import os
import random
import time
from pathlib import Path

import pytest

from .breaking import BREAKS
from .load import Findings, Ledger, Load, judge
from .served import Served, run_hcc

KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "20261123"))
BREAK = os.environ.get("BREAK", "")
MOST_BETWEEN = 30
"""Acts that the office acknowledges between two kills, at most."""
JUDGED_EVERY, VERIFIED_EVERY = 5, 20

pytestmark = pytest.mark.faults


def killed(ini: Path, var: Path, kills: int, *, broken: str = "") -> tuple[Findings, Ledger]:
    """Let an office work and kill it so often, at random; answers what the judge found at the end.

    A sound office is judged in between too, and anything wrong ends the test there. A broken one is judged at the end.
    """
    dice = random.Random(SEED)
    with Served(ini, broken=broken) as server:
        load = Load(server.port, seed=SEED, strict=not broken).start()
        load.until(MOST_BETWEEN)
        for number in range(1, kills + 1):
            load.until(load.ledger.acknowledged + dice.randint(0, MOST_BETWEEN))
            time.sleep(dice.uniform(0, 0.1))
            load.up.clear()
            server.kill()
            server.start()
            if not broken and number % JUDGED_EVERY == 0:
                assert not load.ledger.surprises, load.ledger.surprises
                found = judge(load.ledger, var)
                assert not found.faults, found.faults[:20]
            if not broken and number % VERIFIED_EVERY == 0:
                checked = run_hcc("--ini", ini, "verify")
                assert checked.returncode == 0, checked.stdout + checked.stderr
            load.up.set()
        load.until(load.ledger.acknowledged + MOST_BETWEEN)
        ledger = load.finish()
        assert server.stop() == 0
    return judge(ledger, var), ledger


@pytest.mark.skipif(bool(BREAK), reason="a broken office is tried")
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(ini, var, capsys):
    began = time.monotonic()
    found, ledger = killed(ini, var, KILLS)
    checked = run_hcc("--ini", ini, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not found.faults, found.faults[:20]
    assert not ledger.surprises, ledger.surprises
    assert found.acknowledged >= 8 * KILLS
    with capsys.disabled():
        seconds = time.monotonic() - began
        print(f"\n{found.line(KILLS)} resent={ledger.resent} seconds={seconds:.0f}")


@pytest.mark.parametrize("name", [BREAK] if BREAK else sorted(BREAKS))
def test_an_office_without_a_protection_is_found_out(ini, var, capsys, name):
    kills = KILLS if BREAK else 2
    found, _ = killed(ini, var, kills, broken=BREAKS[name].code)
    figure = BREAKS[name].figure
    count = len(getattr(found, figure))
    with capsys.disabled():
        print(f"\n{found.line(kills)}\nBREAK={name}: {figure}={count}, {'found out' if count else 'MISSED'}")
    assert count > 0
