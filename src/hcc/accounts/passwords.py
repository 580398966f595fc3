"""Passwords: Argon2id at OWASP's memory, twelve characters or more, anything that can be typed but what is guessed
first (NIST SP 800-63B, 3.1.1.2).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hcc.core.cores import every_core
from hcc.core.errors import Refusal
from hcc.core.text import fold, message

SHORTEST, LONGEST = 12, 256
STRONG_ENOUGH = 3
"""Of zxcvbn's 0 to 4: more than a hundred million guesses."""
_LOOKED_AT = 72
"""Characters that are judged: what comes behind them only makes a password stronger."""
_COMMON_HERE = (
    "matkhau", "dangnhap", "quantri", "canbo", "hanhchinh", "hanhchinhcong", "dichvucong", "motcua", "trungtam",
    "ubnd", "uyban", "phucvu", "vietnam", "anhyeuem", "emyeuanh", "khongbiet", "yeuem", "hanoi", "saigon", "cccd",
)  # fmt: skip
"""Words people here put into passwords, without accents."""


class PasswordRefused(Refusal):
    field = "password"
    text = message("A password needs at least ${shortest} characters. A few words that only you put together are good.")


class PasswordCommon(Refusal):
    field = "password"
    text = message(
        "This password is among the first that strangers try. Put together a few words that have nothing to do with"
        " you, the centre or the keyboard."
    )


class Passwords:
    """Hashing and checking with one cost."""

    def __init__(self, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to keep. Raises PasswordRefused for one that is too short or far too long."""
        password = unicodedata.normalize("NFC", password)
        if not SHORTEST <= len(password) <= LONGEST:
            raise PasswordRefused(shortest=SHORTEST)
        with every_core():
            return self._hasher.hash(password)

    def hash_chosen(self, password: str, *, about: Iterable[str] = ()) -> str:
        """The hash of a password somebody has chosen. Raises PasswordRefused and PasswordCommon.

        `about`: what strangers know of her: names, the office.
        """
        hashed = self.hash(password)
        if is_guessed_first(password, about=about):
            raise PasswordCommon()
        return hashed

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password is right; takes as long when there is no such official (`kept` is None)."""
        password = unicodedata.normalize("NFC", password[: LONGEST * 4])
        nobody = self._nobody  # made with the first try, whosever it is
        try:
            with every_core():
                return self._hasher.verify(kept or nobody, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_guessed_first(password: str, *, about: Iterable[str] = ()) -> bool:
    """Whether it is one of the passwords tried first: common ones, rows of keys, repetitions, and words `about` her."""
    from zxcvbn import zxcvbn  # its lists of words take longer to load than the program to start

    known = sorted({*_COMMON_HERE, *(run for text in about for run in _runs(text))})
    plain = fold(password)
    spelled = {unicodedata.normalize("NFC", password), plain, re.sub(r"[^a-z0-9]", "", plain) or plain}
    return any(zxcvbn(one[:_LOOKED_AT], user_inputs=known)["score"] < STRONG_ENOUGH for one in spelled)


def _runs(text: str) -> Iterator[str]:
    """Words of a text and words behind one another written together: "lethi", "thividu", "vidu"."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            if len(run := "".join(words[begin:end])) > 2:
                yield run
