"""Notice boards and what hangs on them held against the catalogue's chain, for `hcc verify`."""

from collections.abc import Iterator
from datetime import UTC

from .hangings_past import SHEETS_BROUGHT, hung_of_fact
from .resources import ProcedureFolder

_OPENED, _RENAMED, _CLOSED = "board opened", "board renamed", "board closed"


def untold_of_hangings(folder: ProcedureFolder) -> Iterator[str]:
    """Boards that are not those on record, and sheets that hang otherwise than recorded; in English for the log."""
    boards: dict[int, tuple[str, bool]] = {}
    sheets: dict[tuple[str, int, str], tuple[int, str]] = {}
    for at, what, facts in folder.chain.told(_OPENED, _RENAMED, _CLOSED, "posted", "taken down", SHEETS_BROUGHT):
        if what == "posted":
            sheets.update(((code, place, kind), (revision, at)) for code, place, kind, revision in facts["sheets"])
        elif what == "taken down":
            for code, place, kind in facts["sheets"]:
                sheets.pop((code, place, kind), None)
        elif what == SHEETS_BROUGHT:
            for one in map(hung_of_fact, facts["sheets"]):
                sheets.pop(one.spot, None)
                if one.until is None:
                    sheets[one.spot] = (one.revision, one.at.isoformat())
        else:
            name, closed = boards.get(facts["place"], ("", False))
            closed = closed if what == _RENAMED else what == _CLOSED
            boards[facts["place"]] = (facts.get("name", name), closed)
    held = {place.number: (place.name, place.closed) for place in folder.hangings.places}
    for number in sorted({*boards, *held}):
        if boards.get(number) != held.get(number):
            yield f"board {number} is not as recorded"
    hanging = {
        (one.code, one.place, one.kind.value): (one.revision, one.at.astimezone(UTC).isoformat())
        for one in folder.hangings
    }
    for code, number, kind in sorted({*sheets, *hanging}):
        if sheets.get((code, number, kind)) != hanging.get((code, number, kind)):
            yield f"what hangs of {code} on board {number} as {kind} is not as recorded"
