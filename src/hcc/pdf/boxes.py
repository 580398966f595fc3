"""Page boxes and rotation as readers understand them, whatever odd shape they were written in."""

import math
from decimal import Decimal

from pikepdf import Object

from hcc.pdf.shapes import is_array

Box = tuple[float, float, float, float]
LETTER: Box = (0.0, 0.0, 612.0, 792.0)
"""What readers assume for a page that does not say its size."""


def page_box(page: Object) -> Box:
    """The visible part of a page, (left, bottom, right, top) in points: its crop box inside its media box."""
    media = box_of(page.get("/MediaBox")) or LETTER
    crop = box_of(page.get("/CropBox"))
    if crop is None:
        return media
    inside = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    return inside if inside[0] < inside[2] and inside[1] < inside[3] else media


def rotation(page: Object) -> int:
    """Clockwise turn for display: 0, 90, 180 or 270. Anything that is no quarter turn counts as none."""
    turn = number_of(page.get("/Rotate"))
    return int(turn) % 360 if turn is not None and turn % 90 == 0 else 0


def user_unit(page: Object) -> float:
    """Size of the page's unit in points; 1 where it is absent or absurd."""
    unit = number_of(page.get("/UserUnit"))
    return unit if unit is not None and unit > 0 else 1.0


def box_of(value: object) -> Box | None:
    """The rectangle written here, its corners in order; None for what is none or has no surface."""
    if not is_array(value) or len(value) != 4:
        return None
    numbers = [number for number in (number_of(item) for item in value) if number is not None]
    if len(numbers) != 4:
        return None
    x0, y0, x1, y1 = numbers
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def number_of(value: object) -> float | None:
    """A finite number of a file; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = float(value)
    return number if math.isfinite(number) else None
