"""Former addresses (địa chỉ cũ): where what was moved or renamed used to be.

One entry a move, kept by the path that was left; it names the thing and not where that went, so that moves one after
another need no second entry, and nothing can lead in a circle.
"""

from collections.abc import Iterator, Sequence

from persistent import Persistent

from hcc.core.line_trees import LineTree

from .resources import ContentRoot, Item
from .tree import descend, path_of

DEEPEST = 64
"""Names of an address that are looked at."""


class Redirects(Persistent):
    """Path that was left, its names joined by "/" -> id of what was there, and since when (seconds since 1970)."""

    def __init__(self) -> None:
        self._left = LineTree()

    def leave(self, names: Sequence[str], id: str, at: float) -> None:
        """From now on these names lead to that thing, and to what lies below it."""
        self._left["/".join(names)] = [id, at]

    def take(self, names: Sequence[str], root: ContentRoot) -> None:
        """Something new has this address: what once was there, or below where now something is, is found there no
        longer.
        """
        path = "/".join(names)
        self.forget(path)
        for below in list(self._left.keys(f"{path}/", f"{path}0", excludemax=True)):
            parts = below.split("/")
            if descend(root, parts)[1] == len(parts):
                self.forget(below)

    def forget(self, path: str) -> None:
        self._left.pop(path, None)

    def forget_things(self, ids: frozenset[str]) -> None:
        """Nothing leads any longer to what is gone for good."""
        for path in [path for path, (id, _) in self._left.items() if id in ids]:
            self.forget(path)

    def __contains__(self, path: str) -> bool:
        return path in self._left

    def __len__(self) -> int:
        return len(self._left)

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        """Path, id of the thing and since when, by path."""
        return ((path, id, at) for path, (id, at) in self._left.items())

    def find(self, root: ContentRoot, names: Sequence[str]) -> tuple[Item, tuple[str, ...]] | None:
        """What these names once led to: the thing, and the names that are left over, such as a view.

        None where they lead somewhere as they are, or nowhere. Every step leaves fewer names over, since what has an
        address is no former address: so this ends.
        """
        whole, moved = tuple(names), False
        while True:
            item, depth = descend(root, whole)
            left = self._longest(whole, depth)
            if left is None:
                return (item, whole[depth:]) if moved and item is not None else None
            length, id = left
            target = root.by_id.get(id)
            if target is None:
                return None
            whole, moved = (*path_of(target), *whole[length:]), True

    def _longest(self, names: tuple[str, ...], deeper_than: int) -> tuple[int, str] | None:
        for length in range(min(len(names), DEEPEST), deeper_than, -1):
            found = self._left.get("/".join(names[:length]))
            if found is not None:
                return length, found[0]
        return None
