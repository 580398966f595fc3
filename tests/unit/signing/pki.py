"""A certification service for tests (certomancer): a root, an issuing authority, officials' certificates, its lists."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, ServiceLabel
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from pyhanko_certvalidator import ValidationContext

ENTITIES = ("root", "issuing", "chair", "deputy", "other")
_YEARS = {"valid-from": "2026-01-01T00:00:00+0000", "valid-to": "2036-01-01T00:00:00+0000"}
_LONG = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2046-01-01T00:00:00+0000"}
_SIGNS = {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["non_repudiation"]}}
_ENCRYPTS = {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": ["key_agreement"]}}
_CA = [
    {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
    {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": ["key_cert_sign", "crl_sign"]},
    },
]


def _list_of(authority: str) -> dict:
    return {
        "id": "crl_distribution_points",
        "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": [authority]}},
    }


def _official(subject: str, *, usage: dict = _SIGNS, validity: dict = _YEARS, revoked: str = "") -> dict:
    certificate = {
        "subject": subject,
        "issuer": "issuing",
        "validity": validity,
        "extensions": [usage, _list_of("issuing")],
    }
    if revoked:
        certificate["revocation"] = {"revoked-since": revoked, "reason": "key_compromise"}
    return certificate


_CONFIG: dict[str, Any] = {
    "external-url-prefix": "http://pki.example",
    "keysets": {
        "officials": {"path-prefix": ".", "keys": {name: {"path": f"{name}.pem"} for name in ENTITIES}},
    },
    "pki-architectures": {
        "state": {
            "keyset": "officials",
            "entity-defaults": {"country-name": "VN", "organization-name": "UBND xã An Mẫu"},
            "entities": {name: {"common-name": f"Thử {name}"} for name in ENTITIES},
            "certs": {
                "root": {"subject": "root", "issuer": "root", "validity": _LONG, "extensions": _CA},
                "issuing": {
                    "subject": "issuing",
                    "issuer": "root",
                    "validity": _LONG,
                    "extensions": [*_CA, _list_of("root")],
                },
                "chair": _official("chair"),
                "deputy": _official("deputy", revoked="2026-06-01T00:00:00+0000"),
                "ended": _official(
                    "chair",
                    validity={"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2024-01-01T00:00:00+0000"},
                ),
                "ending": _official(
                    "chair",
                    validity={"valid-from": "2026-01-01T00:00:00+0000", "valid-to": "2026-12-10T00:00:00+0000"},
                ),
                "encrypting": _official("other", usage=_ENCRYPTS),
                "other": _official("other"),
            },
            "services": {
                "crl-repo": {
                    name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P90D"}
                    for name in ("root", "issuing")
                }
            },
        }
    },
}
PASSPHRASE = "mật khẩu"


@dataclass(frozen=True)
class Pki:
    """The service with its keys in a folder."""

    folder: Path

    @cached_property
    def _service(self) -> Any:
        return CertomancerConfig(yaml.safe_load(yaml.safe_dump(_CONFIG)), str(self.folder)).get_pki_arch(
            ArchLabel("state")
        )

    def certificate(self, name: str) -> Any:
        """An asn1crypto certificate."""
        return self._service.get_cert(CertLabel(name))

    def pem(self, *names: str) -> bytes:
        found = (load_der_x509_certificate(self.certificate(name).dump()) for name in names)
        return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in found)

    def private(self, name: str) -> Any:
        """The private key of an entity, of cryptography."""
        return serialization.load_pem_private_key((self.folder / f"{name}.pem").read_bytes(), None)

    def key_file(self, path: Path, name: str, entity: str) -> Path:
        """A PKCS#12 file with this certificate and its key, and those above it."""
        own, *others = (load_der_x509_certificate(self.certificate(one).dump()) for one in (name, "issuing", "root"))
        data = pkcs12.serialize_key_and_certificates(
            b"x", self.private(entity), own, others, serialization.BestAvailableEncryption(PASSPHRASE.encode())
        )
        path.write_bytes(data)
        return path

    def trust(self, at: datetime, *, lists: bool = True) -> ValidationContext:
        """Trusts the root, and believes no certificate of which no list says at `at` that it is not revoked."""
        services = self._service.service_registry
        crls = [services.get_crl(ServiceLabel(name), at) for name in ("root", "issuing")] if lists else []
        return ValidationContext(
            trust_roots=[self.certificate("root")],
            crls=[crl.dump() for crl in crls],
            revocation_mode="hard-fail",
            allow_fetching=False,
            moment=at,
        )


def make_pki(folder: Path) -> Pki:
    for name in ENTITIES:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        (folder / f"{name}.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return Pki(folder)
