"""hcc seal: where every chain of evidence stands is written down and signed.

A chain alone shows that nothing in it was changed, but whoever may write to the database can make a whole new chain.
Against a seal signed with a key that is not in the database, and kept elsewhere too, that shows (see seal_check.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hcc.settings import Settings
from hcc.signing.detached import sign_detached
from hcc.signing.keys import SigningKey
from hcc.storage.access_log import AccessLog
from hcc.storage.seals import Head, Seal, SealFolder, SealRefused, SealUnreadable, file_digest, read, written

from .chains import chains_of
from .resources import Site

CHAINS_KEPT = 2_000
"""Chains after which memory is given back."""
ACCESS_LOG = "access log"


@dataclass(frozen=True)
class Sealed:
    """What was sealed, for whoever is at the keyboard."""

    path: Path
    number: int
    chains: int
    digest: str
    """SHA-256 of the file, to be noted down elsewhere."""


def make_seal(site: Site, settings: Settings, key: SigningKey, *, at: datetime) -> Sealed:
    """Seal every chain as it is in this reading of the database, and the access log as it is now.

    Raises SealRefused when the seal before cannot be read or the clock stands before it, KeyNotValid, OSError.
    """
    folder = SealFolder(settings.var)
    heads = [*_heads(site), _log_head(settings)]
    with folder.alone():
        number, previous = _following(folder)
        seal = Seal(
            number=number,
            at=at,
            office=settings.agency_code,
            transaction=_newest_transaction(site),
            previous=previous,
            heads=tuple(sorted(heads)),
        )
        content = written(seal)
        path = folder.put(at, content, sign_detached(content, key, at=at))
    return Sealed(path, number, len(heads), file_digest(content))


def _heads(site: Site) -> Iterator[Head]:
    connection = site._p_jar
    for count, (name, _shown, chain) in enumerate(chains_of(site), 1):
        yield Head(name, len(chain), chain.head)
        if count % CHAINS_KEPT == 0:
            connection.cacheGC()


def _log_head(settings: Settings) -> Head:
    heads = list(AccessLog(settings.var / "access.log").heads())
    return Head(ACCESS_LOG, len(heads) - 1, heads[-1])


def _newest_transaction(site: Site) -> str:
    return site._p_jar.db().lastTransaction().hex()


def _following(folder: SealFolder) -> tuple[int, str]:
    """Number of the next seal, and the digest it remembers of the one before it."""
    names = folder.names()
    if not names:
        return 1, ""
    content = folder.seal(names[-1])
    try:
        if content is None:
            raise SealUnreadable("it is gone, its signature is there")
        return read(content).number + 1, file_digest(content)
    except SealUnreadable as problem:
        raise SealRefused(
            f"seal {names[-1]}: {problem}. Put back the copy you keep elsewhere; see hcc verify"
        ) from None
