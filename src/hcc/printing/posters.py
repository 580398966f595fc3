"""Guide sheets, posters, cards, pictures and tables of procedures: the templates of `templates/posters`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

from hcc.printing.papers import plain
from hcc.printing.poster_data import PostingData
from hcc.printing.slips import compiler_of
from hcc.printing.text import FONT_FOLDER, POSTER_FONT_FOLDER
from hcc.shipped import shipped

if TYPE_CHECKING:
    import typst


class Posting(StrEnum):
    """What can be made of procedures; each has a template of this name."""

    SHEET = "sheet"
    """Guide sheet, exactly one A4."""
    POSTER = "poster"
    """For the notice board, one page."""
    CARD = "card"
    """"Mang theo gì", one A5 with boxes to tick."""
    PICTURE = "picture"
    """The three boxes as a PNG of 1080 x 1350 pixels."""
    TABLE = "table"
    """Several procedures, a row each, over as many pages as it takes."""


@dataclass(frozen=True)
class _Output:
    """The options of one Typst output."""

    format: str
    options: Mapping[str, Any]


_PDF = _Output("pdf", {"pdf_standards": ["a-2a", "ua-1"]})
_PNG = _Output("png", {"ppi": 72.0})
"""One point of the page is one pixel."""
_SCREEN = _Output("png", {"ppi": 110.0})
"""An A4 page is 909 pixels wide."""


def filled(data: PostingData) -> str:
    """The data as the templates read them: cleaned, cut to length, in a stable order.

    Two papers of the same kind with the same text are the same paper. Raises `SlipDataRefused`.
    """
    return json.dumps(plain(PostingData, data), ensure_ascii=False, sort_keys=True)


def edition_of_templates() -> str:
    """A mark that changes whenever a paper with the same text may look different: templates, fonts, typst."""
    whole = sha256(version("typst").encode())
    templates = shipped("templates")
    for folder in (templates / "posters", templates / "slips", FONT_FOLDER, POSTER_FONT_FOLDER):
        for path in sorted(folder.iterdir()):
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def draw_posting(kind: Posting, text: str, *, at: datetime) -> bytes:
    """A PNG of the one page of a paper, in the size of a screen: to be looked at before it is printed."""
    return _made(kind, text, _PNG if kind is Posting.PICTURE else _SCREEN, at)


def render_posting(kind: Posting, text: str, *, at: datetime) -> bytes:
    """A PDF, or a PNG for the picture, from what `filled` gave.

    The same text and moment give the same bytes. `at` is an aware moment and becomes the creation date. May be called
    from any thread. Costs 10 to 70 ms of CPU: whoever serves it keeps it.
    """
    return _made(kind, text, _PNG if kind is Posting.PICTURE else _PDF, at)


def _made(kind: Posting, text: str, output: _Output, at: datetime) -> bytes:
    try:
        made = compiler_of(shipped("templates") / "posters", kind).compile(
            format=cast(Any, output.format),
            sys_inputs={"data": text},
            timestamp=at.astimezone(UTC).replace(microsecond=0),
            **output.options,
        )
    finally:
        _forget()
    return cast(bytes, made)


_FORGOTTEN_AFTER = 11
"""Typst keeps what it worked out for the last ten documents."""


def _forget() -> None:
    """Let typst give up what it keeps of the paper just made.

    Measuring leaves some 7 MB a paper behind, more than 100 MB in all; so many empty documents later it is gone, for
    less than 1 ms of CPU. Measured: a process that printed 177 posters holds 94 MB instead of 206.
    """
    import typst

    for _ in range(_FORGOTTEN_AFTER):
        typst.compile(_EMPTY, format="svg", font_paths=_no_fonts())


_EMPTY = b"#set page(width: 1pt, height: 1pt, margin: 0pt)"


@cache
def _no_fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
