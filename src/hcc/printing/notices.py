"""Letters of the certification desk: what a written refusal (A4) or an appointment slip (A5) says."""

from dataclasses import dataclass
from typing import Annotated

from .papers import AtMost, Brief, Line, Name, Passage, Short


@dataclass(frozen=True)
class Point:
    """One numbered line, with what follows from it below."""

    text: Passage
    below: Passage = ""


@dataclass(frozen=True)
class NoticeData:
    """A letter to one person: a title, what it is about, numbered points, and who signs."""

    authority: Line
    """The people's committee; printed in capitals."""
    office: Line
    """The centre; printed in capitals."""
    number: Short
    """Number and symbol, e.g. "05/TC-CT"."""
    place_and_date: Line
    """As `words.date_line` writes it."""
    title: Line
    """Printed in capitals."""
    person: Name
    opening: Passage
    """The first sentence, below the person's name."""
    points: Annotated[tuple[Point, ...], AtMost(20)] = ()
    closing: Annotated[tuple[Passage, ...], AtMost(6)] = ()
    due: Line = ""
    """A moment in a box, as `words.moment_line` writes it; left out when empty, as are all fields below."""
    id_number: Short = ""
    heading: Brief = "Người tiếp nhận"
    """Above the signature at right; printed in capitals."""
    signer: Name = ""
    small: bool = False
    """A5 in place of A4."""
    trial: bool = False
    """Print "BẢN THỬ NGHIỆM" on every page."""
