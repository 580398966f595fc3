"""A volume of a book as it is printed: each line in the words of the paper book, and what they come to."""

from datetime import date, datetime

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.book_data import BookData, BookRow, BookTally
from hcc.printing.slips import render_slip
from hcc.settings import Settings

from .closings import Tally, Volume, tally_of
from .resources import COPIES, Book, BookEntry, Requester
from .signature_visit import HELPER_WORDS, Manner
from .workflow import ON_PAPER, RESERVED, STRUCK


def print_volume(book: Book, volume: Volume, settings: Settings, *, month: int | None = None) -> bytes:
    """The PDF of a volume, or of what a month wrote in it: the same bytes as long as the book is the same."""
    return render_volume(volume_data(book, volume, settings, month=month), last_act(book))


def render_volume(data: BookData, at: datetime) -> bytes:
    """The pages of `volume_data`, made at `last_act`."""
    return render_slip("book", data, at=at)


def last_act(book: Book) -> datetime:
    """When anything was last written in the book: the moment of its printed pages."""
    last = book.chain.last
    assert last is not None  # a book is begun by an act
    return last.at


def volume_data(book: Book, volume: Volume, settings: Settings, *, month: int | None = None) -> BookData:
    entries = list(book.entries_of(volume))
    if month is not None:
        entries = [entry for entry in entries if _day(entry).month == month]
    closed = book.closed
    is_last = volume == book.volume
    tally = tally_of(entries)
    return BookData(
        authority=settings.authority,
        office=settings.office_name,
        symbol=book.symbol,
        volume=book.line_of(volume),
        year=str(book.year),
        first=str(tally.first or volume.first),
        last=str(tally.last) if tally.last else "…",
        opened=words.short_date(_day(entries[0])) if entries else "…",
        until=words.moment_line(last_act(book)),
        rows=tuple(_row(entry) for entry in entries),
        tally=tally_words(tally),
        year_tally=(tally_words(closed.tally),) if closed is not None and is_last else (),
        closed=words.short_date(closed.day) if closed is not None else "",
        month=f"{month:02d}/{book.year}" if month is not None else "",
        last_number_open=is_last and closed is None,
        trial=settings.demo,
    )


def tally_words(tally: Tally) -> BookTally:
    """In figures, and in words as paper books say it."""
    return BookTally(
        numbers=_grouped(tally.numbers),
        numbers_words=words.number_in_words(tally.numbers),
        first=str(tally.first),
        last=str(tally.last),
        struck=_grouped(tally.struck),
        on_paper=_grouped(tally.on_paper),
        papers=_grouped(tally.papers),
        copies=_grouped(tally.copies),
        copies_words=words.number_in_words(tally.copies),
        reserved=_grouped(tally.reserved),
        fee=words.money(tally.fee),
        fee_words=words.in_words(tally.fee),
    )


def people_of(entry: BookEntry) -> str:
    """Who asked; where people signed, everyone with the number of her card, and with her side of a contract."""
    if entry.book.kind == COPIES:
        return entry.requester.name
    how = entry.circumstances
    seen = [how.identity(position) if how is not None else None for position in range(len(entry.people))]
    sides = [f"{its.side}: " if its is not None and its.side else "" for its in seen]
    return "; ".join(side + _with_number(one) for side, one in zip(sides, entry.people, strict=True))


def count_of(entry: BookEntry) -> int:
    """Copies in the book of copies, originals of a contract, papers in the others."""
    if entry.book.kind == COPIES:
        return entry.copies
    paper = entry.circumstances.paper if entry.circumstances is not None else None
    return paper.originals if paper is not None else entry.papers


def languages_of(entry: BookEntry) -> str:
    """From which language into which a paper was translated; empty for what was not."""
    paper = entry.circumstances.paper if entry.circumstances is not None else None
    return paper.languages if paper is not None else ""


def note_of(entry: BookEntry) -> str:
    """What the column of notes says of papers that were signed: fingers, helpers, and where outside the office."""
    how = entry.circumstances
    notes = ["Điểm chỉ"] if entry.fingerprint else []
    if how is not None:
        notes += ["Không ký, không điểm chỉ được"] if how.manner is Manner.NEITHER else []
        notes += [f"{HELPER_WORDS[one.role]}: {one.name}, số {one.number}" for one in how.helpers]
        if (out := how.outside) is not None:
            notes.append(f"Ngoài trụ sở: {out.hour}, {out.place}. Lý do: {out.reason}")
    return "; ".join(notes)


def _taken_back(entry: BookEntry) -> str:
    """When and why an issued paper lost its force, and which number stands in its place."""
    if entry.cancelled_at is None:
        return ""
    day = words.short_date(entry.cancelled_at.astimezone(LOCAL).date())
    instead = f", thay bằng số {entry.replaced_by}" if entry.replaced_by else ""
    return f"Hủy ngày {day}{instead}: {entry.cancelled_reason}"


def given_note(entry: BookEntry) -> str:
    """Of what was entered afterwards: both moments, the paper and who wrote it."""
    if entry.given is None:
        return ""
    given, entered = entry.given, words.moment_line(entry.given.entered_at)
    wrote = f"phiếu {given.paper}, {given.official_name} ghi lúc {words.hour_line(given.at)}"
    return f"Nhập bổ sung {entered} ({wrote})"


def _with_number(person: Requester) -> str:
    return f"{person.name}, số {person.citizen_number}" if person.citizen_number else person.name


def _row(entry: BookEntry) -> BookRow:
    alone = not entry.title  # nothing is known but the number
    signer = ", ".join(part for part in (entry.signer.name, entry.signer.job_title) if part)
    return BookRow(
        number=str(entry.number),
        date="" if alone else words.short_date(_day(entry)),
        person="" if alone else people_of(entry),
        paper=entry.title,
        signer=signer,
        languages="" if alone else languages_of(entry),
        count="" if alone else str(count_of(entry)),
        fee="" if alone else _grouped(entry.fee),
        note=entry.struck_reason or "; ".join(filter(None, (_taken_back(entry), given_note(entry), note_of(entry)))),
        struck=entry.state == STRUCK,
        on_paper=entry.state == ON_PAPER,
        reserved=entry.state == RESERVED,
    )


def _day(entry: BookEntry) -> date:
    return entry.certified_at.astimezone(LOCAL).date()


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
