"""Signatures that stand in a file of their own beside what they sign: CMS (RFC 5652), DER, SHA-256.

`openssl cms -verify -binary -inform DER -in X.sig -content X -noverify` reads them without this program.
"""

import hashlib
from datetime import datetime

from hcc.signing.errors import KeyNotValid, SignatureBroken
from hcc.signing.keys import SigningKey


def sign_detached(data: bytes, key: SigningKey, *, at: datetime) -> bytes:
    """A signature of these bytes by this key, made at `at` (aware). Raises KeyNotValid when its certificate does not
    cover that moment.
    """
    import asyncio

    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    if at.tzinfo is None:
        raise ValueError("the time of signing needs a time zone")
    if not key.not_before <= at <= key.not_after:
        raise KeyNotValid(key.fingerprint, key.not_before, key.not_after, at)
    attributes = PdfCMSSignedAttributes(signing_time=at)
    signing = key.signer.async_sign_general_data(data, "sha256", detached=True, signed_attr_settings=attributes)
    return asyncio.run(signing).dump()


def signer_of(data: bytes, signature: bytes) -> str:
    """Fingerprint (SHA-256, lower-case hexadecimal) of the certificate whose key signed these bytes.

    Says nothing of whether that certificate is to be trusted. Raises SignatureBroken when the signature is none of
    these bytes.
    """
    from asn1crypto import cms
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        (info,) = signed["signer_infos"]
        (certificate,) = [
            one.chosen
            for one in signed["certificates"]
            if one.name == "certificate" and _named(info, one.chosen.issuer, one.chosen.serial_number)
        ]
        intact, valid = validate_sig_integrity(info, certificate, "data", hashlib.sha256(data).digest())
    except (ValueError, TypeError, KeyError, AttributeError, SignatureValidationError) as error:
        # Whatever asn1crypto raises for bytes that are not what they should be.
        raise SignatureBroken(str(error)) from error
    if not (intact and valid):
        raise SignatureBroken("the bytes are not those that were signed")
    return certificate.sha256.hex()


def _named(info, issuer, serial_number: int) -> bool:
    name = info["sid"].chosen
    return name["issuer"] == issuer and name["serial_number"].native == serial_number
