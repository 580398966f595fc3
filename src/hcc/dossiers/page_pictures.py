"""Pictures of pages that were drawn before: files in the var folder, safe to delete at any time.

A picture is named by the SHA-256 of the clean copy it shows, so it can never be that of another paper.
"""

import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

THUMBNAIL_WIDTH = 240
"""Pixels across the small picture of a page, by which papers are told apart."""
WIDEST_KEPT = 900
"""Wider pictures take megabytes, and are looked at once."""
MOST_BYTES = 256 * 2**20
KEPT_SHARE = 0.8
"""When there is too much, the oldest go until so much of the bound is left."""
LOOKED_AFTER_EVERY = 200
"""Pictures kept between two looks at how much there is."""

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class PagePictures:
    """The pictures kept in one folder, by all threads and processes of an office."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self.most_bytes = folder, most_bytes
        self._kept_since_look = 0

    def find(self, sha256: str, page: int, width: int) -> bytes | None:
        """The picture, or None when it has to be drawn."""
        if not _DIGEST.match(sha256):
            return None
        try:
            return self._path(sha256, page, width).read_bytes()
        except OSError:
            return None

    def keep(self, sha256: str, page: int, width: int, picture: bytes) -> None:
        """Keep a picture, if the disk lets us: nothing depends on it."""
        if not _DIGEST.match(sha256) or width > WIDEST_KEPT:
            return
        path = self._path(sha256, page, width)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as part:
                try:
                    part.write(picture)
                    part.flush()
                    os.replace(part.name, path)
                except OSError:
                    os.unlink(part.name)
                    raise
            self._kept_since_look += 1
            if self._kept_since_look >= LOOKED_AFTER_EVERY:
                self.prune()

    def drawn(self, sha256: str, page: int, width: int, draw: Callable[[], bytes]) -> bytes:
        """The kept picture, else the one that `draw` makes, kept from now on."""
        picture = self.find(sha256, page, width)
        if picture is None:
            picture = draw()
            self.keep(sha256, page, width, picture)
        return picture

    def forget(self, sha256: str) -> None:
        """Remove every picture of a paper that was taken away."""
        if _DIGEST.match(sha256):
            for path in (self.folder / sha256[:2]).glob(f"{sha256}-*"):
                with suppress(OSError):
                    path.unlink()

    def prune(self) -> None:
        """Remove the oldest pictures when there are too many bytes of them, and what a killed process left half."""
        self._kept_since_look = 0
        found = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, size, _ in found)
        if total <= self.most_bytes:
            return
        for _, size, path in sorted(found):
            if total <= self.most_bytes * KEPT_SHARE:
                return
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, sha256: str, page: int, width: int) -> Path:
        return self.folder / sha256[:2] / f"{sha256}-{width}-{page}.png"


@cache
def pictures_of(var: Path) -> PagePictures:
    """The pictures of the office whose folder this is."""
    return PagePictures(var / "cache" / "pages")
