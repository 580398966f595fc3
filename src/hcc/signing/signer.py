"""What pyHanko signs with. Importing pyHanko takes a sixth of a second and 20 MB, so it waits for the first key."""

from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from hcc.signing.offline import without_http_client

with without_http_client():
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore
    from pyhanko_certvalidator.util import get_pyca_cryptography_hash


class LoadedKeySigner(SimpleSigner):
    """Signs with the key as it was loaded: pyHanko's own way parses and checks it anew for every paper (36 ms)."""

    loaded: object = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm).signature_algo
        if mechanism == "rsassa_pkcs1v15" and isinstance(self.loaded, rsa.RSAPrivateKey):
            return self.loaded.sign(data, padding.PKCS1v15(), get_pyca_cryptography_hash(digest_algorithm))
        return super().sign_raw(data, digest_algorithm)


def signer_of(key: Any, own: asn1_x509.Certificate, others: list[asn1_x509.Certificate]) -> LoadedKeySigner:
    """A signer with its private key (of cryptography), its certificate and those above it."""
    chain = SimpleCertificateStore()
    chain.register_multiple(others)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = LoadedKeySigner(signing_cert=own, signing_key=asn1_keys.PrivateKeyInfo.load(plain), cert_registry=chain)
    signer.loaded = key
    return signer
