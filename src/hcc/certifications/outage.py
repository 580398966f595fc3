"""When power or network fails: pads of reserved numbers, and what was given on paper and entered afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OutagePad:
    """A printed pad (tập phiếu dự phòng): a sheet a number, numbers in a row of one book."""

    number: int
    """1, 2, ... in its book."""
    first: int
    last: int
    at: datetime
    """When its numbers were reserved (UTC)."""
    by: str

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    def sheet(self, number: int) -> str:
        """What stands on the sheet of a certification number: "02-05", the fifth sheet of pad 2."""
        return f"{self.number:02d}-{number - self.first + 1:02d}"


@dataclass(frozen=True)
class GivenOnPaper:
    """A line written on paper first and entered afterwards (nhập bổ sung): both moments, and who wrote it."""

    at: datetime
    """When it was certified on paper (UTC)."""
    official: str
    """Login of the official who wrote the paper."""
    official_name: str
    paper: str
    """The number on the paper: the sheet of the pad, or what else it was written on."""
    entered_at: datetime
    """When it was entered (UTC)."""
    entered_by: str

    @property
    def facts(self) -> Mapping[str, str]:
        """As the chain of the book records it: no name."""
        return {
            "given_at": self.at.isoformat(),
            "official": self.official,
            "paper": self.paper,
            "entered_at": self.entered_at.isoformat(),
        }
