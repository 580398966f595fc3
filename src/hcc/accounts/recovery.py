"""Recovery codes: ten, for the day the phone is lost; each works once, and only digests are kept."""

import secrets

from hcc.core.identifiers import squeeze
from hcc.storage.secrets import Sealer

COUNT = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is mistaken for another when it is copied by hand."""
_LENGTH = 16
"""79 bits a code. With a digest keyed by this installation nothing can be tried against a copy of the database."""


def new_codes() -> list[str]:
    """Fresh codes as they are shown: four groups of four."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)) for _ in range(COUNT)]


def is_recovery_code(typed: str) -> bool:
    """Whether this has the length of a recovery code and not of a code of the app."""
    return len(squeeze(typed)) == _LENGTH


def code_digest(sealer: Sealer, login: str, typed: str) -> str:
    """What is kept of a code. Case, spaces and hyphens do not matter."""
    return sealer.digest(f"{login}\n{squeeze(typed).lower()}")
