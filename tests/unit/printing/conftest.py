"""Sample papers of the demo commune, and a printed PDF opened with poppler and zbar as a reader would."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hcc.printing import words
from hcc.printing.book_data import BookData, BookRow, BookTally
from hcc.printing.papers import AttestationData, Component, CopyAttestation, ReceiptData, StampBlockData
from hcc.printing.signature_attestations import AttestedPerson, SignatureAttestationData
from hcc.printing.slips import render_slip

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
POINTS_A_MM = 72 / 25.4
_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
CHECK = "https://anmau.example/kiem-tra/3f9k2m7q8w5x1c6z"


@dataclass(frozen=True)
class Word:
    """A word on paper and the box it fills, in mm from the top left corner."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Word") -> bool:
        """Whether the two boxes share more than a sliver."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and wide > 0.3 and high > 1


def lying_over(words: Iterable[Word]) -> list[tuple[str, str]]:
    """The texts of every two words of which one lies over the other, from top to bottom."""
    found = []
    beside: list[Word] = []
    for word in sorted(words, key=lambda word: (word.page, word.top)):
        # Whoever ends above this one ends above all that follow.
        beside = [one for one in beside if one.page == word.page and one.bottom > word.top]
        found += [(one.text, word.text) for one in beside if one.covers(word)]
        beside.append(word)
    return found


class Paper:
    """A PDF as its reader meets it."""

    def __init__(self, pdf: bytes, path: Path) -> None:
        path.write_bytes(pdf)
        self.bytes = pdf
        self.path = path

    def text(self, *options: str) -> str:
        return self._run("pdftotext", *options, self.path, "-")

    def line(self, *options: str) -> str:
        """All words with single spaces, for comparing sentences across line breaks."""
        return " ".join(self.text(*options).split())

    def sizes_mm(self) -> list[tuple[float, float]]:
        info = self._run("pdfinfo", "-l", "-1", self.path)
        found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", info)
        return [(round(float(w) / POINTS_A_MM, 1), round(float(h) / POINTS_A_MM, 1)) for w, h in found]

    def fonts(self) -> dict[str, str]:
        """Base name of each font, and whether it is embedded."""
        rows = [row.split() for row in self._run("pdffonts", self.path).splitlines()[2:]]
        return {row[0].partition("+")[2]: row[-5] for row in rows}

    def words(self) -> list[Word]:
        found = []
        for number, page in enumerate(self.text("-bbox").split("<page ")[1:], start=1):
            for *box, text in re.findall(
                r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page
            ):
                found.append(Word(text, number, *(float(side) / POINTS_A_MM for side in box)))
        return found

    def qr_codes(self) -> list[str]:
        """What a phone reads on all pages, from a 150 dpi picture."""
        self._run("pdftoppm", "-r", "150", "-png", self.path, self.path.with_suffix(""))
        pictures = sorted(self.path.parent.glob(f"{self.path.stem}-*.png"))
        found = subprocess.run(["zbarimg", "-q", "--raw", *pictures], capture_output=True, text=True, check=False)
        return found.stdout.split()

    @staticmethod
    def _run(*command: object) -> str:
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def printed(tmp_path):
    """Print a slip and open it."""

    def print_slip(name, data, **options):
        at = options.pop("at", AT)
        return Paper(render_slip(name, data, at=at, **options), tmp_path / f"{name}.pdf")

    return print_slip


@pytest.fixture
def receipt():
    """The receipt of the design picture, with what a test changes."""

    def make(**changes) -> ReceiptData:
        known = {
            "authority": "Ủy ban nhân dân xã An Mẫu",
            "office": "Trung tâm Phục vụ hành chính công",
            "number": "37/TNHS",
            "place_and_date": words.date_line("An Mẫu", words.local(AT).date()),
            "dossier_code": "H44.99-261123-0037",
            "secret": "7K2M 94QD",
            "qr": "https://anmau.example/tra-cuu?ma=H44.99-261123-0037",
            "person": "Nguyễn Thị Mẫu",
            "id_number": "025190000000",
            "phone": "0900 000 000",
            "address": "xóm Mẫu, xã An Mẫu, tỉnh Phú Mẫu",
            "request": "Cấp Giấy xác nhận tình trạng hôn nhân",
            "components": (
                Component("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", "Bản chính"),
                Component("Quyết định công nhận thuận tình ly hôn", "Bản sao"),
            ),
            "received_hour": words.hour_line(AT),
            "received_date": words.short_date(words.local(AT).date()),
            "due": words.moment_line(AT + timedelta(days=4)),
            "result_place": "quầy 4, Trung tâm Phục vụ hành chính công xã An Mẫu",
            "fee": "5.000 đồng (mức mẫu), đã thu bằng tiền mặt",
            "register": "Vào Sổ theo dõi hồ sơ, quyển số 02, số thứ tự 1163",
            "receiver": "Lê Thị Ví Dụ",
            "notes": ("Khi đến nhận, mang theo giấy này và thẻ căn cước.", "Liên 2: giao người nộp."),
        }
        return ReceiptData(**(known | changes))

    return make


def _attested(changes: dict) -> dict:
    known = {
        "number": "1205",
        "book": "01/2026 - SCT/BS",
        "date": words.date_line("", words.local(AT).date()),
        "capacity": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "signer": "Trần Văn Mẫu",
        "qr": CHECK,
        "check_host": "anmau.example/kt",
    }
    return known | changes


@pytest.fixture
def attestation():
    """One paper's attestation: two pages on one sheet."""

    def make(**changes) -> CopyAttestation:
        return CopyAttestation(**({"pages": 2, "sheets": 1} | _attested(changes)))

    return make


@pytest.fixture
def job(attestation):
    """A print job with one attestation."""

    def make(**changes) -> AttestationData:
        return AttestationData(**({"attestations": (attestation(),)} | changes))

    return make


@pytest.fixture
def book():
    """A volume with a line and a struck one."""

    def make(**changes) -> BookData:
        line = BookRow(
            "1", "23/11/2026", "Nguyễn Thị Mẫu", "Bằng tốt nghiệp", "Trần Văn Mẫu, Phó Chủ tịch", "2", "8.000"
        )
        tally = BookTally("2", "hai", "1", "2", "1", "0", "1", "2", "hai", "8.000 đồng", "tám nghìn đồng")
        known = {
            "authority": "Ủy ban nhân dân xã An Mẫu",
            "office": "Trung tâm Phục vụ hành chính công",
            "symbol": "SCT/BS",
            "volume": "01/2026 - SCT/BS",
            "year": "2026",
            "first": "1",
            "last": "2",
            "opened": "23/11/2026",
            "until": words.moment_line(AT),
            "rows": (line, replace(line, number="2", struck=True, note="Ghi nhầm")),
            "tally": tally,
        }
        return BookData(**(known | changes))

    return make


@pytest.fixture
def stamp_block():
    """The block of an electronic copy."""

    def make(**changes) -> StampBlockData:
        return StampBlockData(**_attested(changes))

    return make


@pytest.fixture
def signature_attestation():
    """The attestation of one signature, on a sheet of its own."""

    def make(**changes) -> SignatureAttestationData:
        day = words.local(AT).date()
        known = {
            "number": "12",
            "book": "01/2026 - SCT/CK,ĐC",
            "date": words.date_line("", day),
            "date_words": words.date_in_words(day),
            "place": "Trung tâm Phục vụ hành chính công xã An Mẫu",
            "people": (AttestedPerson("Nguyễn Thị Mẫu", "025190000001", "Thẻ căn cước", "ngày 02/02/2022"),),
            "receiver": "Đinh Văn Chứng",
            "receiver_title": "Chuyên viên",
            "signer": "Trần Văn Mẫu",
            "signer_title": "Phó Chủ tịch Ủy ban nhân dân xã An Mẫu",
            "capacity": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "title": "Giấy ủy quyền",
        }
        return SignatureAttestationData(**(known | changes))

    return make
