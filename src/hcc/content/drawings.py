"""Drawings of texts: kept beside each page, so that reading one draws nothing; a heavy one is drawn in a child."""

import hashlib
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hcc.children.bounds import Bounds
from hcc.children.errors import ChildStopped
from hcc.children.run import run
from hcc.core.packed import Packed

from .markdown import DRAWN_BY, Drawing, Picture, draw_markdown

if TYPE_CHECKING:
    from .resources import Item

BODY, BODY_EN = "body", "body_en"
BODIES = (BODY, BODY_EN)
"""The fields of every kind that are Markdown: the text and its translation."""
HEAVY = 10_000
"""Letters from which a text is drawn in a child: measured, the worst text of this length takes a second."""
BOUNDS = Bounds(address_space=2**29, cpu_seconds=6, wall_seconds=12, output_bytes=2**23, open_files=32)
"""Of such a child. An ordinary text of 200,000 letters takes a second and a half."""
REMEMBERED = 2_000_000
"""Letters of drawings a process remembers that are kept nowhere yet, or no longer as they are drawn today."""


class TooIntricate(Exception):
    """A text that cannot be drawn within the bounds."""


class KeptDrawings(Packed):
    """How the texts of one thing are drawn, in a record of its own."""

    def __init__(self, drawings: Mapping[str, tuple[bytes, Drawing]]) -> None:
        self.drawn_by = DRAWN_BY
        self.drawings = dict(drawings)
        """Field -> digest of its text, and how that is drawn."""

    def of(self, field: str, text: str) -> Drawing | None:
        """How this text is drawn today; None where that is not kept."""
        digest, drawing = self.drawings.get(field, (b"", None))
        return drawing if self.drawn_by == DRAWN_BY and digest == _digest(text) else None


def keep_drawing(item: "Item") -> None:
    """Draw the texts of a thing and keep that with it. Part of every act that changes a text."""
    texts = {field: text for field in BODIES if (text := item.text.get(field))}
    kept = item.drawn
    if not texts:
        if kept is not None:
            item.drawn = None
    elif kept is None or set(kept.drawings) != set(texts) or not all(kept.of(*one) for one in texts.items()):
        drawn = {
            field: (kept.of(field, text) if kept else None) or drawing_of_text(text) for field, text in texts.items()
        }
        item.drawn = KeptDrawings({field: (_digest(texts[field]), drawing) for field, drawing in drawn.items()})


def drawing_of(item: "Item", field: str = BODY) -> Drawing | None:
    """How a text of a thing is drawn; None where it has none. Changes nothing."""
    text = item.text.get(field)
    if not text:
        return None
    return (item.drawn.of(field, text) if item.drawn is not None else None) or drawing_of_text(text)


def drawing_of_text(text: str) -> Drawing:
    """A drawing, remembered for a while."""
    return _remembered.get(text) or _remembered.keep(text, draw_markdown(text))


def draw_within_bounds(text: str) -> Drawing:
    """The same of a text that somebody sent, however intricate. Raises TooIntricate."""
    if len(text) <= HEAVY:
        return drawing_of_text(text)
    found = _remembered.get(text)
    if found is not None:
        return found
    with tempfile.TemporaryDirectory(prefix="hcc-markdown-") as folder:
        try:
            answer = run("hcc.content.drawings", {"text": text}, bounds=BOUNDS, folder=Path(folder))
        except ChildStopped as stopped:
            raise TooIntricate from stopped
    pictures = tuple(Picture(**one) for one in answer["pictures"])
    return _remembered.keep(text, Drawing(tuple(answer["pieces"]), pictures, tuple(answer["links"])))


def work(job: dict[str, Any]) -> dict[str, Any]:
    """What a child does: draw `text`."""
    return asdict(draw_markdown(job["text"]))


class _Remembered:
    """The drawings made last, by their text."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, Drawing] = OrderedDict()
        self._letters = 0
        self._lock = threading.Lock()

    def get(self, text: str) -> Drawing | None:
        with self._lock:
            drawing = self._drawn.get(text)
            if drawing is not None:
                self._drawn.move_to_end(text)
            return drawing

    def keep(self, text: str, drawing: Drawing) -> Drawing:
        with self._lock:
            if text not in self._drawn:
                self._letters += _letters(text, drawing)
            self._drawn[text] = drawing
            while self._letters > REMEMBERED:
                self._letters -= _letters(*self._drawn.popitem(last=False))
        return drawing


def _letters(text: str, drawing: Drawing) -> int:
    return len(text) + sum(map(len, drawing.pieces))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


_remembered = _Remembered()
