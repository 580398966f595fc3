"""Certificates: the key in a PKCS#12 file, and a trial key with a certificate of its own making."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from hcc.signing.errors import KeyUnreadable
from hcc.signing.keys import TRIAL, SigningKey
from hcc.signing.signer import signer_of

_NAME_LIMIT = 64
"""Longest common or organisation name in a certificate (RFC 5280, appendix A.1), which cryptography counts in bytes."""


def key_in(path: Path, data: bytes, passphrase: str) -> SigningKey:
    """The key in the bytes of a PKCS#12 file; `path` names it in complaints. Raises KeyUnreadable."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        raise KeyUnreadable(path, str(error)) from None
    if key is None or certificate is None:
        raise KeyUnreadable(path, "holds no private key with its certificate")
    own = asn1_of(certificate)
    return SigningKey(
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        subject=own.subject.human_friendly,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        is_trial=is_trial(certificate),
        signer=signer_of(key, own, [asn1_of(other) for other in others]),
    )


def certificates_in(path: Path, data: bytes) -> list[x509.Certificate]:
    """The certificates in the bytes of a PEM or DER file, at least one. Raises KeyUnreadable."""
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        raise KeyUnreadable(path, str(error)) from None


def is_trial(certificate: x509.Certificate) -> bool:
    """Whether nobody recognises the certificate: it says that it is for trying things out, or signed itself."""
    return certificate.issuer == certificate.subject or any(part.value == TRIAL for part in certificate.subject)


def signs(certificate: x509.Certificate) -> bool:
    """Whether the certificate is one for signatures (RFC 5280, 4.2.1.3); one that says nothing of its use may."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def trial_key(organisation: str, common_name: str, passphrase: str) -> bytes:
    """A new key with a certificate it signed itself, as the bytes of a PKCS#12 file."""
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


def asn1_of(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same certificate as pyHanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
