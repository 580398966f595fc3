"""Every sheet that hangs or once hung: where, of which text, who put it up and when, who took it down or replaced it
and when. What hangs stands beside the boards; what hung is read off the catalogue's chain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from .hangings import Hanging, SheetKind
from .resources import ProcedureFolder

SHEETS_BROUGHT = "sheets brought"
"""What the chain calls sheets as another installation had them: of each spot it names, all that hung there before."""
Spot = tuple[str, int, str]
"""Code of the procedure, number of the place, kind of the sheet: one sheet at a time hangs there."""


@dataclass(frozen=True)
class Hung(Hanging):
    """One sheet that hangs or hung on one board."""

    until: datetime | None = None
    """UTC; None: it hangs."""
    until_by: str = ""

    @property
    def spot(self) -> Spot:
        return self.code, self.place, self.kind.value

    def as_fact(self) -> list:
        """As the chain tells it."""
        until = self.until.astimezone(UTC).isoformat() if self.until is not None else ""
        return [*self.spot, self.revision, self.by, self.at.astimezone(UTC).isoformat(), until, self.until_by]


def hung_of_fact(fact: list) -> Hung:
    """Back from `as_fact`."""
    code, place, kind, revision, by, at, until, until_by = fact
    ended = datetime.fromisoformat(until) if until else None
    return Hung(code, place, SheetKind(kind), revision, by, datetime.fromisoformat(at), ended, until_by)


def hung_sheets(folder: ProcedureFolder) -> dict[Spot, tuple[Hung, ...]]:
    """By spot, the oldest first. Clocks were set meanwhile: nothing comes down before it went up, or goes up before
    what hung there came down.
    """
    found: dict[Spot, list[Hung]] = {}
    for record in folder.chain:
        if record.what == SHEETS_BROUGHT:
            brought = [hung_of_fact(fact) for fact in record.facts["sheets"]]
            found.update((one.spot, []) for one in brought)
            for one in brought:
                found[one.spot].append(one)
        elif record.what in ("posted", "taken down"):
            for code, place, kind, *shown in record.facts["sheets"]:
                past = found.setdefault((code, place, kind), [])
                if past and past[-1].until is None:
                    past[-1] = replace(past[-1], until=record.at, until_by=record.by)
                for revision in shown:  # of what is taken down nothing is shown any more
                    past.append(Hung(code, place, SheetKind(kind), revision, record.by, record.at))
    ended = {spot: [one for one in past if one.until is not None] for spot, past in found.items()}
    for sheet in folder.hangings:
        hanging = Hung(sheet.code, sheet.place, sheet.kind, sheet.revision, sheet.by, sheet.at)
        ended.setdefault(hanging.spot, []).append(hanging)
    return {spot: tuple(_one_after_another(past)) for spot, past in ended.items() if past}


def _one_after_another(past: list[Hung]) -> Iterator[Hung]:
    before = datetime.min.replace(tzinfo=UTC)
    for one in past:
        at = max(one.at, before)
        before = at if one.until is None else max(one.until, at)
        yield replace(one, at=at, until=one.until and before)


def went_on(before: Iterable[Hung], after: Iterable[Hung]) -> bool:
    """Whether the one is the beginning of the other: what hung last may have been taken down since."""
    before, after = list(before), list(after)
    if len(after) < len(before):
        return False
    pairs = list(zip(before, after, strict=False))
    return all(
        one == other or (one.until is None and one == replace(other, until=None, until_by="")) for one, other in pairs
    )
