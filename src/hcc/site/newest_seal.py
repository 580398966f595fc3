"""The newest seal, held against chains while somebody waits; `hcc verify` holds every seal against every chain."""

from dataclasses import dataclass
from datetime import datetime

from hcc.core.evidence import Evidence
from hcc.settings import Settings
from hcc.signing.detached import signer_of
from hcc.signing.errors import SignatureBroken, SigningError
from hcc.signing.office_key import office_key
from hcc.storage.seals import SealFolder, SealUnreadable, read

NO_SEAL, ALTERED, UNSIGNED, FOREIGN, NO_KEY = "no seal", "altered", "unsigned", "foreign", "no key"
"""Why there is nothing to compare with."""
SHORTER, REWRITTEN, GONE = "shorter", "rewritten", "gone"
"""What became of a chain since it was sealed; `GONE`: it was sealed and is not there."""


@dataclass(frozen=True)
class NewestSeal:
    """What the newest seal says, as far as it is to be believed."""

    why_not: str = NO_SEAL
    """Empty: it is whole and the office signed it."""
    name: str = ""
    at: datetime | None = None
    heads: dict[str, tuple[int, str]] | None = None
    """Name of a chain -> its length and head then."""

    def became(self, name: str, chain: Evidence) -> str:
        """What became of a chain since; empty: it only grew, or is younger than the seal."""
        length, digest = (self.heads or {}).get(name, (0, ""))
        if not length:
            return ""
        if len(chain) < length:
            return SHORTER
        return "" if chain.digest_at(length) == digest else REWRITTEN


def newest_seal(settings: Settings) -> NewestSeal:
    """Read, its signature checked against the office's key of today."""
    folder = SealFolder(settings.var)
    names = folder.names()
    if not names:
        return NewestSeal()
    name = names[-1]
    content, signature = folder.seal(name), folder.signature(name)
    try:
        seal = read(content or b"")
    except SealUnreadable:
        return NewestSeal(ALTERED, name)
    why_not = _distrust(settings, content or b"", signature)
    heads = {head.name: (head.length, head.digest) for head in seal.heads}
    return NewestSeal(why_not, name, seal.at, heads if not why_not else None)


def _distrust(settings: Settings, content: bytes, signature: bytes | None) -> str:
    if signature is None:
        return UNSIGNED
    try:
        signer = signer_of(content, signature)
    except SignatureBroken:
        return ALTERED
    try:
        ours = office_key(settings, make=False).fingerprint
    except (SigningError, OSError, UnicodeDecodeError):
        return NO_KEY
    return "" if signer == ours else FOREIGN
