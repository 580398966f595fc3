"""A key that never leaves its token (PKCS#11): opened with the PIN for one batch, by one official at a time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from hcc.signing.errors import (
    KeyUnreadable,
    PinRefused,
    TokenAway,
    TokenBusy,
    TokenLocked,
    TokenOfAnotherCertificate,
)
from hcc.signing.keys import SigningKey

TRIES = 3
"""Wrong PINs in a row after which the tokens of our certification services lock themselves."""
WAIT_SECONDS = 30
_AT_ONCE = Lock()
"""A PIN opens the token for the whole process: while one official's has, nobody else's would be looked at."""


@dataclass
class _WrongPins:
    in_a_row: int = 0


@dataclass(frozen=True)
class TokenKey:
    """A key in a token, known by its certificate, which stands in a file: the token may be away."""

    fingerprint: str
    """SHA-256 of the certificate, in lower-case hexadecimal."""
    subject: str
    not_before: datetime
    not_after: datetime
    is_trial: bool
    module: Path
    """The library that talks to the token, of its maker."""
    label: str
    """The token's name."""
    certificate: Any = field(repr=False, compare=False)
    others: tuple = field(repr=False, compare=False)
    """Certificates above its own."""
    needs_pin = True
    _wrong: _WrongPins = field(default_factory=_WrongPins, repr=False, compare=False)

    @contextmanager
    def opened(self, pin: str) -> Iterator[SigningKey]:
        """The key, for as long as it is needed; the PIN is given to the token once, whatever it answers.

        Raises PinRefused, TokenLocked, TokenAway, TokenBusy, TokenOfAnotherCertificate; signing may raise TokenAway.
        """
        if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
            raise TokenBusy()
        try:
            with self._session(pin) as session:
                yield SigningKey(
                    fingerprint=self.fingerprint,
                    subject=self.subject,
                    not_before=self.not_before,
                    not_after=self.not_after,
                    is_trial=self.is_trial,
                    signer=self._signer(session),
                )
        finally:
            _AT_ONCE.release()

    @property
    def tries_left(self) -> int | None:
        """At most how many PINs may still be tried; 0: the token is locked. None after a right one, or when it is away.

        Tokens say no number, only that it is low, at its last, or used up; wrong ones in a row are counted besides.
        """
        try:
            return self._left(self._token())
        except TokenAway:
            return None

    def _left(self, token: Any) -> int | None:
        from pkcs11 import TokenFlag

        if token.flags & TokenFlag.USER_PIN_LOCKED:
            return 0
        if token.flags & TokenFlag.USER_PIN_FINAL_TRY:
            return 1
        wrong = max(self._wrong.in_a_row, 1 if token.flags & TokenFlag.USER_PIN_COUNT_LOW else 0)
        return max(1, TRIES - wrong) if wrong else None

    def _token(self) -> Any:
        import pkcs11
        from pkcs11.exceptions import PKCS11Error

        try:
            return pkcs11.lib(str(self.module)).get_token(token_label=self.label)
        except PKCS11Error as error:
            raise TokenAway(self.label, repr(error)) from error

    @contextmanager
    def _session(self, pin: str) -> Iterator[Any]:
        from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

        token = self._token()
        if self._left(token) == 0:
            raise TokenLocked(self.label)
        try:
            session = token.open(user_pin=pin)
        except (PinIncorrect, PinInvalid, PinLenRange):
            self._wrong.in_a_row += 1
            left = self._left(self._token())
            if left == 0:
                raise TokenLocked(self.label) from None
            raise PinRefused(self.label, left or 1) from None
        except PinLocked:
            raise TokenLocked(self.label) from None
        except PKCS11Error as error:
            raise TokenAway(self.label, repr(error)) from error
        self._wrong.in_a_row = 0
        try:
            yield session
        finally:
            with suppress(PKCS11Error):  # pulled out: it has forgotten the session itself
                session.close()

    def _signer(self, session: Any) -> Any:
        from pkcs11 import Attribute, ObjectClass
        from pkcs11.exceptions import PKCS11Error

        from hcc.signing.token_signer import TokenSigner

        wanted = self.certificate.dump()
        try:
            held = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
            names = [one[Attribute.ID] for one in held if one[Attribute.VALUE] == wanted]
            keys = [
                key
                for name in names
                for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: name})
            ]
        except PKCS11Error as error:
            raise TokenAway(self.label, repr(error)) from error
        if not keys:
            raise TokenOfAnotherCertificate(self.label, self.fingerprint)
        return TokenSigner(session, signing_cert=self.certificate, key_id=names[0], ca_chain=self.others)


def token_key(module: Path, label: str, certificate_file: Path) -> TokenKey:
    """The key in the token of this name. `certificate_file`: its certificate, then those above it, as PEM, or as DER.

    The token itself is not asked. Raises KeyUnreadable; OSError when the file cannot be opened.
    """
    data = certificate_file.read_bytes()
    from hcc.signing.certificates import asn1_of, certificates_in, is_trial, signs

    own, *others = certificates_in(certificate_file, data)
    if not signs(own):
        raise KeyUnreadable(certificate_file, "the certificate is not for signatures")
    certificate = asn1_of(own)
    return TokenKey(
        fingerprint=certificate.sha256.hex(),
        subject=certificate.subject.human_friendly,
        not_before=own.not_valid_before_utc,
        not_after=own.not_valid_after_utc,
        is_trial=is_trial(own),
        module=module,
        label=label,
        certificate=certificate,
        others=tuple(asn1_of(other) for other in others),
    )
