"""Text made fit for paper: whatever a citizen typed, every character of it can be set in our font.

PDF/A stops at a character without a glyph, so one emoji in a name would otherwise block a receipt.
"""

import unicodedata
from functools import cache
from pathlib import Path

FONT_FAMILY = "Liberation Serif"
FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
"""Four faces of Liberation Serif 2.1.5 (OFL), the only fonts an official paper may use."""

POSTER_FONT_FOLDER = FONT_FOLDER.with_name("poster_fonts")
"""Two faces of Be Vietnam Pro 1.002 (OFL) for posters, sheets and cards. What they lack Liberation Serif draws."""

UNKNOWN = "\N{WHITE SQUARE}"
"""Stands for a letter our font lacks."""

_LINE_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_MARKS = frozenset({"Mn", "Me"})
_MARKS_ON_A_LETTER = 2


@cache
def repertoire() -> frozenset[int]:
    """The code points that all four faces can draw, read once from their cmap tables."""
    from fontTools.ttLib import TTFont  # with the first paper, not with the program

    faces = []
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as face:
            faces.append(frozenset(face.getBestCmap()))
    return frozenset.intersection(*faces)


def clean(text: str, limit: int) -> str:
    """`text` as it may stand on paper: NFC, one line, at most `limit` characters, the last one "…" if it was cut.

    Line breaks and tabs become spaces. Control, format, private-use and surrogate characters go; among them the marks
    that turn the reading direction. A letter our font lacks, or one written from right to left (it would reorder the
    words beside it), becomes `UNKNOWN`. More than two combining marks in a row are dropped: a pile of them would
    climb into the lines above. Cleaning twice changes nothing more.
    """
    visible = "".join(
        " " if letter in _LINE_BREAKS else letter
        for letter in text
        if letter in _LINE_BREAKS or unicodedata.category(letter) not in _INVISIBLE
    )
    drawable = []
    marks = 0
    for letter in unicodedata.normalize("NFC", visible):
        if ord(letter) not in repertoire() or unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
            letter = UNKNOWN
        marks = marks + 1 if unicodedata.category(letter) in _MARKS else 0
        if marks <= _MARKS_ON_A_LETTER:
            drawable.append(letter)
    if len(drawable) > limit:
        drawable[limit - 1 :] = "…"
    return "".join(drawable)
