"""An office as its commands see it: a folder of its own, and `hcc` run on it."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from faults.served import write_ini
from hcc.cli import main
from hcc.commands import site_files
from hcc.core.act import Act
from office import MONDAY


@pytest.fixture
def var(filled, tmp_path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "var"))


@pytest.fixture
def hcc(var, tmp_path, capsys):
    """Run a command on the office; answers status, output and complaints."""
    ini = write_ini(tmp_path / "office.ini", var)

    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--ini", str(ini), *map(str, arguments)])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def on_thursday(monkeypatch) -> None:
    """`hcc export-site` and `import-site` are given that day, whatever the clock of this machine says."""
    at = MONDAY + timedelta(days=3)
    monkeypatch.setattr(site_files, "command_act", lambda: Act("command line", at))
