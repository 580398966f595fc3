"""Printers of the certification desk: where each puts an attestation on the photocopy that lies in it."""

from dataclasses import dataclass
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from hcc.core.acl import DENY_ALL, allow
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.printing.corners import Corner

MOST_OFFSET_MM = 60
"""Further off no printer draws its paper; a block moved more belongs in another corner."""


@dataclass(frozen=True)
class Printer:
    """A printer by the name people call it, the corner of the sheet, and by how much it prints beside it."""

    name: str
    corner: Corner = Corner.BOTTOM_RIGHT
    dx_mm: float = 0
    """Moves the attestation right; left when negative."""
    dy_mm: float = 0
    """Moves it down; up when negative."""

    @property
    def mark(self) -> str:
        """What tells a print for this printer from one for another."""
        return f"{self.corner}{self.dx_mm:+g}{self.dy_mm:+g}"


PRINTS_TRUE = Printer("")
"""Where no printer was written down: bottom right, not moved."""


class PrinterList(Persistent):
    """/chung-thuc/may-in: the printers, and which of them each official uses."""

    NAME = "may-in"
    __acl__ = [
        allow(Role.CERTIFIER, Permission.CERTIFICATION_VIEW, Permission.CERTIFICATION_CERTIFY),
        allow(Role.APPROVER, Permission.CERTIFICATION_VIEW),
        DENY_ALL,
    ]

    def __init__(self) -> None:
        self.__name__ = self.NAME
        self.printers: tuple[Printer, ...] = ()
        """In the order in which they were written down."""
        self._used = OOBTree()

    __parent__: Any = None

    def get(self, name: str) -> Printer | None:
        return next((one for one in self.printers if one.name == name), None)

    def used_by(self, login: str) -> Printer:
        """The printer this official chose, else the first; where there is none, one that prints true."""
        chosen = self.get(self._used.get(login, ""))
        return chosen or (self.printers[0] if self.printers else PRINTS_TRUE)

    def use(self, login: str, printer: Printer) -> None:
        self._used[login] = printer.name
