"""Drawings for notes that say what they are but not how they look: lines, shapes, marked text, handwriting."""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

from hcc.pdf.boxes import Box, box_of, number_of
from hcc.pdf.shapes import is_array, is_dictionary, name_in

Point = tuple[float, float]

_MOST_POINTS = 50_000
_FARTHEST = 100_000.0
"""Points from the origin; what lies beyond is on no page."""
_PAINTS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
"""How many numbers a colour has, to the operators that fill and stroke with it."""
_ROUND = 0.5523
"""Length of the tangents that make a quarter of a circle out of a cubic curve of radius 1."""


def draw_shape(pdf: Pdf, note: Any) -> bool:
    """Give the note a drawing of its own (ISO 32000-1, 12.5.6). False for kinds and values that cannot be drawn."""
    draw = _KINDS.get(name_in(note, "/Subtype"))
    try:
        drawn = draw(note) if draw else None
    except ValueError:
        return False
    if not drawn:
        return False
    path, points = drawn
    around = _width(note) + 1
    across, up = [point[0] for point in points], [point[1] for point in points]
    box = [min(across) - around, min(up) - around, max(across) + around, max(up) + around]
    mixed = "/Multiply" if name_in(note, "/Subtype") == "/Highlight" else "/Normal"
    opaque = _or(number_of(note.get("/CA")), 1.0)
    state = Dictionary(ca=opaque, CA=opaque, BM=Name(mixed))
    put_drawing(pdf, note, box, f"/G gs {path}", Dictionary(ExtGState=Dictionary(G=state)))
    return True


def put_drawing(pdf: Pdf, note: Any, box: Iterable[float], content: str, resources: Dictionary) -> None:
    """Make `content`, in the coordinates of the page and inside `box`, what the note looks like."""
    sides = Array([round(side, 3) for side in box])
    drawing = pdf.make_stream(
        content.encode("ascii"), Type=Name.XObject, Subtype=Name.Form, BBox=sides, Resources=resources
    )
    note.AP = Dictionary(N=drawing)
    note.Rect = sides


def colour(note: Object, key: str, *, stroke: bool) -> str:
    """The operator that sets the colour under this key; empty where there is none."""
    values = note.get(key)
    if not is_array(values) or len(values) not in _PAINTS:
        return ""
    parts = " ".join(f"{min(1.0, max(0.0, _or(number_of(value), 0.0))):.3f}" for value in values)
    return f"{parts} {_PAINTS[len(values)][stroke]} "


def _ink(note: Object) -> tuple[str, list[Point]] | None:
    strokes = note.get("/InkList")
    lines = [_points(stroke) for stroke in strokes] if is_array(strokes) else []
    points = [point for line in lines for point in line]
    _check(points)
    return _stroked(note, " ".join(_line(line) for line in lines), points)


def _straight(note: Object) -> tuple[str, list[Point]] | None:
    points = _points(note.get("/L"))
    return _stroked(note, _line(points), points)


def _polyline(note: Object) -> tuple[str, list[Point]] | None:
    points = _points(note.get("/Vertices"))
    return _stroked(note, _line(points), points)


def _polygon(note: Object) -> tuple[str, list[Point]] | None:
    points = _points(note.get("/Vertices"))
    return _filled(note, _line(points) + " h", points)


def _square(note: Object) -> tuple[str, list[Point]] | None:
    x0, y0, x1, y1 = _inside(note)
    return _filled(note, f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re", [(x0, y0), (x1, y1)])


def _circle(note: Object) -> tuple[str, list[Point]] | None:
    x0, y0, x1, y1 = _inside(note)
    across, up = (x0 + x1) / 2, (y0 + y1) / 2
    wide, high = (x1 - x0) / 2, (y1 - y0) / 2
    curves = [f"{x1:.2f} {up:.2f} m"]
    for quarter in range(4):
        cos, sin = round(math.cos(quarter * math.pi / 2)), round(math.sin(quarter * math.pi / 2))
        corners = [(cos - _ROUND * sin, sin + _ROUND * cos), (_ROUND * cos - sin, _ROUND * sin + cos), (-sin, cos)]
        curves.append(" ".join(f"{across + wide * x:.2f} {up + high * y:.2f}" for x, y in corners) + " c")
    return _filled(note, " ".join(curves), [(x0, y0), (x1, y1)])


def _highlight(note: Object) -> tuple[str, list[Point]] | None:
    quads = _quads(note)
    path = " ".join(_line([quad[0], quad[1], quad[3], quad[2]]) + " h" for quad in quads)
    paint = colour(note, "/C", stroke=False) or "1 1 0 rg "
    return f"{paint}{path} f", [point for quad in quads for point in quad]


def _underline(note: Object) -> tuple[str, list[Point]] | None:
    return _ruled(note, 0.07)


def _strike(note: Object) -> tuple[str, list[Point]] | None:
    return _ruled(note, 0.5)


def _ruled(note: Object, height: float) -> tuple[str, list[Point]] | None:
    """A line through each piece of marked text, at this share of its height."""
    quads = _quads(note)
    lines = []
    for upper_left, upper_right, lower_left, lower_right in quads:
        ends = (lower_left, upper_left), (lower_right, upper_right)
        lines.append([(low[0] + (up[0] - low[0]) * height, low[1] + (up[1] - low[1]) * height) for low, up in ends])
    paint = colour(note, "/C", stroke=True) or "0 G "
    return f"{paint}1 w {' '.join(_line(line) for line in lines)} S", [point for quad in quads for point in quad]


_KINDS: dict[str, Callable[[Object], tuple[str, list[Point]] | None]] = {
    "/Circle": _circle,
    "/Highlight": _highlight,
    "/Ink": _ink,
    "/Line": _straight,
    "/PolyLine": _polyline,
    "/Polygon": _polygon,
    "/Square": _square,
    "/Squiggly": _underline,
    "/StrikeOut": _strike,
    "/Underline": _underline,
}
"""A kind of note to what draws it: a path painted with its colours, and the points it keeps inside of."""


def _stroked(note: Object, path: str, points: list[Point]) -> tuple[str, list[Point]] | None:
    width = _width(note)
    if len(points) < 2 or not width:
        return None
    paint = colour(note, "/C", stroke=True) or "0 G "
    return f"{paint}{width:.2f} w 1 J 1 j {_dashes(note)}{path} S", points


def _filled(note: Object, path: str, points: list[Point]) -> tuple[str, list[Point]] | None:
    fill, width = colour(note, "/IC", stroke=False), _width(note)
    stroke = (colour(note, "/C", stroke=True) or ("" if fill else "0 G ")) if width else ""
    if len(points) < 2 or not (fill or stroke):
        return None
    paint = "B" if fill and stroke else "f" if fill else "S"
    return f"{fill}{stroke}{width:.2f} w {_dashes(note)}{path} {paint}", points


def _line(points: list[Point]) -> str:
    if not points:
        return ""
    (x, y), *others = points
    return f"{x:.2f} {y:.2f} m " + (" ".join(f"{x:.2f} {y:.2f} l" for x, y in others) or f"{x:.2f} {y:.2f} l")


def _inside(note: Object) -> Box:
    """The rectangle of the note, less its margins and half its line."""
    box = box_of(note.get("/Rect"))
    if box is None:
        raise ValueError("no rectangle")
    margins = _numbers(note.get("/RD")) if is_array(note.get("/RD")) else []
    left, low, right, high = margins if len(margins) == 4 else [0.0] * 4
    half = _width(note) / 2
    inner = (box[0] + left + half, box[1] + low + half, box[2] - right - half, box[3] - high - half)
    if inner[0] >= inner[2] or inner[1] >= inner[3]:
        raise ValueError("nothing inside")
    _check([(inner[0], inner[1]), (inner[2], inner[3])])
    return inner


def _quads(note: Object) -> list[list[Point]]:
    """Pieces of marked text, each by its upper left, upper right, lower left and lower right corner."""
    points = _points(note.get("/QuadPoints")) if is_array(note.get("/QuadPoints")) else []
    if len(points) < 4:
        box = box_of(note.get("/Rect"))
        if box is None:
            raise ValueError("marks nothing")
        points = [(box[0], box[3]), (box[2], box[3]), (box[0], box[1]), (box[2], box[1])]
        _check(points)
    return [_upright(points[first : first + 4]) for first in range(0, len(points) - 3, 4)]


def _upright(quad: list[Point]) -> list[Point]:
    """The corners in our order. Writers have others, and of a lying rectangle it can be told which corner is which."""
    across, up = [point[0] for point in quad], [point[1] for point in quad]
    left, right, low, high = min(across), max(across), min(up), max(up)
    corners = [(left, high), (right, high), (left, low), (right, low)]
    return corners if sorted(corners) == sorted(quad) and right - left >= high - low else quad


def _points(listed: object) -> list[Point]:
    numbers = _numbers(listed)
    points = [(x, y) for x, y in list(pairwise(numbers))[::2]]
    _check(points)
    return points


def _check(points: list[Point]) -> None:
    if len(points) > _MOST_POINTS or any(abs(side) > _FARTHEST for point in points for side in point):
        raise ValueError("too much or too far")


def _numbers(listed: object) -> list[float]:
    if not is_array(listed) or len(listed) > 2 * _MOST_POINTS:
        raise ValueError("no numbers")
    return [_or(number_of(value), math.inf) for value in listed]


def _width(note: Object) -> float:
    """Width of the note's line in points; 0 for none."""
    style, border = note.get("/BS"), note.get("/Border")
    width: object = 1.0
    if is_dictionary(style):
        width = style.get("/W", 1.0)
    elif is_array(border) and len(border) > 2:
        width = border[2]
    return min(100.0, max(0.0, _or(number_of(width), 1.0)))


def _dashes(note: Object) -> str:
    style = note.get("/BS")
    if not is_dictionary(style) or name_in(style, "/S") != "/D":
        return ""
    try:
        lengths = [abs(length) for length in _numbers(style.get("/D"))][:8]
    except ValueError:
        lengths = [3.0]
    if not lengths or sum(lengths) == 0 or max(lengths) > _FARTHEST:
        return ""
    return f"[{' '.join(f'{length:.2f}' for length in lengths)}] 0 d "


def _or(number: float | None, otherwise: float) -> float:
    return otherwise if number is None else number
