"""A body that is read in pieces: what a parser of forms goes over line by line, it gets many lines at a time.

A scan of 7 MB has 30,000 "lines"; one after the other they took fifty milliseconds, in which no other request was
worked on.
"""

from typing import BinaryIO

PIECE = 2**16
_EDGE = b"--"
"""How a line begins that may be a boundary between parts."""


class Pieces:
    """A binary file whose `readline(size)` may answer several lines at once: none of them but the first begins with
    "--", and that one stands alone if it does. So whoever looks for boundaries finds each where a line begins.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self._kept, self._at = b"", 0

    def seek(self, place: int, whence: int = 0) -> int:
        if whence == 1:
            place -= len(self._kept) - self._at
        self._kept, self._at = b"", 0
        return self.file.seek(place, whence)

    def tell(self) -> int:
        return self.file.tell() - (len(self._kept) - self._at)

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            found = self._kept[self._at :] + self.file.read()
            self._kept, self._at = b"", 0
            return found
        self._fill(size)
        return self._taken(min(size, len(self._kept) - self._at))

    def readline(self, size: int = -1) -> bytes:
        """One line; with `size` as many as fit in so many bytes, or the piece of a line that does."""
        if size < 0:
            line = b""
            while not line.endswith(b"\n") and (piece := self._line(PIECE)):
                line += piece
            return line
        # What stands behind the last byte may make the end of a line the edge of a part.
        seen = size + len(_EDGE)
        if self._fill(seen).startswith(_EDGE, self._at):
            return self._line(size)
        end = self._kept.find(b"\n" + _EDGE, self._at, self._at + seen)
        return self._taken(end + 1 - self._at if end >= 0 else min(size, len(self._kept) - self._at))

    def _line(self, size: int) -> bytes:
        self._fill(size)
        end = self._kept.find(b"\n", self._at, self._at + size)
        return self._taken(end + 1 - self._at if end >= 0 else min(size, len(self._kept) - self._at))

    def _fill(self, size: int) -> bytes:
        """Have at least so many bytes at hand, or all that are left."""
        if len(self._kept) - self._at < size:
            self._kept, self._at = self._kept[self._at :] + self.file.read(max(size, PIECE)), 0
        return self._kept

    def _taken(self, size: int) -> bytes:
        found = self._kept[self._at : self._at + size]
        self._at += size
        return found
