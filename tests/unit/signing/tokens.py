"""Tokens for tests: SoftHSM2 (Debian), with keys and certificates of the test service in them."""

import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives import serialization
from pkcs11 import Attribute, CertificateType, ObjectClass

from unit.signing.pki import Pki

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, SECURITY_OFFICER = "246813", "87654321"


@dataclass(frozen=True)
class Token:
    """One token, with PIN as its PIN. SoftHSM keeps it as a folder, so that pulling it out is moving that away."""

    label: str
    tokens: Path

    def put_key(self, pki: Pki, entity: str, certificate: str = "", name: bytes = b"\1") -> None:
        """A private key, and its certificate where one is named."""
        pem = self.tokens / f"{self.label}-{entity}.pem"
        plain = serialization.NoEncryption()
        pem.write_bytes(
            pki.private(entity).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        )
        _util("--import", pem, "--token", self.label, "--label", entity, "--id", name.hex(), "--pin", PIN)
        if certificate:
            with pkcs11.lib(str(MODULE)).get_token(token_label=self.label).open(rw=True, user_pin=PIN) as session:
                session.create_object(
                    {
                        Attribute.CLASS: ObjectClass.CERTIFICATE,
                        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                        Attribute.TOKEN: True,
                        Attribute.LABEL: certificate,
                        Attribute.ID: name,
                        Attribute.SUBJECT: pki.certificate(certificate).subject.dump(),
                        Attribute.VALUE: pki.certificate(certificate).dump(),
                    }
                )

    def pull_out(self) -> None:
        _util("--delete-token", "--token", self.label)
        pkcs11.lib(str(MODULE)).reinitialize()


def start(folder: Path) -> None:
    """Point SoftHSM at a folder of its own; once a process, before the first token."""
    tokens = folder / "tokens"
    tokens.mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)


def new_token(folder: Path) -> Token:
    label = f"thu {secrets.token_hex(4)}"
    _util("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SECURITY_OFFICER)
    if (library := pkcs11.lib(str(MODULE))).initialized:
        library.reinitialize()
    return Token(label, folder)


def _util(*arguments: object) -> None:
    assert shutil.which("softhsm2-util"), "the Debian package softhsm2 is missing"
    subprocess.run(["softhsm2-util", *map(str, arguments)], check=True, capture_output=True)
