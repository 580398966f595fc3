"""Books, visits and scans for tests."""

from pathlib import Path

from hcc.certifications.operations.cancel import cancel
from hcc.certifications.operations.certify import PaperRow, certify_scan, certify_visit
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.confirm_paper import confirm_paper, wait_for_paper
from hcc.certifications.operations.reserve import reserve
from hcc.certifications.operations.scan import take_scan
from hcc.certifications.operations.strike import strike
from hcc.certifications.resources import COPIES, Book, BookEntry, BookFolder, Requester, Scan, Signer, Visit
from unit.dossiers.building import CLEAN, act, files

ASKS = Requester("Nguyễn Thị Mẫu", "025190000001")
VICE_CHAIR = Signer("pheduyet", "Trần Văn Mẫu", "Phó Chủ tịch", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
DEGREE = PaperRow("Bằng tốt nghiệp", "Nguyễn Thị Mẫu", 4, 2)
YEAR = 365 * 24 * 60


def visit(books: BookFolder, *rows: PaperRow, minutes: float = 0, by: str = "chungthuc", **options) -> Visit:
    wanted = {"requester": ASKS, "signer": VICE_CHAIR, **options}
    return certify_visit(books, rows=rows or (DEGREE,), act=act(by, minutes=minutes), **wanted)


def scanned(books: BookFolder, folder: Path, *, minutes: float = 0) -> Scan:
    return take_scan(books, **files(folder), verdict=CLEAN, name="bang.pdf", act=act("chungthuc", minutes=minutes))


def electronic(books: BookFolder, folder: Path, *, minutes: float = 0) -> BookEntry:
    """An electronic copy with its number, waiting for the signer."""
    scan = scanned(books, folder, minutes=minutes)
    return certify_scan(
        books, scan=scan, requester=ASKS, title="Bằng tốt nghiệp", holder="", signer=VICE_CHAIR,
        act=act("chungthuc", minutes=minutes),
    )  # fmt: skip


def entry_in(state: str) -> BookEntry:
    """A line for ink in this state."""
    books = BookFolder()
    if state == "on_paper":
        wait_for_paper(books, act("chungthuc").at)
        return confirm_paper(books, kind=COPIES, last=1, act=act("chungthuc"))["1"]
    if state == "reserved":
        return reserve(books, kind=COPIES, count=1, act=act("chungthuc"))[0]["1"]
    entry = visit(books).entries[0]
    if state in ("issued", "cancelled", "replaced"):
        confirm(books, entry=entry, act=act("chungthuc", minutes=1))
    if state == "cancelled":
        cancel(entry, reason="Sai họ tên.", act=act("pheduyet", minutes=2))
    if state == "replaced":
        other = visit(books, minutes=2).entries[0]
        confirm(books, entry=other, act=act("chungthuc", minutes=3))
        cancel(entry, reason="Sai họ tên.", replaced_by=other.number, act=act("pheduyet", minutes=4))
    if state == "struck":
        strike(books, entry=entry, reason="In hỏng.", act=act("chungthuc", minutes=1))
    assert entry.state == state
    return entry


def book(books: BookFolder, year: int = 2026) -> Book:
    return books["ban-sao"][str(year)]
