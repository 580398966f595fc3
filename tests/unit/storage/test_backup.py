"""What a backup refuses, keeps, and lets through; the loaded server is in tests/faults."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import transaction
from ZODB.blob import Blob
from ZODB.POSException import POSKeyError

from hcc.settings import Settings
from hcc.storage import backup
from hcc.storage.backup import BackupRefused, data_faults, forget_data_digest, last_backup, make_backup, restore_backup
from hcc.storage.opening import open_database
from hcc.storage.seals import Seal, SealFolder, written
from hcc.storage.secrets import secret_bytes


def store(settings: Settings, **papers: bytes) -> None:
    database = open_database(settings)
    connection = database.open()
    with transaction.manager:
        for name, content in papers.items():
            connection.root()[name] = Blob(content)
    connection.close()
    database.close()


def read(settings: Settings) -> dict[str, bytes]:
    database = open_database(settings, read_only=True)
    connection = database.open()
    try:
        return {name: Path(blob.committed()).read_bytes() for name, blob in connection.root().items()}
    finally:
        connection.close()
        database.close()


@pytest.fixture
def kept(settings, tmp_path):
    """A backup of two papers and a secret; the office itself is gone."""
    store(settings, one=b"%PDF-1", two=b"%PDF-2")
    secret_bytes(settings.secrets_folder, "cookie.key")
    make_backup(settings, tmp_path / "kept")
    shutil.rmtree(settings.var)
    return tmp_path / "kept"


def blobs(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.blob"))


def test_what_was_copied_comes_back(settings, kept):
    restored = restore_backup(settings, kept)
    assert read(settings) == {"one": b"%PDF-1", "two": b"%PDF-2"}
    assert (restored.blobs, restored.secrets) == (2, 1)
    assert data_faults(settings) == (restored.data_bytes, [])
    assert last_backup(settings) is not None
    assert oct((settings.secrets_folder / "cookie.key").stat().st_mode)[-3:] == "600"


def seal(transaction: str) -> bytes:
    return written(Seal(1, datetime(2026, 11, 25, tzinfo=UTC), "H44.99", transaction, "", ()))


def test_seals_are_in_the_backup_and_come_back_but_none_of_what_it_does_not_hold(settings, tmp_path):
    store(settings, one=b"%PDF-1")
    (settings.var / "seals").mkdir()
    old, new = settings.var / "seals" / "2026-11-24T103000Z.json", settings.var / "seals" / "2026-11-25T103000Z.json"
    old.write_bytes(seal("0" * 16))
    old.with_suffix(".sig").write_bytes(b"signature")
    folder = tmp_path / "kept"
    make_backup(settings, folder)
    assert sorted(path.name for path in (folder / "seals").iterdir()) == [old.name, old.with_suffix(".sig").name]
    # The next backup is broken off after the seals: what it copied is newer than the Data.fs beside it.
    new.write_bytes(seal("f" * 16))
    SealFolder(settings.var).copy_to(SealFolder(folder))
    shutil.rmtree(settings.var)
    restore_backup(settings, folder)
    assert sorted(path.name for path in (settings.var / "seals").iterdir()) == [old.name, old.with_suffix(".sig").name]
    assert old.read_bytes() == seal("0" * 16)


def test_a_flipped_byte_of_data_fs_is_refused(settings, kept):
    data = kept / "Data.fs"
    size = data.stat().st_size
    content = data.read_bytes()
    for place in (10, size // 2, size - 1):
        data.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(BackupRefused, match=r"Data\.fs"):
            restore_backup(settings, kept)
    assert not settings.var.exists()


def test_a_missing_paper_is_refused(settings, kept):
    blobs(kept)[0].unlink()
    with pytest.raises(BackupRefused, match="1 papers, and 2"):
        restore_backup(settings, kept)
    assert not settings.var.exists()


@pytest.mark.parametrize("content", ["", "{}", "[1]", "{broken"])
def test_a_damaged_manifest_is_refused(settings, kept, content):
    (kept / "manifest.json").write_text(content)
    with pytest.raises(BackupRefused, match=r"manifest\.json"):
        restore_backup(settings, kept)


def test_an_unfinished_backup_is_refused(settings, kept):
    (kept / "manifest.json").unlink()
    with pytest.raises(BackupRefused, match="not a finished backup"):
        restore_backup(settings, kept)


def test_a_database_is_never_overwritten(settings, kept):
    store(settings, other=b"%PDF-9")
    with pytest.raises(BackupRefused, match="already"):
        restore_backup(settings, kept)
    assert read(settings) == {"other": b"%PDF-9"}


def test_what_the_former_database_left_is_not_believed(settings, kept):
    """Its data file was moved away; its index and a damaged paper still stand there."""
    store(settings, other=b"%PDF-9", three=b"%PDF-3")
    restored_names = [path.relative_to(kept / "blobs") for path in blobs(kept)]
    (settings.var / "Data.fs").unlink()
    for name in restored_names:
        stale = settings.var / "blobs" / name
        stale.parent.mkdir(parents=True, exist_ok=True)
        stale.write_bytes(b"%PDF-X")
    restore_backup(settings, kept)
    assert read(settings) == {"one": b"%PDF-1", "two": b"%PDF-2"}


def test_a_folder_with_other_things_is_refused(settings, tmp_path):
    store(settings, one=b"%PDF-1")
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(BackupRefused, match="other things"):
        make_backup(settings, other)
    for inside in (settings.var, settings.var / "blobs", settings.var / "kept"):
        with pytest.raises(BackupRefused):
            make_backup(settings, inside)
    assert (other / "letter.txt").read_text() == "mine"
    assert read(settings) == {"one": b"%PDF-1"}


def test_a_backup_that_breaks_off_leaves_the_earlier_one_and_can_be_made_again(settings, tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    store(settings, one=b"%PDF-1")
    make_backup(settings, kept)
    store(settings, two=b"%PDF-2")

    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    for part in ("_copy_front", "_copy_blobs", "_copy_secrets"):
        with monkeypatch.context() as patched:
            patched.setattr(backup, part, broken)
            secret_bytes(settings.secrets_folder, "cookie.key")
            with pytest.raises(OSError, match="No space"):
                make_backup(settings, kept)
        elsewhere = Settings(**{**settings.__dict__, "var": tmp_path / f"restored{part}"})
        restore_backup(elsewhere, kept)
        assert read(elsewhere) == {"one": b"%PDF-1"}
    make_backup(settings, kept)
    elsewhere = Settings(**{**settings.__dict__, "var": tmp_path / "restored"})
    restore_backup(elsewhere, kept)
    assert read(elsewhere) == {"one": b"%PDF-1", "two": b"%PDF-2"}


def test_a_first_backup_that_breaks_off_can_be_made_again(settings, tmp_path, monkeypatch):
    store(settings, one=b"%PDF-1")

    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "_copy_blobs", broken)
        with pytest.raises(OSError, match="No space"):
            make_backup(settings, tmp_path / "kept")
    with pytest.raises(BackupRefused):
        restore_backup(settings, tmp_path / "kept")
    assert make_backup(settings, tmp_path / "kept").blobs == 1


def test_a_paper_whose_transaction_is_given_up_does_not_stop_a_backup(settings, tmp_path, monkeypatch):
    """It is put in its place before the vote and taken away again: here between being seen and being copied."""
    store(settings, one=b"%PDF-1")
    stray = blobs(settings.var)[0].with_name("0x0000000000000001.blob")
    stray.write_bytes(b"%PDF-stray")
    copy = backup._copy

    def gone_meanwhile(source: Path, target: Path) -> None:
        stray.unlink(missing_ok=True)
        copy(source, target)

    monkeypatch.setattr(backup, "_copy", gone_meanwhile)
    assert make_backup(settings, tmp_path / "kept").blobs == 1
    shutil.rmtree(settings.var)
    restore_backup(settings, tmp_path / "kept")
    assert read(settings) == {"one": b"%PDF-1"}


def test_damage_of_what_was_backed_up_is_noticed(settings, tmp_path):
    store(settings, one=b"%PDF-1")
    assert data_faults(settings) == (0, [])
    made = make_backup(settings, tmp_path / "kept")
    store(settings, two=b"%PDF-2")
    assert data_faults(settings) == (made.data_bytes, [])
    data = settings.var / "Data.fs"
    content = data.read_bytes()
    for place in (30, made.data_bytes - 1):
        data.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert data_faults(settings)[1]
    data.write_bytes(content)
    forget_data_digest(settings)
    assert data_faults(settings) == (0, [])
    assert last_backup(settings) is not None


def test_the_note_of_the_last_backup_survives_being_spoilt(settings):
    settings.var.mkdir()
    for content in ("", "{", "[]", '{"at": 5}', '{"at": "yesterday"}'):
        (settings.var / "last-backup.json").write_text(content)
        assert last_backup(settings) is None
        assert data_faults(settings) == (0, [])


def test_the_manifest_names_the_last_transaction(settings, tmp_path):
    store(settings, one=b"%PDF-1")
    database = open_database(settings)
    last = database.lastTransaction().hex()
    made = make_backup(settings, tmp_path / "kept")
    database.close()
    manifest = json.loads((tmp_path / "kept/manifest.json").read_text())
    assert manifest["last_transaction"] == last
    assert manifest["data_bytes"] == made.data_bytes == (tmp_path / "kept/Data.fs").stat().st_size


def test_a_paper_missing_from_the_office_is_not_hidden(settings):
    store(settings, one=b"%PDF-1")
    blobs(settings.var)[0].unlink()
    with pytest.raises(POSKeyError):
        read(settings)
