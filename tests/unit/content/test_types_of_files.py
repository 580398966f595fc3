"""What a file is, by its content: also where that content is damaged."""

import random
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from hcc.content.files import OTHER, type_of
from hcc.content.plain_files import PlainFile
from hcc.content.reading_files import _Reader

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


def test_a_file_of_a_kind_that_was_unknown_when_it_was_taken_out_is_read(tmp_path):
    path = tmp_path / "loa.ogg"
    path.write_bytes(b"OggS" + bytes(24) + b"OpusHead")
    told = {"name": "loa.ogg", "size": 36, "type": OTHER, "sha256": "a" * 64}
    item = SimpleNamespace(kind="file", files={told["sha256"]: PlainFile(path, told["sha256"], 36, {})})
    for kind, fits in ((OTHER, True), ("audio/ogg", True), ("video/mp4", False)):
        assert _Reader._is_told({**told, "type": kind}, item) is fits
