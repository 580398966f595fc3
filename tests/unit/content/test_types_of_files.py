"""What a file is, by its content: also where that content is damaged."""

import random
import zipfile
from pathlib import Path

import pytest

from hcc.content.files import OTHER, type_of

ODT = "application/vnd.oasis.opendocument.text"


def packed(path: Path, compression: int) -> bytes:
    """The bytes of an OpenDocument text whose first member is packed so."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODT, compress_type=compression)
        archive.writestr("content.xml", "<x/>" * 50, compress_type=zipfile.ZIP_DEFLATED)
    return path.read_bytes()


def test_a_text_is_known_by_what_it_says_of_itself(tmp_path):
    path = tmp_path / "a.odt"
    packed(path, zipfile.ZIP_STORED)
    assert type_of(path) == ODT


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_archive_is_some_file_and_no_error(tmp_path, compression):
    path, chance = tmp_path / "a.odt", random.Random(8)
    whole = packed(path, compression)
    for _ in range(2_000):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        assert type_of(path) in (ODT, OTHER, "application/zip")
