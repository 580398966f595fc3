"""An empty var folder with the settings that point at it, and one with an office that has worked."""

from pathlib import Path

import pytest

from hcc.settings import Settings, read_settings
from office import ini_values


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(ini_values(tmp_path / "var"), environ={})
