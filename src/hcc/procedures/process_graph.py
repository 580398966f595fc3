"""The drawing of an internal process: one box a step, one under the other, and lines for the ways between them.

Only figures and words: the page draws them as SVG. What leads to the next box runs straight down, what skips some
goes round at the right, what goes back at the left; so a phone shows it as a wide screen does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap

from .processes import InternalProcess, ProcessStep, Stage

BOX_WIDTH, LINE_HEIGHT, PADDING, GAP = 272, 18, 10, 30
LETTERS, MOST_LINES = 36, 4
"""Letters of a line of a box; the widest, in capitals, still fit. Lines of one text."""
EDGE, LANE = 14, 10
"""From a box to the first lane beside it, and from one lane to the next."""
HEAD = 5
"""Half the width of an arrow's head."""


@dataclass(frozen=True)
class TextLine:
    """`kind`: name (bold) or said."""

    y: int
    text: str
    kind: str


@dataclass(frozen=True)
class Box:
    """A step. `kind`: begin, end or step; `wrong`: it has a fault."""

    key: int
    x: int
    y: int
    height: int
    lines: tuple[TextLine, ...]
    kind: str
    wrong: bool
    width: int = BOX_WIDTH

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Arrow:
    """A way: its line and its head, as SVG paths. `kind`: on, skip or back."""

    line: str
    head: str
    kind: str


@dataclass(frozen=True)
class Drawing:
    """All of it, in units that are pixels at full size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


Said = Callable[[ProcessStep], Sequence[str]]
"""What a box says of a step below its name: who, how long, in which case it goes where."""


def drawn(process: InternalProcess, said: Said, wrong: Callable[[int], bool] = lambda key: False) -> Drawing:
    """The drawing of a process, whatever is wrong with it."""
    places = {step.key: place for place, step in enumerate(process.steps)}
    ways = [(places[s.key], places[w.to]) for s in process.steps for w in s.ways if w.to in places]
    skips = _lanes([way for way in ways if way[1] > way[0] + 1])
    backs = _lanes([way for way in ways if way[1] <= way[0]])
    left = _beside(backs)
    boxes = _boxes(process, said, wrong, left)
    arrows = [_down(boxes[a], boxes[b]) for a, b in ways if b == a + 1]
    arrows += [_round(boxes[a], boxes[b], lane, right=True) for (a, b), lane in skips.items()]
    arrows += [_round(boxes[a], boxes[b], lane, right=False) for (a, b), lane in backs.items()]
    height = boxes[-1].y + boxes[-1].height + 2 if boxes else 0
    return Drawing(left + BOX_WIDTH + _beside(skips), height, tuple(boxes), tuple(arrows))


def _beside(lanes: dict[tuple[int, int], int]) -> int:
    return EDGE + LANE * max(lanes.values(), default=0) + 4 if lanes else 2


def _boxes(process: InternalProcess, said: Said, wrong: Callable[[int], bool], left: int) -> list[Box]:
    boxes: list[Box] = []
    top = 2
    for place, step in enumerate(process.steps, 1):
        lines: list[TextLine] = []
        for kind, text in [("name", f"{place}. {step.name}"), *(("said", one) for one in said(step))]:
            for one in _wrapped(text):
                lines.append(TextLine(top + PADDING + LINE_HEIGHT * len(lines) + 13, one, kind))
        height = 2 * PADDING + LINE_HEIGHT * len(lines)
        kind = "begin" if place == 1 else "end" if step.stage is Stage.RETURN else "step"
        boxes.append(Box(step.key, left, top, height, tuple(lines), kind, wrong(step.key)))
        top += height + GAP
    return boxes


def _wrapped(text: str) -> list[str]:
    lines = wrap(text, LETTERS)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [shorten(lines[MOST_LINES - 1], LETTERS - 2, placeholder="") + " …"]
    return lines


def _lanes(ways: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """A lane for each way, the short ones nearest: no two that pass the same box share one."""
    lanes: dict[tuple[int, int], int] = {}
    for way in sorted(set(ways), key=lambda way: (abs(way[0] - way[1]), way)):
        first, last = sorted(way)
        taken = {lane for other, lane in lanes.items() if min(other) <= last and first <= max(other)}
        lanes[way] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


def _down(one: Box, other: Box) -> Arrow:
    x, begin, end = one.x + one.width // 2, one.y + one.height, other.y
    return Arrow(f"M{x} {begin}V{end - HEAD}", f"M{x} {end}l{-HEAD} {-2 * HEAD}h{2 * HEAD}z", "on")


def _round(one: Box, other: Box, lane: int, *, right: bool) -> Arrow:
    """From the side of a box, round at its lane, to the side of another: leaving below the middle, arriving above."""
    side, away = (one.x + one.width, 1) if right else (one.x, -1)
    x = side + away * (EDGE + LANE * lane - 2)
    begin, end = one.middle + 6 + 2 * lane, other.middle - 6 - 2 * lane
    line = f"M{side} {begin}H{x}V{end}H{side + away * HEAD}"
    head = f"M{side} {end}l{away * 2 * HEAD} {-HEAD}v{2 * HEAD}z"
    return Arrow(line, head, "skip" if right else "back")
