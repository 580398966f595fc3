"""Fixtures: a filled database made once, and an office of its own for each test or module that asks."""

import gc
import logging
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long something takes is measured in benchmarks/; a busy machine makes no test fail.
settings.register_profile("office", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("office")

os.environ.setdefault("CHAMELEON_CACHE", tempfile.mkdtemp(prefix="hcc-templates-"))
for name in ("PORT", "VAR", "HCC_INI"):
    os.environ.pop(name, None)

from office import Office, index_catalogue, make_database  # noqa: E402
from quick_starts import start_quickly  # noqa: E402

start_quickly()

TESTS = Path(__file__).parent
SECONDS = {"browser": 3.0, "faults": 6.0, "functional": 0.4, "unit": 0.1}
"""What a test of these folders takes, about."""


def pytest_configure(config) -> None:
    """Files are handed out in the order below, not by how many tests they have."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(config, items) -> None:
    """Of several workers each takes a file at a time: the longest first, so that none works alone at the end."""
    if not hasattr(config, "workerinput"):
        return
    seconds: Counter[Path] = Counter()
    for item in items:
        seconds[item.path] += SECONDS[item.path.relative_to(TESTS).parts[0]]
    items.sort(key=lambda item: (-seconds[item.path], item.path))


def pytest_collection_finish() -> None:
    """What was loaded until now stays: walking over it again for garbage was half of what making an office cost."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True)
def _log_handlers_as_before():
    """A command that sets up logging leaves handlers behind that write to a stream of its own test."""
    before = logging.root.handlers[:]
    yield
    for handler in logging.root.handlers[:]:
        if handler not in before:
            logging.root.removeHandler(handler)


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A var folder as `hcc init` leaves it, and the search index that whoever asks first would wait for."""
    var = tmp_path_factory.mktemp("filled")
    make_database(var)
    index_catalogue(var)
    return var


@pytest.fixture
def office(filled, tmp_path):
    """A fresh office for this test alone."""
    office = Office(tmp_path / "var", filled)
    yield office
    office.close()


@pytest.fixture(scope="module")
def shared_office(filled, tmp_path_factory):
    """One office for the tests of a module that do not mind each other's traces."""
    office = Office(tmp_path_factory.mktemp("shared") / "var", filled)
    yield office
    office.close()


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    """A certification service with certificates of officials (unit/signing/pki.py)."""
    from unit.signing.pki import make_pki

    return make_pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory) -> Path:
    """Where tokens of SoftHSM lie (unit/signing/tokens.py)."""
    from unit.signing.tokens import start

    folder = tmp_path_factory.mktemp("softhsm")
    start(folder)
    return folder
