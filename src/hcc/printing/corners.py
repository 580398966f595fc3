"""Where on its sheet a block of print goes: apart from the papers, since it is kept in the database with a printer."""

from enum import StrEnum


class Corner(StrEnum):
    """Where on the A4 sheet an attestation goes."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"
