"""Units (đơn vị, phòng chuyên môn): where officials belong and what dossiers are assigned to."""

from dataclasses import dataclass

CENTRE = 1
"""Number of the centre itself, the unit every official belongs to at first."""
CENTRE_NAME = "Trung tâm Phục vụ hành chính công"
"""What the centre is called among its units until an administrator says otherwise."""


@dataclass(frozen=True)
class Unit:
    """One unit of the commune. Kept inside the account folder: add fields with defaults, never rename them."""

    number: int
    """For life; dossiers name their unit by it."""
    name: str
    closed: bool = False
    """No longer offered for officials and dossiers; what names it keeps its name."""
