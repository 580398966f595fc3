"""What pyHanko signs with when the key is in a token."""

from pkcs11.exceptions import PKCS11Error

from hcc.signing.errors import TokenAway
from hcc.signing.offline import without_http_client

with without_http_client():
    from pyhanko.sign.pkcs11 import PKCS11Signer


class TokenSigner(PKCS11Signer):
    """Says that the token is gone in the one way this package does."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        try:
            return await super().async_sign_raw(data, digest_algorithm, dry_run)
        except PKCS11Error as error:
            raise TokenAway("", repr(error)) from error
