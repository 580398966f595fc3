"""Refusals around keys and signing, with their facts."""

from datetime import datetime
from pathlib import Path


class SigningError(Exception):
    """Any refusal of this package."""


class KeyUnreadable(SigningError):
    """The file is no PKCS#12 with a private key and its certificate, or the passphrase is wrong.

    The two cannot be told apart for certain. `path` is the file, `reason` for the log.
    """

    def __init__(self, path: Path, reason: str):
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class KeyNotValid(SigningError):
    """The certificate does not cover the time of signing `at`; it does from `not_before` to `not_after`."""

    def __init__(self, fingerprint: str, not_before: datetime, not_after: datetime, at: datetime):
        super().__init__(f"certificate {fingerprint[:16]} is valid from {not_before} to {not_after}, not at {at}")
        self.fingerprint = fingerprint
        self.not_before = not_before
        self.not_after = not_after
        self.at = at


class NotSignable(SigningError):
    """The source is no PDF that can take a signature, such as an encrypted one; `reason` is for the log."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class SignatureBroken(SigningError):
    """A detached signature that cannot be read, or is not of the bytes it stands beside; `reason` is for the log."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class TokenError(SigningError):
    """Any trouble with a token; `label` is its name."""

    def __init__(self, label: str, what: str = ""):
        super().__init__(f"token {label}: {what}" if what else f"token {label}")
        self.label = label


class TokenAway(TokenError):
    """The token is not there, was pulled out, or its library does not answer."""


class TokenLocked(TokenError):
    """Too many wrong PINs: only whoever issued the token can open it again."""


class PinRefused(TokenError):
    """The PIN is wrong; at most `left` more may be tried before the token locks."""

    def __init__(self, label: str, left: int):
        super().__init__(label, f"wrong PIN, at most {left} left")
        self.left = left


class TokenOfAnotherCertificate(TokenError):
    """The token holds no key of the certificate that the settings name by its `fingerprint`."""

    def __init__(self, label: str, fingerprint: str):
        super().__init__(label, f"no key of the certificate {fingerprint[:16]}")
        self.fingerprint = fingerprint


class TokenBusy(SigningError):
    """Somebody else is signing with the token."""
