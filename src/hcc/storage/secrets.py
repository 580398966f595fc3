"""Secrets of this installation: random files only the owner can read, made on first use."""

import os
import secrets
from pathlib import Path

from .synced import sync_folders


def secret_bytes(folder: Path, name: str, size: int = 32) -> bytes:
    """The secret `name`, made if it does not exist. Two processes that race end with the same one."""
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{name}.{secrets.token_hex(8)}.new"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_bytes(size))
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        sync_folders(folder, folder.parent)
    return path.read_bytes()
