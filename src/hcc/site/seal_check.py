"""hcc verify: the seals are whole, ours and in a row, and every chain still begins with what was sealed of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hcc.content.telling import purged_ids
from hcc.settings import Settings
from hcc.signing.detached import signer_of
from hcc.signing.errors import SignatureBroken, SigningError
from hcc.signing.office_key import office_key
from hcc.storage.access_log import AccessLog
from hcc.storage.seals import SealFolder, SealUnreadable, file_digest, read

from .chains import chains_of
from .resources import Site
from .sealing import ACCESS_LOG, CHAINS_KEPT

Sealed = dict[str, dict[int, tuple[str, str]]]
"""Name of a chain -> its lengths at the seals -> (the digest then, the first seal that has it)."""


@dataclass
class _Found:
    """One file of the folder, as far as it could be read. Its list of chains is read anew: it is long."""

    name: str
    digest: str = ""
    number: int = 0
    """0: it cannot be read."""
    previous: str = ""
    signer: str = ""
    """Fingerprint of the certificate it is signed with; empty: no sound signature."""


def seal_faults(site: Site, settings: Settings) -> tuple[int, Iterator[str]]:
    """How many seals there are, and what is wrong with them or with what they sealed, in English for the log."""
    folder = SealFolder(settings.var)
    names = folder.names()
    return len(names), _faults(site, settings, folder, names)


def _faults(site: Site, settings: Settings, folder: SealFolder, names: list[str]) -> Iterator[str]:
    if not names:
        if folder.path.exists():
            yield "the folder of seals is empty: those that were made are gone"
        return
    found = [_Found(name) for name in names]
    for before, one in zip([None, *found], found, strict=False):
        yield from _file(folder, one)
        if one.number:
            yield from _follows(one, before)
    ours: list[_Found] = []
    yield from _trust(found, settings, ours)
    sealed: Sealed = {}
    for one in ours:
        yield from _gather(folder, one, sealed)
    yield from _chains(site, settings, sealed)


# The files


def _file(folder: SealFolder, one: _Found) -> Iterator[str]:
    content, signature = folder.seal(one.name), folder.signature(one.name)
    if content is None:
        yield f"seal {one.name}: is gone, its signature is there"
        return
    one.digest = file_digest(content)
    try:
        seal = read(content)
    except SealUnreadable as problem:
        yield f"seal {one.name}: was altered: {problem}"
        return
    one.number, one.previous = seal.number, seal.previous
    if signature is None:
        yield f"seal {one.name}: its signature is gone"
        return
    try:
        one.signer = signer_of(content, signature)
    except SignatureBroken:
        yield f"seal {one.name}: was altered, or its signature was"


def _follows(one: _Found, before: _Found | None) -> Iterator[str]:
    if before is not None and not before.number:
        return  # told already
    missing = one.number - 1 - (before.number if before is not None else 0)
    if missing > 0:
        yield f"seal {one.name}: of those before it {missing} {'is' if missing == 1 else 'are'} gone"
    elif missing < 0:
        yield f"seal {one.name}: has the number of an earlier one, so two rows of seals were mixed"
    elif before is not None and one.previous != before.digest:
        yield f"seal {before.name}: is not the one that seal {one.name} was made after"
    elif before is None and one.previous:
        yield f"seal {one.name}: was made after another one, which is gone"


def _trust(found: list[_Found], settings: Settings, ours: list[_Found]) -> Iterator[str]:
    """A seal is ours when the office's key signed it, or one of ours that came later remembers its bytes: an office
    that got another certificate need not keep the former one. Fills `ours`.
    """
    try:
        fingerprint = office_key(settings, make=False).fingerprint
    except (SigningError, OSError, UnicodeDecodeError) as problem:
        yield f"the office's key cannot be read, so no seal can be told to be ours: {type(problem).__name__}"
        return
    remembered = ""
    for one in reversed(found):
        if one.number and (one.signer == fingerprint or one.digest == remembered):
            ours.append(one)
            remembered = one.previous
            continue
        remembered = ""
        if one.signer:
            yield f"seal {one.name}: is signed with another certificate than the office's ({one.signer[:16]}...)"
    ours.reverse()


def _gather(folder: SealFolder, one: _Found, sealed: Sealed) -> Iterator[str]:
    for name, length, digest in read(folder.seal(one.name) or b"").heads:
        known = sealed.setdefault(name, {})
        if known.setdefault(length, (digest, one.name))[0] != digest:
            yield f"{name}: seals {known[length][1]} and {one.name} disagree about its first {length} records"


# The chains


def _chains(site: Site, settings: Settings, sealed: Sealed) -> Iterator[str]:
    connection = site._p_jar
    for count, (name, shown, chain) in enumerate(chains_of(site), 1):
        try:
            fault = _fault(sealed.pop(name, {}), len(chain), chain.digest_at)
        except Exception as problem:  # whatever a damaged object raises
            fault = f"cannot be read: {type(problem).__name__}"
        if fault:
            yield f"{shown}: {fault}"
        if count % CHAINS_KEPT == 0:
            connection.cacheGC()
    log = sealed.pop(ACCESS_LOG, None)
    if log is not None:
        heads = list(AccessLog(settings.var / "access.log").heads())
        fault = _fault(log, len(heads) - 1, lambda length: heads[length])
        if fault:
            yield f"{ACCESS_LOG}: {fault}"
    purged = {f"page {id}" for id in purged_ids(site.content)} if site.content is not None else set()
    for name, lengths in sorted(sealed.items()):
        if name in purged:
            continue
        _, seal = next(iter(lengths.values()))
        yield f"{name}: is gone; it was there at the seal {seal}"


def _fault(lengths: dict[int, tuple[str, str]], length: int, digest_at: Callable[[int], str | None]) -> str:
    """What became of a chain now so long since it was sealed at these lengths; empty: it only grew."""
    for sealed_length, (digest, seal) in sorted(lengths.items()):
        if sealed_length > length:
            return f"was cut off after the seal {seal}: it had {sealed_length} records then and has {length} now"
        if digest_at(sealed_length) != digest:
            return f"was rewritten after the seal {seal}: its first {sealed_length} records are not those sealed"
    return ""
