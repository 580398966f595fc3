"""What is asked of the catalogue board: words, filters and order, as they stand in its address."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from hcc.core.text import fold
from hcc.procedures.board_row import BoardRow, Standing
from hcc.procedures.gaps import Gap
from hcc.procedures.national_codes import without_tails

ORDERS = ("", "code", "title", "changed")
ANY_GAP, STALE = "any", "stale"
QUERY_LIMIT = 100
STATES = {str(one.name).lower(): one for one in Standing}
GAPS = {str(one.name).lower(): one for one in Gap}


@dataclass(frozen=True)
class Question:
    """Empty: not asked for."""

    q: str = ""
    state: str = ""
    field: str = ""
    gap: str = ""
    """A gap, ANY_GAP, or STALE: a sheet of it that hangs is to be replaced."""
    sort: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], fields: Iterable[str]) -> "Question":
        """What the address says; what it cannot mean is left out."""
        state, gap, sort = (asked.get(name, "") for name in ("state", "gap", "sort"))
        field = asked.get("field", "")
        return cls(
            asked.get("q", "")[:QUERY_LIMIT].strip(),
            state if state in STATES else "",
            field if field in fields else "",
            gap if gap in GAPS or gap in (ANY_GAP, STALE) else "",
            sort if sort in ORDERS else "",
        )

    @property
    def asked(self) -> bool:
        """Whether anything but the order is asked for."""
        return bool(self.q or self.state or self.field or self.gap)

    def url(self, path: str, page: int = 1, **changed: str) -> str:
        """The address of the same question with something changed."""
        one = replace(self, **changed)
        values = [(name, getattr(one, name)) for name in ("q", "state", "field", "gap", "sort")]
        given = [(name, value) for name, value in values if value]
        if page > 1:
            given.append(("page", str(page)))
        return f"{path}?{urlencode(given)}" if given else path


@dataclass(frozen=True)
class Found:
    """The rows that answer, and how many there would be of each state and gap."""

    rows: list[BoardRow]
    states: dict[str, int]
    gaps: dict[str, int]


def find(question: Question, rows: list[BoardRow], stale: frozenset[str]) -> Found:
    """Sift the rows; the states are counted without the state asked for, the gaps without the gap."""
    if question.field:
        rows = [row for row in rows if row.field == question.field]
    for word in fold(without_tails(question.q)).split():
        rows = [row for row in rows if word in row.words]
    with_gap = _with_gap(question.gap, rows, stale)
    with_state = rows
    if question.state:
        bit = int(STATES[question.state])
        with_state = [row for row in rows if row.standing & bit]
    found = with_gap if with_state is rows else _with_gap(question.gap, with_state, stale)
    standings, gaps = Counter(row.standing for row in with_gap), Counter(row.gaps for row in with_state)
    counted = {name: sum(count for mask, count in gaps.items() if mask & int(bit)) for name, bit in GAPS.items()}
    counted[ANY_GAP] = sum(count for mask, count in gaps.items() if mask)
    counted[STALE] = sum(row.code in stale for row in with_state) if stale else 0
    return Found(
        found,
        {name: sum(count for mask, count in standings.items() if mask & int(bit)) for name, bit in STATES.items()},
        counted,
    )


def _with_gap(gap: str, rows: list[BoardRow], stale: frozenset[str]) -> list[BoardRow]:
    if not gap:
        return rows
    if gap == ANY_GAP:
        return [row for row in rows if row.gaps]
    if gap == STALE:
        return [row for row in rows if row.code in stale]
    bit = int(GAPS[gap])
    return [row for row in rows if row.gaps & bit]
