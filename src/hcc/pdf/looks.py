"""What is wrong with how a page looks: nothing on it, too dark, blurred, lying on its side.

Only advice: a person looks at the page. So each measure keeps silent where it cannot be sure.
"""

from itertools import pairwise

from PIL import Image, ImageFilter, ImageStat

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
_SHARP = 0.025
"""Strength of the finest details against that of all, in the sharpest part of a page: print that can still be read
has 0.06 and more."""
_CONTRAST = 80
"""Variance of the grey levels in a part of a page that has something on it."""
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
    elif _is_turned(inner):
        found.add("sideways-page")
    return found


def odd_ones(sizes: list[tuple[float, float]]) -> set[int]:
    """Which pages, counted from 1, are wide where the great majority is tall."""
    wide = {number for number, (width, height) in enumerate(sizes, 1) if width > height * 1.1}
    return wide if len(sizes) > 4 * len(wide) else set()


def _is_blurred(page: Image.Image) -> bool:
    """Whether even the sharpest part of the page is: the variance of its Laplacian against the variance itself."""
    printed = 0
    for left in range(0, page.width - _PART + 1, _PART):
        for top in range(0, page.height - _PART + 1, _PART):
            part = page.crop((left, top, left + _PART, top + _PART))
            contrast = ImageStat.Stat(part).var[0]
            if contrast > _CONTRAST:
                printed += 1
                # The filter leaves the outermost pixels as they were.
                edges = part.filter(_EDGES).crop((1, 1, _PART - 1, _PART - 1))
                if ImageStat.Stat(edges).var[0] > _SHARP * contrast:
                    return False
    return printed >= _PARTS


def _is_turned(page: Image.Image) -> bool:
    """Whether lines of print run from top to bottom: the mean of a row changes little then, that of a column much."""
    rows = page.resize((1, page.height), Image.Resampling.BOX)
    columns = page.resize((page.width, 1), Image.Resampling.BOX)
    along, across = _roughness(rows.tobytes()), _roughness(columns.tobytes())
    return across > _LINES and across > _TURNED * along


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
