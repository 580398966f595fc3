"""Guide sheets, posters, cards, pictures and tables of procedures: the templates of `templates/posters`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

from hcc.printing.papers import plain
from hcc.printing.poster_data import PostingData
from hcc.printing.slips import compiler_of
from hcc.shipped import shipped


class Posting(StrEnum):
    """What can be made of procedures; each has a template of this name."""

    SHEET = "sheet"
    """Guide sheet, exactly one A4."""
    POSTER = "poster"
    """For the notice board, one page a procedure."""
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


def filled(data: PostingData) -> str:
    """The data as the templates read them: cleaned, cut to length, in a stable order.

    Two papers of the same kind with the same text are the same paper. Raises `SlipDataRefused`.
    """
    return json.dumps(plain(PostingData, data), ensure_ascii=False, sort_keys=True)


def render_posting(kind: Posting, text: str, *, at: datetime) -> bytes:
    """A PDF, or a PNG for the picture, from what `filled` gave.

    The same text and moment give the same bytes. `at` is an aware moment and becomes the creation date. May be called
    from any thread. Costs 20 to 200 ms of CPU a page: whoever serves it keeps it.
    """
    output = _PNG if kind is Posting.PICTURE else _PDF
    made = compiler_of(shipped("templates") / "posters", kind).compile(
        format=cast(Any, output.format),
        sys_inputs={"data": text},
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        **output.options,
    )
    return cast(bytes, made)
