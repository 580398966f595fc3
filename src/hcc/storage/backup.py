"""Backup beside a running server, and bringing it back.

Order matters: the seals first, so that none says more than the copied Data.fs; then Data.fs up to a transaction, then
the blobs, which are never changed and so are a superset of what that Data.fs names, then the secrets, apart. The former
backup in the same folder is given up last of all.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ZODB.FileStorage.FileStorage import packed_version
from ZODB.utils import u64, z64

from hcc.settings import Settings

from .access_log import AccessLog
from .opening import blob_folder, data_file
from .seals import SealFolder
from .synced import SyncedFileStorage, sync_file, sync_folders
from .upkeep import BACKED_UP, note_upkeep

MANIFEST = "manifest.json"
UNFINISHED = "manifest.json.new"
LAST_BACKUP = "last-backup.json"
CHUNK = 1 << 20


class BackupRefused(OSError):
    """The backup cannot be made or brought back; the message says why."""


@dataclass(frozen=True)
class Backup:
    """What was copied: bytes of Data.fs, number of blobs, number of secret files."""

    data_bytes: int
    blobs: int
    secrets: int


def make_backup(settings: Settings, folder: Path) -> Backup:
    """Copy database, blobs, access log and secrets to `folder`, which must be new or an earlier backup of ours.

    Raises BackupRefused, or OSError when there is no room: an earlier backup in the folder then stays as it was.
    """
    data = _embedded(settings)
    if not data.exists():
        raise BackupRefused(f"there is no database at {data}")
    ours = (folder / MANIFEST).exists() or (folder / UNFINISHED).exists()
    if folder.exists() and any(folder.iterdir()) and not ours:
        raise BackupRefused(f"{folder} holds other things: give a new folder")
    if _inside(folder, settings.var) or _inside(folder, blob_folder(data)):
        raise BackupRefused(f"{folder} is inside the var folder: give one elsewhere, best on another disk")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / UNFINISHED
    draft.write_text("{}", encoding="utf-8")
    SealFolder(settings.var).copy_to(SealFolder(folder))
    storage = SyncedFileStorage(data, blob_folder(data), read_only=True)
    try:
        # A read-only storage has scanned the file up to the end of the last whole transaction.
        end = storage._pos
        last = _last_transaction(data, end).hex()
        digest = _copy_front(data, folder / "Data.fs.new", end)
    finally:
        storage.close()
    blobs = _copy_blobs(blob_folder(data), folder / "blobs", anew=False)
    AccessLog(settings.var / "access.log").copy_to(folder / "access.log")
    secrets = _copy_secrets(settings.secrets_folder, folder / "secrets")
    manifest = {"data_bytes": end, "data_sha256": digest, "last_transaction": last, "blobs": blobs}
    draft.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    sync_file(draft)
    (folder / MANIFEST).unlink(missing_ok=True)
    (folder / "Data.fs.new").rename(folder / "Data.fs")
    draft.rename(folder / MANIFEST)
    sync_file(folder)
    made = datetime.now(UTC)
    _note_backup(settings, at=made.isoformat(), **manifest)
    note_upkeep(settings.var, BACKED_UP, at=made, data_bytes=end, disk_used=shutil.disk_usage(settings.var).used)
    return Backup(end, blobs, secrets)


def _note_backup(settings: Settings, **facts: object) -> None:
    """Remember beside the database when it was last copied, for the health page, and what its front then was."""
    note = settings.var / LAST_BACKUP
    draft = note.with_name(f"{LAST_BACKUP}.new")
    draft.write_text(json.dumps(facts), encoding="utf-8")
    sync_file(draft)
    draft.rename(note)


def _last_note(settings: Settings) -> dict[str, Any]:
    try:
        note = json.loads((settings.var / LAST_BACKUP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def last_backup(settings: Settings) -> datetime | None:
    """When the last backup was finished; None when there was none."""
    try:
        return datetime.fromisoformat(_last_note(settings)["at"])
    except (KeyError, TypeError, ValueError):
        return None


def data_faults(settings: Settings) -> tuple[int, list[str]]:
    """Whether the part of Data.fs that was last backed up is still the same: bytes compared, and what is wrong.

    Data.fs only grows, except when it is packed, so any change of that part is damage. FileStorage itself keeps no
    checksum.
    """
    data, note = data_file(settings), _last_note(settings)
    if data is None or "data_sha256" not in note:
        return 0, []
    digest, left = hashlib.sha256(), note["data_bytes"]
    with open(data, "rb") as file:
        while left and (chunk := file.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    if digest.hexdigest() != note["data_sha256"]:
        return note["data_bytes"], ["Data.fs changed in a part that was backed up before: restore that backup"]
    return note["data_bytes"], []


def forget_data_digest(settings: Settings) -> None:
    """To be called before Data.fs is packed: from then on its front is another."""
    if note := _last_note(settings):
        note.pop("data_sha256", None)
        _note_backup(settings, **note)


def restore_backup(settings: Settings, folder: Path) -> Backup:
    """Bring a backup back. Refuses when there is a database already or the copy is not what was written."""
    data = _embedded(settings)
    manifest = _manifest(folder)
    if data.exists():
        raise BackupRefused(f"there is a database at {data} already: move it away first")
    with open(folder / "Data.fs", "rb") as copy:
        if hashlib.file_digest(copy, "sha256").hexdigest() != manifest["data_sha256"]:
            raise BackupRefused("the copy of Data.fs in the backup was changed after it was made")
    present = sum(path.suffix == ".blob" for path in _blob_files(folder / "blobs"))
    if present < manifest["blobs"]:
        raise BackupRefused(f"the backup holds {present} papers, and {manifest['blobs']} were copied: some are missing")
    data.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    blobs = _copy_blobs(folder / "blobs", blob_folder(data), anew=True)
    secrets = _copy_secrets(folder / "secrets", settings.secrets_folder)
    settings.var.mkdir(mode=0o750, parents=True, exist_ok=True)
    AccessLog(folder / "access.log").copy_to(settings.var / "access.log")
    # A backup broken off may have left newer seals beside the Data.fs of the one before.
    SealFolder(folder).copy_to(SealFolder(settings.var), until=manifest["last_transaction"])
    # Left by the former database, it would be believed by this one.
    data.with_name(f"{data.name}.index").unlink(missing_ok=True)
    draft = data.with_name(f"{data.name}.restoring")
    _copy(folder / "Data.fs", draft)
    draft.rename(data)
    sync_file(data.parent)
    made = datetime.fromtimestamp((folder / MANIFEST).stat().st_mtime, UTC).isoformat()
    _note_backup(settings, at=made, **manifest)
    return Backup(manifest["data_bytes"], blobs, secrets)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {name: manifest[name] for name in ("data_bytes", "data_sha256", "last_transaction", "blobs")}
    except FileNotFoundError:
        raise BackupRefused(f"{folder} is not a finished backup: it has no {MANIFEST}") from None
    except (ValueError, KeyError, TypeError):
        raise BackupRefused(f"{folder / MANIFEST} cannot be read: it was damaged after the backup was made") from None


def _embedded(settings: Settings) -> Path:
    data = data_file(settings)
    if data is None:
        raise BackupRefused("this storage is a server's: back it up with the server's own tools")
    return data


def _last_transaction(data: Path, end: int) -> bytes:
    """The id of the transaction that ends at `end`.

    `lastTransaction()` of a storage opened while another process commits may name one that is not finished yet and so
    lies behind `end`. A transaction record ends with its length (ZODB.FileStorage.format).
    """
    length_size = 8
    if end <= len(packed_version):
        return z64
    with open(data, "rb") as file:
        file.seek(end - length_size)
        length = u64(file.read(length_size))
        file.seek(end - length_size - length)
        return file.read(length_size)


def _inside(folder: Path, top: Path) -> bool:
    return folder.resolve().is_relative_to(top.resolve())


def _copy_front(source: Path, target: Path, size: int) -> str:
    digest, left = hashlib.sha256(), size
    with open(source, "rb") as read, open(target, "wb") as out:
        while left:
            chunk = read.read(min(CHUNK, left))
            if not chunk:
                raise BackupRefused("Data.fs became shorter while it was copied: it was packed; try again")
            digest.update(chunk)
            out.write(chunk)
            left -= len(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    sync_file(target)


def _blob_files(top: Path) -> Iterator[Path]:
    """Committed blobs and the layout marker; a folder that vanishes meanwhile is passed over."""
    for folder, inner, names in os.walk(top):
        if Path(folder) == top and "tmp" in inner:
            inner.remove("tmp")
        yield from (Path(folder, name) for name in sorted(names) if not name.endswith((".lock", ".new")))


def _copy_blobs(source: Path, target: Path, *, anew: bool) -> int:
    """Copy committed blobs and the layout marker: all `anew`, or those that are not there yet."""
    count = 0
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in _blob_files(source):
        copy = target / path.relative_to(source)
        # A blob whose transaction was given up is taken away again; the Data.fs copied before does not name it.
        with suppress(FileNotFoundError):
            if not anew and copy.exists() and copy.stat().st_size == path.stat().st_size:
                count += path.suffix == ".blob"
                continue
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = copy.with_name(f"{copy.name}.new")
            _copy(path, draft)
            draft.rename(copy)
            sync_folders(copy.parent, target)
            count += path.suffix == ".blob"
    sync_file(target)
    return count


def _copy_secrets(source: Path, target: Path) -> int:
    if not source.exists():
        return 0
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix != ".new":
            copy = target / path.name
            # Made empty and closed to others before anything is in it.
            copy.touch(mode=0o600)
            copy.chmod(0o600)
            _copy(path, copy)
            count += 1
    sync_file(target)
    return count
