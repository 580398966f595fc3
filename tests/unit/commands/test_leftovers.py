"""What a killed process had received and not stored does not lie about."""

import os
import time

import pytest

from hcc.commands.running import LEFT_BEHIND, clear_leftovers
from hcc.settings import Settings, read_settings
from office import ini_values


@pytest.fixture
def settings(tmp_path) -> Settings:
    return read_settings(ini_values(tmp_path), environ={})


def left(settings: Settings, *, age: float) -> list[str]:
    """A folder of one request with a paper in it, and a single file, so many seconds old; what is left of them."""
    top = settings.var / "tmp"
    (top / "request").mkdir(parents=True)
    (top / "request" / "received").write_bytes(b"%PDF-")
    (top / "single").write_bytes(b"%PDF-")
    for path in top.iterdir():
        os.utime(path, (time.time() - age,) * 2)
    clear_leftovers(settings)
    return sorted(path.name for path in top.iterdir())


def test_the_only_process_clears_everything(settings):
    assert left(settings, age=0) == []


def test_beside_other_processes_only_what_nobody_can_be_at_any_more(tmp_path):
    shared = read_settings(ini_values(tmp_path, storage="zeo://127.0.0.1:1"), environ={})
    assert left(shared, age=LEFT_BEHIND - 60) == ["request", "single"]
    clear_leftovers(shared)
    for path in (shared.var / "tmp").iterdir():
        os.utime(path, (time.time() - LEFT_BEHIND - 60,) * 2)
    clear_leftovers(shared)
    assert list((shared.var / "tmp").iterdir()) == []
