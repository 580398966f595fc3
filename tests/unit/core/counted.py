"""The table of due moments counted by hand, due.txt, as values."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Limit, Unit

UNITS = {"WD": Unit.WORKING_DAYS, "D": Unit.DAYS, "H": Unit.HOURS}
SAME = {"SAME": Limit(Unit.SAME_DAY), "SAME15": Limit(Unit.SAME_DAY, after_15=True)}


@dataclass(frozen=True)
class Counted:
    """One row."""

    limit: Limit
    received: datetime
    due: datetime

    def __str__(self) -> str:
        return f"{self.limit.amount:g} {self.limit.unit}{'15' * self.limit.after_15} {self.received:%d.%m.%Y %H:%M}"


def at(text: str) -> datetime:
    """A local moment from "23/11/2026 9:12"."""
    return datetime.strptime(text.strip(), "%d/%m/%Y %H:%M").replace(tzinfo=LOCAL)


def counted_by_hand() -> list[Counted]:
    rows = []
    for line in (Path(__file__).parent / "due.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            limit, received, due, how = line.split("|")
            assert how.strip(), line
            rows.append(Counted(_limit(limit.strip()), at(received), at(due)))
    return rows


def _limit(text: str) -> Limit:
    if text in SAME:
        return SAME[text]
    amount, unit = text.split()
    return Limit(UNITS[unit], float(amount))
