"""Secrets of this installation: random files only the owner can read, made on first use."""

import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .synced import sync_folders

# Loaded with the first secret that is sealed, not with the program.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM


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


class SealBroken(Exception):
    """What was sealed cannot be opened: another key, another owner, or changed bytes."""


class Sealer:
    """Seals small secrets that are kept in the database with a key that is not (AES-256-GCM)."""

    KEY = 32
    _NONCE = 12

    def __init__(self, key: bytes) -> None:
        """Raises ValueError for a key that has not KEY bytes."""
        if len(key) != self.KEY:
            raise ValueError(f"a key to seal with has {self.KEY} bytes, not {len(key)}")
        self._key = key
        self._digest_key = hmac.digest(key, b"digests", "sha256")

    @cached_property
    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)

    def seal(self, plain: bytes, *, about: str) -> bytes:
        """Sealed bytes that open only with the same `about`, such as whose secret it is."""
        nonce = os.urandom(self._NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """What was sealed. Raises SealBroken."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[: self._NONCE], sealed[self._NONCE :], about.encode())
        except (InvalidTag, ValueError):
            raise SealBroken() from None

    def digest(self, text: str) -> str:
        """What can be kept of a secret that is only ever compared: worth nothing without the key."""
        return hmac.digest(self._digest_key, text.encode(), "sha256").hex()
