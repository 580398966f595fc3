"""Is this file a paper we issued? The question of the public check.

The register of hashes decides, not cryptography: a signature may be "valid" although something was laid over the page
after it. Signatures are only read to tell a paper of ours that was tampered with from a stranger's.
"""

import hashlib
import mmap
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from hcc.children.errors import ChildStopped
from hcc.children.run import run
from hcc.signing.limits import CheckLimits

_ENDS = re.compile(rb"%%EOF")
_RANGE = re.compile(rb"/ByteRange[\s\0]{0,32}\[[\s\0]{0,32}((?:\d{1,12}[\s\0]{1,32}){3}\d{1,12})[\s\0]{0,32}\]")
_PLAIN_MARK = re.compile(rb"/HccPaper[\s\0]{0,8}\(([0-9a-f]{1,64})\)")
"""The mark in the stamp's own dictionary, which stands in plain: it is found where the file is too broken to read."""
_MOST_ENDS = 256
"""Ends of a revision looked at, the first ones: a paper of ours has fewer than ten, whatever is put behind it."""


@dataclass(frozen=True)
class Check:
    """What the check found.

    `word` is one of
    `genuine`       byte for byte a file we issued;
    `changed-after` begins with a whole file we issued, and something follows;
    `altered`       carries our signature, our mark or what is left of them, but no file we issued is whole in it;
    `other-signer`  signed, by others only;
    `not-ours`      neither issued nor signed, or not a PDF at all.
    """

    word: str
    issued: object | None
    """What the register has, for `genuine` and `changed-after`; for `altered` where a mark in the file names it."""
    sha256: str
    """Of the whole file, in lower-case hexadecimal."""


def check_file(
    path: Path,
    *,
    issued: Callable[[str], object | None],
    keys: Collection[str],
    marked: Callable[[str], object | None] = lambda mark: None,
    limits: CheckLimits = CheckLimits(),  # noqa: B008 (it is frozen)
) -> Check:
    """Compare a file somebody brings with what we issued.

    `issued` looks a SHA-256 (lower-case hexadecimal) up in the register and gives what it has, or None. `keys` are the
    fingerprints of every certificate we ever signed with (`SigningKey.fingerprint`). `marked` looks up the mark that
    our stamps leave in every page (`hcc.pdf.stamp`). Whatever the file is, there is an answer; only `issued`, `marked`
    and a file that cannot be opened raise. A paper whose number is taken but which is not issued
    must not be in the register. ChildBroken, an installation at fault, raises too: it must not call a paper of ours a
    stranger's.
    """
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        if size == 0:
            return Check("not-ours", None, sha256)
        if (paper := issued(sha256)) is not None:
            return Check("genuine", paper, sha256)
        if size > limits.file_bytes:
            return Check("not-ours", None, sha256)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for digest in reversed(list(_prefixes(data))):
                if (paper := issued(digest)) is not None:
                    return Check("changed-after", paper, sha256)
            # Each of our signatures holds the fingerprint in plain, and once more inside (as the signing certificate's
            # hash). It can be found when the structure of the file is too broken to read.
            ours = any(data.find(form.encode()) >= 0 for key in keys for form in (key.lower(), key.upper()))
            plain = {one[1].decode() for one in islice(_PLAIN_MARK.finditer(data), _MOST_ENDS)}
    found = ask(path, limits) or {"signatures": [], "marks": []}
    named = next((paper for mark in sorted({*found["marks"], *plain}) if (paper := marked(mark)) is not None), None)
    if ours or named is not None or any(set(keys) & set(certificates) for certificates in found["signatures"]):
        return Check("altered", named, sha256)
    return Check("other-signer" if found["signatures"] else "not-ours", None, sha256)


def ask(path: Path, limits: CheckLimits) -> dict[str, list] | None:
    """What `examine.examine` says about the file; None when the file was too much for it."""
    with tempfile.TemporaryDirectory(prefix="hcc-check-") as folder, path.open("rb") as file:
        try:
            # The file comes in as standard input: the child needs no name of it.
            return run("hcc.signing.examine", {}, bounds=limits.bounds(), folder=Path(folder), file=file)
        except ChildStopped:
            return None


def _prefixes(data: mmap.mmap) -> Iterator[str]:
    """SHA-256 of the file up to every place where a revision of it may have ended, shortest first."""
    digest = hashlib.sha256()
    done = 0
    for end in sorted(_revision_ends(data)):
        with memoryview(data) as view, view[done:end] as part:
            digest.update(part)
        done = end
        yield digest.copy().hexdigest()


def _revision_ends(data: mmap.mmap) -> set[int]:
    size = len(data)
    ends = set()
    for count, found in enumerate(_ENDS.finditer(data)):
        if count == _MOST_ENDS:
            break
        end = found.end()
        # The line break behind the last line belongs to the file or not, as its writer pleased.
        ends |= {end, *(end + more for more in (1, 2) if data[end : end + more] in (b"\n", b"\r", b"\r\n"))}
    for count, found in enumerate(_RANGE.finditer(data)):
        if count == _MOST_ENDS:
            break
        _, _, start, length = (int(number) for number in found[1].replace(b"\0", b" ").split())
        ends.add(start + length)
    return {end for end in ends if 0 < end < size}
