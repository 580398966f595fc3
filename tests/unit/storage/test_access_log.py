"""The log of sensitive reads: every change of it shows, and a line half written does not spoil what follows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from hcc.storage.access_log import GENESIS, AccessLog

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    log = AccessLog(tmp_path / "access.log")
    for number in range(5):
        log.record(by="tiepnhan", at=AT, what=f"/ho-so/abc/giay-to/{number}")
    return log


def lines(log: AccessLog) -> list[bytes]:
    return log.path.read_bytes().splitlines(keepends=True)


def test_an_empty_and_a_whole_log_have_no_faults(log, tmp_path):
    assert AccessLog(tmp_path / "never").faults() == []
    assert log.faults() == []
    assert len(lines(log)) == 5


def test_the_head_behind_each_line_is_told(log, tmp_path):
    assert list(AccessLog(tmp_path / "never").heads()) == [GENESIS]
    digests = [line.split()[0].decode() for line in lines(log)]
    assert list(log.heads()) == [GENESIS, *digests]
    # Half a line was never acknowledged.
    log.path.write_bytes(log.path.read_bytes()[:-3])
    assert list(log.heads()) == [GENESIS, *digests[:-1]]


@pytest.mark.parametrize("number", range(5))
def test_a_changed_line_is_found(log, number):
    changed = lines(log)
    changed[number] = changed[number].replace(b"tiepnhan", b"tiepdonn")
    log.path.write_bytes(b"".join(changed))
    assert log.faults()


@pytest.mark.parametrize("number", range(4))
def test_a_dropped_line_is_found(log, number):
    kept = lines(log)
    del kept[number]
    log.path.write_bytes(b"".join(kept))
    assert log.faults()


def test_lines_in_another_order_are_found(log):
    moved = lines(log)
    moved[1], moved[2] = moved[2], moved[1]
    log.path.write_bytes(b"".join(moved))
    assert log.faults()


@pytest.mark.parametrize("cut", [1, 10, 70])
def test_a_line_half_written_is_taken_away_by_the_next(log, cut):
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-cut])
    assert log.faults() == []
    log.record(by="xuly", at=AT, what="/ho-so/abc/giay-to/9")
    assert log.faults() == []
    assert len(lines(log)) == 5
    assert b"giay-to/9" in lines(log)[-1]


def test_a_disk_without_room_leaves_the_log_as_it_was(log, monkeypatch):
    import errno
    import os

    before = log.path.read_bytes()

    def no_room(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", no_room)
        with pytest.raises(OSError, match="No space"):
            log.record(by="xuly", at=AT, what="/ho-so/abc/giay-to/9")
    assert log.path.read_bytes() == before
    log.record(by="xuly", at=AT, what="/ho-so/abc/giay-to/9")
    assert log.faults() == []


def test_many_readers_at_once_make_one_chain(log):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: log.record(by=f"nguoi{n}", at=AT, what="/x"), range(40)))
    assert log.faults() == []
    assert len(lines(log)) == 45


def test_a_copy_holds_the_whole_lines(log, tmp_path):
    with open(log.path, "ab") as file:
        file.write(b"half a li")
    copy = AccessLog(tmp_path / "copy.log")
    log.copy_to(copy.path)
    assert len(lines(copy)) == 5
    assert copy.faults() == []
