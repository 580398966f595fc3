"""Backup beside a running server, and bringing it back.

Order matters: Data.fs up to a transaction first, then the blobs, which are never changed and so are a superset of what
that Data.fs names, then the secrets, apart.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hcc.settings import Settings

from .opening import blob_folder, data_file
from .synced import SyncedFileStorage, sync_file, sync_folders

MANIFEST = "manifest.json"
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
    """Copy database, blobs, access log and secrets to `folder`, which must be new or an earlier backup of ours."""
    data = _embedded(settings)
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise BackupRefused(f"{folder} holds other things: give a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    storage = SyncedFileStorage(data, blob_folder(data), read_only=True)
    try:
        # A read-only storage has scanned the file up to the end of the last whole transaction.
        end = storage._pos
        last = storage.lastTransaction().hex()
        digest = _copy_front(data, folder / "Data.fs", end)
    finally:
        storage.close()
    blobs = _copy_blobs(blob_folder(data), folder / "blobs")
    if (log := settings.var / "access.log").exists():
        _copy(log, folder / "access.log")
    secrets = _copy_secrets(settings.secrets_folder, folder / "secrets")
    manifest = {"data_bytes": end, "data_sha256": digest, "last_transaction": last, "blobs": blobs}
    draft = folder / f"{MANIFEST}.new"
    draft.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    sync_file(draft)
    draft.rename(folder / MANIFEST)
    sync_file(folder)
    _note_backup(settings, last)
    return Backup(end, blobs, secrets)


def _note_backup(settings: Settings, last: str) -> None:
    """Remember beside the database when it was last copied, for the health page."""
    note = settings.var / LAST_BACKUP
    note.write_text(json.dumps({"at": datetime.now(UTC).isoformat(), "last_transaction": last}), encoding="utf-8")
    sync_file(note)


def last_backup(settings: Settings) -> datetime | None:
    """When the last backup was finished; None when there was none."""
    try:
        return datetime.fromisoformat(json.loads((settings.var / LAST_BACKUP).read_text(encoding="utf-8"))["at"])
    except (OSError, ValueError, KeyError):
        return None


def restore_backup(settings: Settings, folder: Path) -> Backup:
    """Bring a backup back. Refuses when there is a database already or the copy is not what was written."""
    data = _embedded(settings)
    if not (folder / MANIFEST).exists():
        raise BackupRefused(f"{folder} is not a finished backup: it has no {MANIFEST}")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if data.exists():
        raise BackupRefused(f"there is a database at {data} already: move it away first")
    with open(folder / "Data.fs", "rb") as copy:
        if hashlib.file_digest(copy, "sha256").hexdigest() != manifest["data_sha256"]:
            raise BackupRefused("the copy of Data.fs in the backup was changed after it was made")
    data.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    blobs = _copy_blobs(folder / "blobs", blob_folder(data))
    secrets = _copy_secrets(folder / "secrets", settings.secrets_folder)
    if (log := folder / "access.log").exists():
        _copy(log, settings.var / "access.log")
    draft = data.with_name(f"{data.name}.restoring")
    _copy(folder / "Data.fs", draft)
    draft.rename(data)
    sync_file(data.parent)
    return Backup(manifest["data_bytes"], blobs, secrets)


def _embedded(settings: Settings) -> Path:
    data = data_file(settings)
    if data is None:
        raise BackupRefused("this storage is a server's: back it up with the server's own tools")
    return data


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


def _copy_blobs(source: Path, target: Path) -> int:
    """Copy every committed blob that is not there yet, and the layout marker."""
    count = 0
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")):
        inner = path.relative_to(source)
        if inner.parts[0] == "tmp" or not path.is_file() or path.suffix == ".lock":
            continue
        copy = target / inner
        count += path.suffix == ".blob"
        if copy.exists() and copy.stat().st_size == path.stat().st_size:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft = copy.with_name(f"{copy.name}.new")
        _copy(path, draft)
        draft.rename(copy)
        sync_folders(copy.parent, target)
    sync_file(target)
    return count


def _copy_secrets(source: Path, target: Path) -> int:
    if not source.exists():
        return 0
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for path in sorted(source.iterdir()):
        if path.is_file():
            copy = target / path.name
            _copy(path, copy)
            copy.chmod(0o600)
            count += 1
    sync_file(target)
    return count
