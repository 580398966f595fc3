"""Passwords: Argon2id at OWASP's memory, twelve characters or more, anything that can be typed."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hcc.core.errors import Refusal
from hcc.core.text import message

SHORTEST, LONGEST = 12, 256


class PasswordRefused(Refusal):
    text = message("A password needs at least ${shortest} characters. A few words that only you put together are good.")


class Passwords:
    """Hashing and checking with one cost."""

    def __init__(self, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to keep. Raises PasswordRefused for one that is too short or far too long."""
        password = unicodedata.normalize("NFC", password)
        if not SHORTEST <= len(password) <= LONGEST:
            raise PasswordRefused(shortest=SHORTEST)
        return self._hasher.hash(password)

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password is right; takes as long when there is no such official (`kept` is None)."""
        password = unicodedata.normalize("NFC", password[: LONGEST * 4])
        try:
            return self._hasher.verify(kept or self._nobody, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
