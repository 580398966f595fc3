"""Opening the database: one writer, readers beside it, and a reader sees one moment."""

import os

import pytest
import transaction
from ZODB.POSException import ReadOnlyError

from hcc.storage.opening import DatabaseInUse, data_file, open_database
from hcc.storage.secrets import secret_bytes


def test_a_second_writer_is_refused_and_told_who_writes(settings):
    database = open_database(settings)
    with pytest.raises(DatabaseInUse, match=str(os.getpid())):
        open_database(settings)
    database.close()
    open_database(settings).close()


def test_a_reader_sees_the_moment_it_was_opened(settings):
    writer = open_database(settings)
    connection = writer.open()
    with transaction.manager:
        connection.root()["a"] = connection.root()["b"] = 1
    reader = open_database(settings, read_only=True)
    with transaction.manager:
        connection.root()["a"] = connection.root()["b"] = 2
    seen = reader.open()
    assert (seen.root()["a"], seen.root()["b"]) == (1, 1)
    seen.root()["a"] = 3
    with pytest.raises(ReadOnlyError):
        transaction.commit()
    transaction.abort()
    seen.close()
    reader.close()
    later = open_database(settings, read_only=True)
    seen = later.open()
    assert (seen.root()["a"], seen.root()["b"]) == (2, 2)
    for one in (seen, connection, later, writer):
        one.close()


def test_an_unfinished_end_is_cut_off_and_told(settings, caplog):
    open_database(settings).close()
    data = settings.var / "Data.fs"
    whole = data.read_bytes()
    half = whole[4:-20]

    def cut_off() -> list[str]:
        return [message for message in caplog.messages if "were moved to" in message]

    data.write_bytes(whole + half)
    open_database(settings, read_only=True).close()
    assert data.read_bytes() != whole
    assert not cut_off()
    open_database(settings).close()
    assert data.read_bytes() == whole
    assert [f"{len(half)} bytes" in message for message in cut_off()] == [True]
    caplog.clear()
    open_database(settings).close()
    assert not cut_off()


def test_a_reader_makes_no_database(settings):
    with pytest.raises(FileNotFoundError, match="hcc init"):
        open_database(settings, read_only=True)
    assert not (settings.var / "Data.fs").exists()


def test_a_storage_that_is_a_server_has_no_data_file(settings):
    served = type(settings)(**{**settings.__dict__, "storage": "zeo://localhost:9001"})
    assert data_file(served) is None
    elsewhere = type(settings)(**{**settings.__dict__, "storage": "file:///srv/hcc/Data.fs"})
    assert str(data_file(elsewhere)) == "/srv/hcc/Data.fs"


def test_a_secret_is_made_once_and_is_ours_alone(settings):
    first = secret_bytes(settings.secrets_folder, "cookie.key")
    assert len(first) == 32
    assert secret_bytes(settings.secrets_folder, "cookie.key") == first
    assert secret_bytes(settings.secrets_folder, "other.key") != first
    path = settings.secrets_folder / "cookie.key"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert [p.name for p in sorted(path.parent.iterdir())] == ["cookie.key", "other.key"]
