"""Bytes from outside: whole on disk with their digest, or refused and gone."""

import hashlib
import io

import pytest

from hcc.files import received as received_module
from hcc.files.received import TooBig, receive, sha256_of, workspace


@pytest.mark.parametrize("content", [b"", b"x", b"abc" * 1_000_000])
def test_received_bytes_are_kept_whole(tmp_path, content):
    kept = receive(io.BytesIO(content), tmp_path, limit=len(content))
    assert kept.path.read_bytes() == content
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert sha256_of(kept.path) == kept.sha256


def test_one_byte_too_many_is_too_big(tmp_path):
    with pytest.raises(TooBig):
        receive(io.BytesIO(b"x" * 11), tmp_path, limit=10)


def test_a_stream_without_end_is_left_soon(tmp_path):
    class Endless:
        asked = 0

        def read(self, size):
            Endless.asked += 1
            return b"x" * size

    with pytest.raises(TooBig):
        receive(Endless(), tmp_path, limit=3 * received_module.CHUNK)
    assert Endless.asked == 4


def test_nothing_that_is_there_is_overwritten(tmp_path):
    receive(io.BytesIO(b"first"), tmp_path, limit=10)
    with pytest.raises(FileExistsError):
        receive(io.BytesIO(b"second"), tmp_path, limit=10)
    assert (tmp_path / "received").read_bytes() == b"first"


def test_bytes_are_on_the_disk_before_anyone_is_told(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(received_module.os, "fsync", lambda number: synced.append(number))
    receive(io.BytesIO(b"x"), tmp_path, limit=10)
    assert len(synced) == 1


def test_a_workspace_is_private_and_leaves_nothing(tmp_path):
    with workspace(tmp_path) as folder:
        (folder / "paper.pdf").write_bytes(b"x")
        assert folder.stat().st_mode & 0o077 == 0
        assert folder.parent.stat().st_mode & 0o077 == 0
        with workspace(tmp_path) as other:
            assert other != folder
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_workspace_is_gone_after_an_error_too(tmp_path):
    def fail():
        with workspace(tmp_path) as folder:
            (folder / "paper.pdf").write_bytes(b"x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list((tmp_path / "tmp").iterdir()) == []
