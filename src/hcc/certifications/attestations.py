"""The words of attestations (lời chứng), from a book line to what is printed or stamped."""

from dataclasses import replace
from urllib.parse import urlsplit

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.papers import AttestationData, CopyAttestation, StampBlockData
from hcc.settings import Settings

from .printers import PRINTS_TRUE, Printer
from .resources import BookEntry

BLOCK_MM = (118.0, 44.0)
"""Size of the block stamped onto electronic copies."""


def check_url(entry: BookEntry, settings: Settings) -> str:
    """Where anyone checks this paper; empty when no public address is set."""
    return f"{settings.public_url.rstrip('/')}/kiem-tra/{entry.token}" if settings.public_url else ""


def check_host(settings: Settings) -> str:
    return f"{urlsplit(settings.public_url).netloc}/kiem-tra" if settings.public_url else ""


def _date(entry: BookEntry) -> str:
    return words.date_line("", entry.certified_at.astimezone(LOCAL).date())


def placed(data: AttestationData, printer: Printer) -> AttestationData:
    """The same job for the corner and the offset of a printer."""
    return replace(data, corner=printer.corner, dx_mm=printer.dx_mm, dy_mm=printer.dy_mm)


def for_ink(entries: list[BookEntry], settings: Settings, printer: Printer = PRINTS_TRUE) -> AttestationData:
    """The print job of a visit: each line's attestation as often as it has copies, where the printer puts it."""
    attestations = tuple(
        CopyAttestation(
            number=str(entry.number),
            book=entry.volume_line,
            date=_date(entry),
            capacity=entry.signer.capacity,
            signer=entry.signer.name,
            pages=entry.pages,
            sheets=entry.sheets,
            copies=entry.copies,
            qr=check_url(entry, settings),
            check_host=check_host(settings),
        )
        for entry in entries
    )
    return placed(AttestationData(attestations=attestations, seam_mark=True, trial=settings.demo), printer)


def for_stamp(entry: BookEntry, settings: Settings, *, trial: bool) -> StampBlockData:
    """The block of an electronic copy."""
    return StampBlockData(
        number=str(entry.number),
        book=entry.volume_line,
        date=_date(entry),
        capacity=entry.signer.capacity,
        signer=entry.signer.name,
        qr=check_url(entry, settings),
        check_host=check_host(settings),
        trial=trial,
    )
