"""Starting: what is read before the first page, and that a command reads what it needs only."""

import argparse
import subprocess
import sys

import pytest

from faults.served import clean_environment
from hcc.cli import PARTS, parser
from office import ROOT

ALL = sorted(name for names in PARTS.values() for name in names)


def commands_of(made: argparse.ArgumentParser) -> set[str]:
    (found,) = [action for action in made._actions if isinstance(action, argparse._SubParsersAction)]
    return set(found.choices)


def ran(code: str, **environment: str) -> str:
    """What Python code prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(**environment), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_names_every_command():
    assert commands_of(parser()) == set(ALL)
    assert commands_of(parser(["--help"])) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_command_is_found_where_the_table_says(name):
    assert name in commands_of(parser(["--ini", "some.ini", name]))


def test_a_command_does_not_load_the_others():
    loaded = ran("import sys; from hcc.cli import parser; parser(['serve']); print(*sys.modules)").split()
    assert "hcc.commands.running" in loaded
    assert not {f"hcc.commands.{part}" for part in PARTS if part != "running"} & set(loaded)


def test_the_collector_is_as_it_was_after_a_command():
    code = "import gc; from hcc.cli import main; assert main(['settings']) == 0; assert gc.isenabled()"
    ran(code, HCC_INI=str(ROOT / "development.ini"))
