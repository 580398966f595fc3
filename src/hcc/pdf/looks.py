"""What is wrong with how a page looks: nothing on it, too dark, blurred, lying on its side.

Only advice: a person looks at the page. So each measure keeps silent where it cannot be sure.
"""

from itertools import pairwise
from typing import Any

from PIL import Image, ImageFilter

KINDS = frozenset({"blank-page", "dark-page", "blurred-page", "sideways-page", "hidden-layers"})
"""Kinds of advice; those about a page are followed by a colon and its number."""
WIDTH = 600
"""Pixels across of the drawing that is measured: letters of a scan are then about seven pixels high."""

_MARGIN = 0.03
"""Share of each side left out: the shadow of a scanner's lid is no writing."""
_INK = 30
"""Grey levels by which a pixel differs from the paper around to be more than grain."""
_LEAST_INK = 0.00005
"""Share of a page that a few letters cover."""
_DARK = 90
"""Grey level, of 255, which the paper itself does not reach on a page too dark to read."""
_SHARP = 0.06
"""How steep the edges of print that can still be read are at least, as a share of the step from paper to ink."""
_GRAIN = 8
"""Edges less steep than this, in grey levels, are the grain of a scanner."""
_EDGE = 90
"""Pixels of a part that its edges cover at least."""
_STEP = 60
"""Grey levels between the darkest and the lightest in a part of a page that has something on it."""
_PART = 100
"""Pixels of a side of the parts a page is looked at in."""
_PARTS = 3
"""Parts that must have something on them: a single mark or seal may well be soft."""
_TURNED = 4.0
"""How much stronger lines must be across than along before a page counts as lying on its side."""
_LINES = 8.0
"""Grey levels between neighbouring rows that printed lines make, as a mean of squares."""

_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=4, offset=128)


def measure(page: Image.Image) -> set[str]:
    """What is wrong with one page, from its grey drawing `WIDTH` pixels wide."""
    across, down = int(page.width * _MARGIN), int(page.height * _MARGIN)
    inner = page.crop((across, down, page.width - across, page.height - down))
    if min(inner.size) < 3:
        return set()
    smooth = inner.reduce(2)
    levels = smooth.histogram()
    paper = _median(levels)
    ink = sum(levels[: max(0, paper - _INK)]) + sum(levels[paper + _INK :])
    if ink < _LEAST_INK * smooth.width * smooth.height:
        return {"blank-page"}
    found = set()
    if paper < _DARK:
        found.add("dark-page")
    if _is_blurred(inner):
        found.add("blurred-page")
    elif lies(inner) == "turned":
        found.add("sideways-page")
    return found


def is_wide(size: tuple[float, float]) -> bool:
    """Whether a page of this width and height lies on a long side."""
    return size[0] > size[1] * 1.1


def odd_ones(sizes: list[tuple[float, float]]) -> set[int]:
    """Which pages, counted from 1, are wide where the great majority is tall."""
    wide = {number for number, size in enumerate(sizes, 1) if is_wide(size)}
    return wide if len(sizes) > 4 * len(wide) else set()


def _is_blurred(page: Image.Image) -> bool:
    """Whether there is no part of the page that is sharp: where the Laplacian is great against the step it stands at.

    Its variance alone would not do: there is little of it in a drawing of few lines, however sharp they are.
    """
    printed = 0
    for left in range(0, page.width - _PART + 1, _PART):
        for top in range(0, page.height - _PART + 1, _PART):
            part = page.crop((left, top, left + _PART, top + _PART))
            levels: Any = part.getextrema()
            darkest, lightest = levels
            if lightest - darkest > _STEP:
                printed += 1
                # The filter leaves the outermost pixels as they were.
                edges = part.filter(_EDGES).crop((1, 1, _PART - 1, _PART - 1)).histogram()
                steep = max(_GRAIN, round((lightest - darkest) * _SHARP))
                if sum(edges[: 128 - steep]) + sum(edges[128 + steep + 1 :]) >= _EDGE:
                    return False
    return printed >= _PARTS


def lies(page: Image.Image) -> str:
    """How lines of print run: "upright", "turned", or "" where nothing tells.

    Of upright print the mean of a row changes much from one to the next and that of a column little.
    """
    rows = _roughness(page.resize((1, page.height), Image.Resampling.BOX).tobytes())
    columns = _roughness(page.resize((page.width, 1), Image.Resampling.BOX).tobytes())
    if columns > _LINES and columns > _TURNED * rows:
        return "turned"
    return "upright" if rows > _LINES and rows > columns else ""


def _roughness(means: bytes) -> float:
    """Mean square of the steps between neighbours, without the few greatest: frames and rulings are no print."""
    steps = sorted((after - before) ** 2 for before, after in pairwise(means))
    kept = steps[: len(steps) - len(steps) // 20 - 1]
    return sum(kept) / max(1, len(kept))


def _median(levels: list[int]) -> int:
    half = sum(levels) / 2
    passed = 0
    for level, count in enumerate(levels):
        passed += count
        if passed >= half:
            return level
    return 255
