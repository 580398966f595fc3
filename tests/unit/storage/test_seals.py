"""A seal as a file: what is written is read again, and its list can be counted after without this program."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hcc.storage.seals import Head, Seal, SealFolder, SealRefused, SealUnreadable, file_digest, read, written

AT = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
HEADS = (Head("access log", 3, "a" * 64), Head("account lan.anh", 12, "b" * 64), Head("dossier 1-1", 0, "0" * 64))
SEAL = Seal(2, AT, "H44.99", "03f0", "c" * 64, HEADS)


@pytest.mark.parametrize("seal", [SEAL, replace(SEAL, heads=()), replace(SEAL, number=1, previous="")])
def test_what_is_written_is_read_again(seal):
    assert read(written(seal)) == seal


def test_a_chain_stands_on_a_line_and_the_digest_is_of_these_lines():
    lines = written(SEAL).decode().splitlines()
    chains = [line.rstrip(",") for line in lines if line.startswith('["')]
    assert [json.loads(line) for line in chains] == [list(head) for head in HEADS]
    listed = hashlib.sha256("".join(f"{line}\n" for line in chains).encode()).hexdigest()
    assert json.loads(written(SEAL))["sha256"] == listed
    assert file_digest(written(SEAL)) == hashlib.sha256(written(SEAL)).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"access log",3', '"access log",4'),
        lambda text: text.replace("b" * 64, "d" * 64),
        lambda text: text.replace('["dossier 1-1",0,"' + "0" * 64 + '"]', '["dossier 1-2",0,"' + "0" * 64 + '"]'),
        lambda text: text.replace(f'["access log",3,"{"a" * 64}"],\n', ""),
    ],
)
def test_a_list_that_is_not_the_one_its_digest_is_of_is_refused(change):
    text = written(SEAL).decode()
    assert change(text) != text
    with pytest.raises(SealUnreadable, match="not the one its SHA-256 is of"):
        read(change(text).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"format": "hcc seal 9"}', b"\xff\xfe", b"null"])
def test_what_is_no_seal_says_so(content):
    with pytest.raises(SealUnreadable):
        read(content)


def test_seals_are_named_by_their_moment_and_never_written_over(tmp_path):
    folder = SealFolder(tmp_path)
    with folder.alone():
        first = folder.put(AT, written(SEAL), b"signature")
    assert first.name == "2026-11-25T110000Z.json"
    assert (folder.seal(first.stem), folder.signature(first.stem)) == (written(SEAL), b"signature")
    for late in (AT, AT - timedelta(days=1)):
        with pytest.raises(SealRefused):
            folder.put(late, b"other", b"other")
    assert folder.names() == [first.stem]
    assert folder.seal(first.stem) == written(SEAL)
    folder.put(AT + timedelta(hours=13), b"more", b"more")
    assert folder.names() == [first.stem, "2026-11-26T000000Z"]
