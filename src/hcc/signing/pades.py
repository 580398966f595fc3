"""The signed attributes of a signature in a PDF: what pyHanko gives for PAdES, in a form that is quick to encode."""

import copy
from collections.abc import Iterable
from typing import Any

from asn1crypto import tsp

from hcc.signing.offline import without_http_client

with without_http_client():
    from pyhanko.sign.attributes import CMSAttributeProvider
    from pyhanko.sign.general import as_signing_certificate_v2
    from pyhanko.sign.signers.pdf_cms import SignedAttributeProviderSpec, Signer


class _OwnCertificate(CMSAttributeProvider):
    """Which certificate signed (ESS signing-certificate-v2, RFC 5035)."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificate: Any) -> None:
        # asn1crypto encodes a value it has built again whenever it or anything around it is asked for its bytes, level
        # for level: half of what a signature cost. A value that was read keeps its bytes.
        self.value = tsp.SigningCertificateV2.load(as_signing_certificate_v2(certificate).dump())

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:
        return self.value


class _Pades(SignedAttributeProviderSpec):
    """PAdES B-B allows no signing time among them: it stands in the signature's dictionary (ETSI EN 319 142-1, 6.3)."""

    def __init__(self, certificate: Any) -> None:
        self.certificate = certificate

    def signed_attr_providers(self, data_digest: bytes, digest_algorithm: str) -> Iterable[CMSAttributeProvider]:
        return [_OwnCertificate(self.certificate)]


def for_pades(signer: Signer) -> Signer:
    """The same signer for one PDF; the one given is left as it is, for others use it for other signatures."""
    own = copy.copy(signer)
    own.signed_attr_prov_spec = _Pades(signer.signing_cert)
    return own
