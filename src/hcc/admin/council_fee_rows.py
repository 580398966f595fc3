"""What the page of the council's fees shows: which fees there are in the catalogue, and what the office entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from pyramid.request import Request

from hcc.core.text import TranslationString, fold, message
from hcc.procedures.board_row import BoardRow
from hcc.procedures.council_fees import CouncilFee, entered, in_force
from hcc.procedures.names import CHANNEL_NAMES
from hcc.procedures.operations.set_council_fees import FeePlace
from hcc.procedures.record import Channel
from hcc.procedures.resources import ProcedureFolder
from hcc.procedures.wording import money


@dataclass(frozen=True)
class ListedPlace:
    """A fee that the council sets, and which procedure it is of."""

    place: FeePlace
    title: str

    @property
    def name(self) -> str:
        """What its field is called: the same as long as the catalogue says the same."""
        said = "\0".join((self.place.code, self.place.case, self.place.channel))
        return f"fee_{sha256(said.encode()).hexdigest()[:12]}"


def listed_places(rows: Iterable[BoardRow]) -> list[ListedPlace]:
    """Every fee of the catalogue that the council sets, in the order of these rows."""
    return [ListedPlace(FeePlace(row.code, *place), row.title) for row in rows for place in row.council]


def fitting(places: list[ListedPlace], query: str) -> list[ListedPlace]:
    """Those whose code, title or case has these words."""
    words = fold(query).split()
    return [
        one for one in places if all(word in fold(f"{one.place.code} {one.title} {one.place.case}") for word in words)
    ]


def holds_for(place: FeePlace, request: Request) -> str:
    """Case and channel, empty for the ordinary one."""
    channel = request.localizer.translate(CHANNEL_NAMES[Channel(place.channel)]) if place.channel else ""
    return ", ".join(filter(None, (place.case, channel)))


@dataclass(frozen=True)
class EntryRow:
    """An entry that stands."""

    place: ListedPlace
    case: str
    amount: TranslationString
    resolution: str
    days: str
    first: str
    state: str
    """`now`, `coming` or `over`."""


def entry_rows(folder: ProcedureFolder, places: list[ListedPlace], request: Request) -> list[EntryRow]:
    """The entries that stand for these fees, the newest of each first; those replaced long ago are left out."""
    today, rows = request.now.date(), []
    for listed in places:
        entries = [
            one
            for one in folder.council_fees.get(listed.place.code, ())
            if one.place == (listed.place.case, listed.place.channel)
        ]
        current = in_force(entries, today)
        for one in reversed(entered(entries)):
            state = "now" if one in current else "coming" if one.first > today else "over"
            if state != "over" or not current:
                rows.append(_row(listed, one, state, request))
    return rows


def _row(listed: ListedPlace, entry: CouncilFee, state: str, request: Request) -> EntryRow:
    last = f"{entry.last:%d/%m/%Y}" if entry.last is not None else "…"
    return EntryRow(
        listed,
        holds_for(listed.place, request),
        money(entry.amount) if entry.amount else message("Free"),
        entry.resolution,
        f"{entry.first:%d/%m/%Y} – {last}",
        entry.first.isoformat(),
        state,
    )
