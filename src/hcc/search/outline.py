"""What is in an index, told without it: how many documents, and how many of them have each value of a facet."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Outline:
    """Of the index that has followed its journal to `position`; `as_of` is the label it was made under."""

    position: tuple[int, int]
    as_of: str
    total: int
    counts: Mapping[str, Mapping[str, int]]
    """By facet and value; values nobody has are left out."""

    def is_current(self, position: tuple[int, int], as_of: str) -> bool:
        """Whether a journal at `position` tells of nothing newer."""
        return (self.position, self.as_of) == (position, as_of)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Outline":
        """The other way round. Raises KeyError and TypeError for anything else."""
        first, second = values["position"]
        return cls((first, second), values["as_of"], values["total"], values["counts"])
