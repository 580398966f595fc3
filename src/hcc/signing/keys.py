"""The keys the centre signs with: one from a PKCS#12 file, or one made on the spot for trying things out."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

TRIAL = "BẢN THỬ NGHIỆM"
"""Stands in the subject of every certificate made here, so that no reader can take its signature for the office's."""

KEY_FILE = "development-key.p12"
PASSPHRASE_FILE = "development-key.passphrase"
_LOCK_FILE = "development-key.lock"


@dataclass(frozen=True)
class SigningKey:
    """A private key with its certificate, ready to sign."""

    fingerprint: str
    """SHA-256 of the certificate, in lower-case hexadecimal."""
    subject: str
    """The certificate's subject in words, as in "Common Name: ..., Organization: ..."."""
    not_before: datetime
    not_after: datetime
    is_trial: bool
    """Made by `development_key`, or signed by itself alone: good for trying out, worth nothing before the law."""
    signer: Any = field(repr=False, compare=False)
    """What pyHanko signs with; only for `hcc.signing.sign`."""
    needs_pin = False
    tries_left = None

    @contextmanager
    def opened(self, pin: str) -> Iterator["SigningKey"]:
        """The key itself: it needs no PIN. A key in a token is used through the same call."""
        yield self


def load_key(path: Path, passphrase: str) -> SigningKey:
    """The key in a PKCS#12 file. Raises KeyUnreadable; OSError when the file cannot be opened."""
    data = path.read_bytes()
    # Imported with the first key, not with the program: it brings cryptography and pyHanko along.
    from hcc.signing.certificates import key_in

    return key_in(path, data, passphrase)


def development_key(folder: Path, *, organisation: str, common_name: str) -> SigningKey:
    """The trial key kept in `folder`, made there on first use.

    A self-signed certificate and its key as PKCS#12, beside it a file with the passphrase, both for their owner's eyes
    only. Processes that ask at the same time get the same key. Names are those of the first call; later ones do not
    change an existing key.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, passphrase_path = folder / KEY_FILE, folder / PASSPHRASE_FILE
    with _alone(folder):
        # The key is put in place last: where it stands, its passphrase does too.
        if not path.exists():
            from hcc.signing.certificates import trial_key

            passphrase = secrets.token_urlsafe(32)
            _put(passphrase_path, passphrase.encode())
            _put(path, trial_key(organisation, common_name, passphrase))
    return load_key(path, passphrase_path.read_text(encoding="ascii"))


def _put(path: Path, data: bytes) -> None:
    """Write a file for its owner only, so that it appears whole or not at all and survives a power cut."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder, such as one just renamed, survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
