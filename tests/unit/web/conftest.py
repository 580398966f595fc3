"""The Vietnamese words as they stand in the source, compiled for one run."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import hcc

PO = Path(hcc.__file__).parent / "locale/vi/LC_MESSAGES/hcc.po"


@pytest.fixture(scope="session")
def locale_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder for `add_translation_dirs`, so that no test leans on a catalogue someone compiled before."""
    folder = tmp_path_factory.mktemp("locale")
    compiled = folder / "vi/LC_MESSAGES/hcc.mo"
    compiled.parent.mkdir(parents=True)
    with PO.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source))
    return str(folder)
