"""What hangs, as the posting kit shows and prints it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.moments import short_moment
from hcc.core.text import TranslationString, message
from hcc.printing.joined import joined
from hcc.printing.poster_data import POSTED_AT_ONCE, PosterSize
from hcc.printing.posters import Posting
from hcc.procedures.hangings import Posted, SheetKind, Standing, all_posted
from hcc.procedures.operations.post import Sheet
from hcc.procedures.posting import posted_sheet
from hcc.procedures.resources import Revision
from hcc.web.typed import asked_text

KIND_NAMES: dict[SheetKind, TranslationString] = {
    SheetKind.POSTER_A4: message("Poster A4"),
    SheetKind.POSTER_A3: message("Poster A3"),
    SheetKind.SHEET: message("Guide sheet A4"),
}
PRINTED_AS: dict[SheetKind, tuple[Posting, PosterSize]] = {
    SheetKind.POSTER_A4: (Posting.POSTER, PosterSize.A4),
    SheetKind.POSTER_A3: (Posting.POSTER, PosterSize.A3),
    SheetKind.SHEET: (Posting.SHEET, PosterSize.A4),
}
STANDINGS: dict[Standing, tuple[str, str, TranslationString]] = {
    Standing.STALE: ("bad", "bad", message("Outdated: put the new sheet up")),
    Standing.ENDED: ("bad", "off", message("Ended: take it down")),
    Standing.COMING: ("warn", "calendar", message("Will be outdated")),
    Standing.ENDING: ("warn", "off", message("Will end: take it down then")),
    Standing.EARLY: ("info", "calendar", message("Hangs before its day")),
    Standing.RIGHT: ("ok", "ok", message("Hangs right")),
}
_ORDER = tuple(STANDINGS)


class TooManySheets(Refusal):
    text = message("At most ${most} sheets are printed at once. Choose one place or one decision.")


class NothingToPrint(Refusal):
    text = message("No sheet has to be printed: what hangs is right.")


@dataclass(frozen=True)
class Asked:
    """Which part of what hangs a page shows: of a place, of a decision's procedures, or only what is to be done."""

    place: int = 0
    decision: int = 0
    everything: bool = False

    @classmethod
    def of(cls, request: Request) -> "Asked":
        def number(name: str) -> int:
            sent = asked_text(request, name)
            return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= 6 else 0

        return cls(number("place"), number("decision"), asked_text(request, "show") == "all")

    @property
    def query(self) -> dict[str, str]:
        found = {"place": str(self.place or ""), "decision": str(self.decision or "")}
        return {name: value for name, value in found.items() if value}


def posted_asked(request: Request, asked: Asked) -> list[Posted]:
    """What hangs, of the place and the decision asked for: the outdated first."""
    procedures = request.site.procedures
    announcement = procedures.announcements.get(asked.decision) if asked.decision else None
    codes = frozenset(announcement.codes) if announcement is not None else None
    found = [
        one
        for one in all_posted(procedures, request.now.date())
        if (not asked.place or one.hanging.place == asked.place) and (codes is None or one.hanging.code in codes)
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.standing), one.hanging.place, one.hanging.code))


def to_replace(every: Iterable[Posted], asked: Asked) -> list[Posted]:
    """Those with another sheet to put up: the outdated, and with a decision's what will be outdated too.

    Where nothing is outdated they are those that will be, so that the new sheets can be printed before their day.
    """
    later = [one for one in every if one.standing in (Standing.STALE, Standing.COMING)]
    stale = [one for one in later if one.standing is Standing.STALE]
    return later if asked.decision or not stale else stale


def shown(one: Posted, request: Request) -> dict:
    hanging, procedures = one.hanging, request.site.procedures
    place = procedures.hangings.place(hanging.place)
    kind, icon, words = STANDINGS[one.standing]
    procedure = procedures.get(hanging.code)
    official = request.site.accounts.get(hanging.by)
    wanted = one.wanted if one.standing in (Standing.STALE, Standing.COMING) else None
    return {
        "value": value_of(one),
        "code": hanging.code,
        "title": procedure.latest().record.title if procedure is not None else "",
        "place": place.name if place is not None else "",
        "kind": KIND_NAMES[hanging.kind],
        "revision": hanging.revision,
        "by": official.name if official is not None else hanging.by,
        "at": short_moment(hanging.at, request.locale_name),
        "tag": (kind, icon, words),
        "wanted": wanted.number if wanted is not None else None,
        "day": f"{one.day:%d/%m/%Y}" if one.day is not None else "",
        "ends": one.standing is Standing.ENDING,
    }


def value_of(one: Posted) -> str:
    """What a box of the form sends: the sheet, and the revision that was to be printed for it."""
    hanging = one.hanging
    return f"{hanging.code}|{hanging.place}|{hanging.kind.value}|{one.wanted.number if one.wanted is not None else 0}"


def sheets_sent(values: Iterable[str]) -> list[tuple[Sheet, int]]:
    """What the boxes of a form sent; anything else is passed over."""
    found: list[tuple[Sheet, int]] = []
    for value in values:
        parts = value.split("|") if isinstance(value, str) else []
        if len(parts) != 4 or parts[2] not in list(SheetKind):
            continue
        place, revision = parts[1], parts[3]
        if all(one.isascii() and one.isdecimal() and len(one) <= 6 for one in (place, revision)):
            found.append(((parts[0], int(place), SheetKind(parts[2])), int(revision)))
    return found


def printed_together(sheets: list[tuple[Revision, SheetKind]], request: Request) -> bytes:
    """One PDF of these sheets in this order. Raises NothingToPrint, TooManySheets before one is made."""
    if not sheets:
        raise NothingToPrint()
    if len(sheets) > POSTED_AT_ONCE:
        raise TooManySheets(most=POSTED_AT_ONCE)
    papers = (posted_sheet(revision, *PRINTED_AS[kind], request) for revision, kind in sheets)
    return joined(papers, title=f"Bản niêm yết ({len(sheets)})")
