"""One-time codes by the clock (TOTP, RFC 6238): what an app on a phone shows for thirty seconds."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

DIGITS, SECONDS = 6, 30
STEPS_EITHER_WAY = 1
"""Steps a phone's clock may be off: thirty seconds before or behind (RFC 6238, 5.2 and 6)."""
SECRET_BYTES = 20
"""160 bits, the length of the hash (RFC 4226, 4, R6)."""


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def step_at(moment: datetime) -> int:
    """The time step a moment lies in."""
    return int(moment.timestamp()) // SECONDS


def code_of(secret: bytes, step: int) -> str:
    """What the app shows during this step."""
    from cryptography.hazmat.primitives.hashes import SHA1  # with the first code, not with the program
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    # SHA-1 because it is what every app on every phone understands; HMAC does not lean on its weak side.
    return TOTP(secret, DIGITS, SHA1(), SECONDS).generate(step * SECONDS).decode()


def matching_step(secret: bytes, typed: str, *, at: datetime, after: int) -> int | None:
    """The step whose code was typed, None when it is none: neither now nor one step either way, or used before.

    `after` is the newest step that was used.
    """
    now, found = step_at(at), None
    for step in range(now - STEPS_EITHER_WAY, now + STEPS_EITHER_WAY + 1):
        same = hmac.compare_digest(code_of(secret, step).encode(), typed.encode("utf-8", "replace"))
        if same and step > after:
            found = step
    return found


def typed_secret(secret: bytes) -> str:
    """The secret as one types it into an app that cannot scan: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def key_uri(secret: bytes, *, login: str, issuer: str) -> str:
    """What the QR code says to the app."""
    label = f"{quote(issuer, safe='')}:{quote(login, safe='')}"
    facts = {"secret": base64.b32encode(secret).decode(), "issuer": issuer, "digits": DIGITS, "period": SECONDS}
    return f"otpauth://totp/{label}?{urlencode(facts, quote_via=quote)}"
