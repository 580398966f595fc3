"""The folders that travel with the program are found in a wheel and in a checkout."""

from pathlib import Path

import pytest

from hcc import shipped as module
from hcc.shipped import ShippedFolderMissing, shipped


@pytest.fixture
def installation(tmp_path, monkeypatch):
    package = tmp_path / "src" / "hcc"
    package.mkdir(parents=True)
    monkeypatch.setattr(module, "_PACKAGE", package)
    return tmp_path


def test_a_checkout_uses_its_own_folders():
    root = Path(__file__).resolve().parents[3]
    assert shipped("templates") == root / "templates"
    assert (shipped("templates") / "slips" / "receipt.typ").is_file()


def test_a_wheel_prefers_what_it_carries(installation):
    (installation / "catalog").mkdir()
    carried = installation / "src" / "hcc" / "_shipped" / "catalog"
    carried.mkdir(parents=True)
    assert shipped("catalog") == carried


def test_an_incomplete_installation_names_both_places(installation):
    with pytest.raises(ShippedFolderMissing) as refusal:
        shipped("catalog")
    assert str(installation / "src" / "hcc" / "_shipped" / "catalog") in str(refusal.value)
    assert str(installation / "catalog") in str(refusal.value)


@pytest.mark.parametrize("name", ["locale", "../src", "", "templates/slips"])
def test_other_folders_are_not_shipped(name):
    with pytest.raises(ValueError, match="not shipped"):
        shipped(name)
