"""Folders: traversable containers that forbid nothing but a bad name."""

from collections.abc import Iterator
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent


def number_name(name: str, most: int = 6) -> int:
    """The number a name in an address stands for. Raises KeyError for anything but 1 to `most` plain digits."""
    if not (name.isascii() and name.isdecimal() and len(name) <= most):
        raise KeyError(name)
    return int(name)


class Node(Persistent):
    """An object with an address: `__name__` under `__parent__`."""

    __name__: str = ""
    __parent__: Any = None


class Folder(Node):
    """Children by name. Unordered: an order list would be a hot object that every add rewrites."""

    def __init__(self) -> None:
        self._children = OOBTree()

    def __getitem__(self, name: str) -> Any:
        return self._children[name]

    def __setitem__(self, name: str, child: Any) -> None:
        child.__name__ = name
        child.__parent__ = self
        self._children[name] = child

    def __contains__(self, name: object) -> bool:
        return name in self._children

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def get(self, name: str, default: Any = None) -> Any:
        return self._children.get(name, default)

    def values(self) -> Any:
        return self._children.values()

    def items(self) -> Any:
        return self._children.items()


class Root(Persistent):
    """What stands at "/". The class that says what is under it is put together on the highest rung."""

    __name__ = ""
    __parent__ = None
