"""The form that arranges pages: a place, a turn, and whether a new paper begins, for every page of some papers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hcc.core.errors import Refusal
from hcc.core.text import message

from .operations.arrange import Leaf
from .resources import Attachment

_PLACE = re.compile(r"\d{1,4}", re.ASCII)


class PlaceUnclear(Refusal):
    text = message("Write the place of each page as a number, such as 3.")


class TooHeavy(Refusal):
    text = message("These pages are too heavy to put together. Arrange fewer of them at once.")


@dataclass(frozen=True)
class Row:
    """A page as the form shows it."""

    paper: Attachment
    page: int
    name: str
    """What its fields are called after."""
    place: str
    turn: int
    begins: bool


def rows_of(papers: Sequence[Attachment], typed: Mapping[str, str]) -> list[Row]:
    """Every page, in the order the papers stand in, with what was typed."""
    rows: list[Row] = []
    for paper in papers:
        for page in range(1, paper.pages + 1):
            name = f"{paper.number}-{page}"
            place = typed.get(f"place-{name}", str(len(rows) + 1))
            rows.append(Row(paper, page, name, place, _turn(typed, name), f"begins-{name}" in typed))
    return rows


def read_parts(papers: Sequence[Attachment], typed: Mapping[str, str]) -> list[tuple[Leaf, ...]]:
    """The papers to be, each the pages it gets. Pages with the same place keep their order. Raises PlaceUnclear."""
    placed = []
    for row in rows_of(papers, typed):
        if not isinstance(row.place, str) or not _PLACE.fullmatch(row.place.strip()):
            raise PlaceUnclear()
        placed.append((int(row.place.strip()), row))
    parts: list[list[Leaf]] = []
    for _, row in sorted(placed, key=lambda one: one[0]):
        if row.begins or not parts:
            parts.append([])
        parts[-1].append(Leaf(row.paper.number, row.page, row.turn))
    return [tuple(part) for part in parts]


def is_as_it_was(papers: Sequence[Attachment], parts: Sequence[Sequence[Leaf]]) -> bool:
    """Whether arranging so would change nothing."""
    return [list(part) for part in parts] == [
        [Leaf(paper.number, page) for page in range(1, paper.pages + 1)] for paper in papers
    ]


def _turn(typed: Mapping[str, str], name: str) -> int:
    turn = typed.get(f"turn-{name}", "0")
    return int(turn) if turn in ("90", "180", "270") else 0
