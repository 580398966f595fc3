"""What the register says of a file somebody brings: the one answer of the public check and of `hcc check`."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from hcc.signing.check import check_file

from .resources import BookEntry, BookFolder
from .workflow import ISSUED


@dataclass(frozen=True)
class Verdict:
    """`word` is one of `hcc.signing.check.Check.word`; for a file that is byte for byte one we issued, but whose paper
    is no longer valid, the state of its line.
    """

    word: str
    entry: BookEntry | None
    """The line of the book the file belongs to, as far as it tells; never one that was not issued."""


def keys_signed_with(books: BookFolder, *, present: str | None) -> frozenset[str]:
    """Fingerprints of every certificate the centre signed with, and of the one it signs with now, where it is known."""
    return books.signed_with | ({present} if present else frozenset())


def verdict_on(books: BookFolder, path: Path, *, keys: Collection[str]) -> Verdict:
    """Compare a file with every paper issued. The file's name plays no part. OSError when it cannot be read."""

    def marked(token: str) -> BookEntry | None:
        entry = books.by_token.get(token)
        return entry if entry is not None and entry.sha256 else None

    check = check_file(path, issued=books.by_hash.get, keys=keys, marked=marked)
    entry = check.issued if isinstance(check.issued, BookEntry) else None
    if check.word == "genuine" and entry is not None:
        return _of_issued(entry)
    return Verdict(check.word, entry)


def verdict_on_hash(books: BookFolder, sha256: str) -> Verdict | None:
    """The verdict on a file of this SHA-256 (lower-case hexadecimal); None when more than the hash is needed."""
    entry = books.by_hash.get(sha256)
    return _of_issued(entry) if entry is not None else None


def _of_issued(entry: BookEntry) -> Verdict:
    return Verdict("genuine" if entry.state == ISSUED else entry.state, entry)
