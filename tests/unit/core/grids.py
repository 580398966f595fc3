"""Permission grids: text kept by hand, and what the office's access lists answer through Pyramid's own machinery."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyramid.authorization import ACLHelper, Authenticated, Everyone

from hcc.core.acl import official_principal, role_principal
from hcc.core.permissions import Permission
from hcc.core.roles import Role

ASSIGNED_LOGIN = "xuly"
HELPING_LOGIN, CONSULTED_LOGIN = "hotro", "xulykhac"
PEOPLE = [*Role, "assigned", "signed_in", "stranger"]
Cell = tuple[str, str, Permission]
"""State, who, permission."""


def principals(who: str) -> list[str]:
    """What someone answers to, as `principals_of` gives it to an official."""
    if who == "stranger":
        return [Everyone]
    if who == "signed_in":
        return [Everyone, Authenticated, official_principal("ai")]
    named = {"assigned": ASSIGNED_LOGIN, "helping": HELPING_LOGIN, "consulted": CONSULTED_LOGIN}
    if who in named:
        return [Everyone, Authenticated, official_principal(named[who])]
    return [Everyone, Authenticated, official_principal("ai"), role_principal(Role(who))]


def read_grid(path: Path, noun: str) -> dict[Cell, bool]:
    """The grid's cells. The last comment line names the columns."""
    grid, columns, state = {}, [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            columns = (
                [Permission(f"{noun}:{verb}") for verb in line[1:].split() if verb != "|"] if " | " in line else []
            )
        elif line and not line.startswith(" "):
            state = line.strip()
        elif line:
            who, *groups = line.split()
            marks = "".join(groups)
            assert set(marks) <= {"x", "."}, line
            assert len(marks) == len(columns), line
            for permission, mark in zip(columns, marks, strict=True):
                assert (state, who, permission) not in grid, f"{state} {who} stands there twice"
                grid[state, who, permission] = mark == "x"
    return grid


def answers(
    make: Callable[[str], object], states: Iterable[str], noun: str, people: Iterable[str] = PEOPLE
) -> Iterator[tuple[Cell, bool]]:
    """What the access list of a real object in each state says, for everyone and every permission of its noun."""
    helper = ACLHelper()
    for state in states:
        thing = make(state)
        for who in people:
            for permission in Permission:
                if permission.startswith(f"{noun}:"):
                    yield (state, who, permission), bool(helper.permits(thing, principals(who), permission))


def differences(grid: dict[Cell, bool], office: dict[Cell, bool]) -> list[str]:
    """Every cell that differs or stands on one side only."""
    return [
        f"{' '.join(cell)}: the grid says {grid.get(cell)}, the office {office.get(cell)}"
        for cell in sorted(grid.keys() | office.keys())
        if grid.get(cell) is not office.get(cell)
    ]
