"""The keys the centre signs with: one from a PKCS#12 file, or one made on the spot for trying things out."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from hcc.signing.errors import KeyUnreadable

TRIAL = "BẢN THỬ NGHIỆM"
"""Stands in the subject of every certificate made here, so that no reader can take its signature for the office's."""

KEY_FILE = "development-key.p12"
PASSPHRASE_FILE = "development-key.passphrase"
_LOCK_FILE = "development-key.lock"
_NAME_LIMIT = 64
"""Longest common or organisation name in a certificate (RFC 5280, appendix A.1), which cryptography counts in bytes."""


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
    """Made by `development_key`: good for trying things out, worth nothing before the law."""
    signer: Any = field(repr=False, compare=False)
    """What pyHanko signs with; only for `hcc.signing.sign`."""


def load_key(path: Path, passphrase: str) -> SigningKey:
    """The key in a PKCS#12 file. Raises KeyUnreadable; OSError when the file cannot be opened."""
    data = path.read_bytes()
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        raise KeyUnreadable(path, str(error)) from None
    if key is None or certificate is None:
        raise KeyUnreadable(path, "holds no private key with its certificate")
    # Imported with the first key, not with the program (see there).
    from hcc.signing.signer import signer_of

    own = _asn1(certificate)
    return SigningKey(
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        subject=own.subject.human_friendly,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        is_trial=any(part.value == TRIAL for part in certificate.subject),
        signer=signer_of(key, own, [_asn1(other) for other in others]),
    )


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
            passphrase = secrets.token_urlsafe(32)
            _put(passphrase_path, passphrase.encode())
            _put(path, _trial(organisation, common_name, passphrase))
    return load_key(path, passphrase_path.read_text(encoding="ascii"))


def _trial(organisation: str, common_name: str, passphrase: str) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fit(organisation, "")),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TRIAL),
            x509.NameAttribute(NameOID.COMMON_NAME, _fit(common_name, f" ({TRIAL})")),
        ]
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Reaches back, so that sample papers of the past can be signed as well.
        .not_valid_before(now - timedelta(days=3 * 365))
        .not_valid_after(now + timedelta(days=5 * 365))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signatures_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"hcc", key, certificate, None, serialization.BestAvailableEncryption(passphrase.encode())
    )


def _fit(name: str, end: str) -> str:
    room = _NAME_LIMIT - len(end.encode())
    return name.encode()[:room].decode(errors="ignore").rstrip() + end


def _for_signatures_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


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


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
