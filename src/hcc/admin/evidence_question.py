"""What somebody asks of the evidence: kind of thing, official, words, days, a dossier, and where to go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.text import TranslationString, fold, message

READS = "reads"
KINDS: dict[str, TranslationString] = {
    "": message("The office: catalogue, accounts, settings, books, money"),
    "dossiers": message("Dossiers"),
    "begun": message("Dossiers begun with a paper, not received yet"),
    "pages": message("Pages of the centre"),
    "catalogue": message("Catalogue"),
    "accounts": message("Accounts"),
    "units": message("Units"),
    "calendar": message("Calendar"),
    "decisions": message("Settings of the office"),
    "books": message("Certification books"),
    "refusals": message("Refusals to certify"),
    "cash": message("Money of certification"),
    "fees": message("Certification fees"),
    "queue": message("Counters"),
    "days": message("Numbers of the queue"),
    "jobs": message("Background jobs"),
    "content": message("Files among the pages"),
    READS: message("Who read dossiers and papers"),
}
LONGEST = 100
BAD_DAY = message("“${typed}” is no day. Write it as 27/11/2026.")
BACKWARDS = message("The last day is before the first.")


@dataclass(frozen=True)
class Question:
    """What is asked; empty text and None ask for everything."""

    kind: str = ""
    by: str = ""
    """Sign-in name."""
    words: str = ""
    number: str = ""
    """Reception number or dossier code."""
    first: str = ""
    last: str = ""
    """As typed."""
    since: datetime | None = None
    until: datetime | None = None
    """The end of the last day, not included (UTC)."""
    after: str = ""
    """Where to go on."""
    complaints: tuple[TranslationString, ...] = ()

    def fits(self, at: datetime, by: str) -> bool:
        """Whether a record of this moment and official is asked for, as far as can be told without its words."""
        return (
            (not self.by or by == self.by)
            and (self.since is None or at >= self.since)
            and (self.until is None or at < self.until)
        )

    def says(self, *told: str) -> bool:
        wanted = fold(self.words)
        return not wanted or any(wanted in fold(one) for one in told)

    def address(self, path: str, after: str = "") -> str:
        return f"{path}?{urlencode(list(self._asked(after)))}"

    def _asked(self, after: str) -> Iterator[tuple[str, str]]:
        named = {"kind": self.kind, "by": self.by, "q": self.words, "number": self.number}
        for name, value in {**named, "from": self.first, "to": self.last, "after": after}.items():
            if value:
                yield name, value


def question_of(request: Request) -> Question:
    """What the address asks. What makes no sense is told in `complaints`, and asks for nothing."""
    given = {
        name: " ".join(request.GET.get(name, "").split())[:LONGEST] for name in ("by", "q", "number", "from", "to")
    }
    complaints: list[TranslationString] = []
    first, last = (_day(given[name], complaints) for name in ("from", "to"))
    if first and last and last < first:
        complaints.append(BACKWARDS)
    kind = request.GET.get("kind", "")
    return Question(
        kind="dossiers" if given["number"] else kind if kind in KINDS else "",
        by=given["by"],
        words=given["q"],
        number=given["number"],
        first=given["from"],
        last=given["to"],
        since=_begin(first) if first else None,
        until=_begin(last + timedelta(days=1)) if last else None,
        after=request.GET.get("after", "")[:200],
        complaints=tuple(complaints),
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


def _day(typed: str, complaints: list[TranslationString]) -> date | None:
    if not typed:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(typed, form).date()
        except ValueError:
            continue
        if 2000 <= found.year < 2200:
            return found
    complaints.append(message(BAD_DAY, mapping={"typed": typed}))
    return None
