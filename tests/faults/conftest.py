"""A var folder of its own for each test, copied from the one that was filled once."""

import shutil
from pathlib import Path

import pytest

from .served import Served, write_ini


@pytest.fixture
def var(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "var"))


@pytest.fixture
def ini(var: Path, tmp_path: Path) -> Path:
    return write_ini(tmp_path / "office.ini", var)


@pytest.fixture
def served(ini: Path):
    """A running server, gone at the end of the test."""
    with Served(ini) as server:
        yield server
