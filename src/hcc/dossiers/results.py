"""What comes of a dossier: the decision, the papers it leads to, work done elsewhere, and how it was given out.

Kept inside dossiers: add fields with defaults, never rename them.
"""

from dataclasses import dataclass
from datetime import date, datetime

GRANTED, DECLINED = "granted", "declined"
OUTCOMES = (GRANTED, DECLINED)


@dataclass(frozen=True)
class ResultPaper:
    """Number and symbol of a paper the handling official has ready for the signature; all may be unknown."""

    title: str = ""
    number: str = ""
    symbol: str = ""
    code: str = ""
    """National code of the result (KQ.G15.000021), where known."""
    file: int | None = None
    """Number of the attachment that holds it."""
    body: str = ""
    """Its text as the handling official wrote it, a paragraph a line; empty: as the template of its name has it."""


@dataclass(frozen=True)
class Signature:
    """Who decides and signs: name, the lines of the capacity, the day."""

    name: str
    capacity: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class Decision:
    """What the handling official proposes and the approver decides."""

    outcome: str
    """GRANTED or DECLINED."""
    text: str
    """What the citizen is told, one or a few sentences."""
    references: tuple[str, ...] = ()
    """Numbers of papers issued, such as certification numbers."""
    papers: tuple[ResultPaper, ...] = ()
    """Papers to be signed."""
    signature: Signature | None = None
    """None while it is only proposed."""


@dataclass(frozen=True)
class Result:
    """One paper that was issued (kết quả giải quyết thủ tục hành chính)."""

    title: str
    number: str = ""
    symbol: str = ""
    signed_on: date | None = None
    signer: str = ""
    """Name of who signed."""
    capacity: tuple[str, ...] = ()
    """In what capacity, a line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"."""
    sealed: bool = False
    """Entered in the register of outgoing papers and sealed (văn thư)."""
    registered_on: date | None = None
    """The day of the register, whose year its number counts in."""
    code: str = ""
    file: int | None = None
    body: str = ""
    """As in `ResultPaper`, until what the document says is kept whole."""
    said: str = ""
    """What its document says, as it was when the dossier was resolved: the fields of its template as JSON. Empty in
    older databases."""

    @property
    def line(self) -> str:
        """Number and symbol as one writes them, "12/GXN-UBND"; empty when there is none."""
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number


@dataclass(frozen=True)
class ExternalWork:
    """Work done in a system of the state (hộ tịch, đất đai, bảo trợ xã hội) that has a number there."""

    system: str
    number: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Announcement:
    """The person was told that the result is ready, or somebody tried to tell her."""

    at: datetime
    by: str
    means: str
    """A `Means` value of operations.announce_result."""
    note: str = ""


@dataclass(frozen=True)
class ReturnedResult:
    """How the result was given out."""

    to: str
    identified_by: str
    at: datetime
    fee: int = 0
    originals: str = ""
    proxy: bool = False
    """Given to somebody other than the owner, on her authority."""
    authorisation: str = ""
