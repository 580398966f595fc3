"""What the numbered slips of a dossier say (forms 02 to 05), the control slip (06), the register (07) and the cover.

The sentences of the law stand in the templates; here are only the facts. What is not known is left out.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from .papers import AtMost, Between, Brief, Coded, Letters, Line, Name, Passage, Short

Reason = Annotated[str, Letters(2_000)]
BLANK_DOTS = 24
RESULT_LETTERS = 8_000
"""Most letters of the body of a result document, some four pages."""


@dataclass(frozen=True)
class WantedPaper:
    """A row of the table of what is to be supplied."""

    name: Passage
    """The component; empty for anything that is no component."""
    what: Reason
    """What is missing or wrong with it."""
    form: Short = ""
    """In which form it is wanted: "Bản chính", "Bản sao"."""


@dataclass(frozen=True)
class DossierSlipData:
    """A numbered slip to the person, A5: supplement request, refusal, apology, notice of stop."""

    authority: Line
    office: Line
    number: Short
    """Number and symbol, e.g. "12/PBS-HDHS"."""
    place_and_date: Line
    person: Name
    request: Passage
    """What is asked for (nội dung yêu cầu giải quyết)."""
    commune: Line = ""
    id_label: Short = "Số căn cước"
    id_number: Short = ""
    phone: Short = ""
    email: Brief = ""
    address: Line = ""
    dossier_code: Annotated[str, Letters(32)] = ""
    code_known: bool = True
    """Whether `dossier_code` is the dossier code: otherwise it is the number of reception."""
    received: Line = ""
    """When it was received, as `words.moment_line` writes it; empty before reception."""
    reason: Reason = ""
    papers: Annotated[tuple[WantedPaper, ...], AtMost(60)] = ()
    until: Short = ""
    """The last day for bringing them."""
    was_due: Line = ""
    due: Line = ""
    basis: Reason = ""
    """By which article a dossier is stopped."""
    given_back: Reason = ""
    withdrawn: bool = False
    """The person wanted it back."""
    contact: Line = ""
    """Whom to ask."""
    qr: Annotated[str, Coded(quiet=0)] = ""
    submitter: Name = ""
    """Who signs at left."""
    capacity: Annotated[tuple[Brief, ...], AtMost(4)] = ()
    """In what capacity is signed at right; empty: as the template says."""
    signer: Name = ""
    by_authority: bool = False
    """Issued by the people's committee, not by the centre: signed by its chair or in his stead."""
    redrawn: Line = ""
    """Said at the foot of a slip whose words were not kept when it was issued."""
    two_up: bool = False
    """Both copies (liên 1, liên 2) side by side on A4."""
    trial: bool = False


@dataclass(frozen=True)
class ControlSlipRow:
    """The paper goes from hand to hand."""

    giver: Name
    taker: Name
    moment: Line
    outcome: Short = ""
    """ "Đúng hạn" or "Quá hạn", where there was a moment by which it had to go on."""
    note: Reason = ""


@dataclass(frozen=True)
class ControlSlipStep:
    """A step of the internal process: gone through, running, or still ahead."""

    step: Passage
    """Its number and what is done in it."""
    who: Passage
    hours: Short
    """ "12 giờ"; empty where it has no time."""
    begun: Line = ""
    due: Line = ""
    ended: Line = ""
    outcome: Short = ""
    """ "Đúng hạn" or "Quá hạn", once it has ended."""


@dataclass(frozen=True, kw_only=True)
class SheetOfDossier:
    """What stands on each sheet that goes with the papers of a dossier."""

    authority: Line
    office: Line
    dossier_code: Annotated[str, Letters(32)]
    person: Name
    request: Passage
    received: Line
    due: Line
    code_known: bool = True
    trial: bool = False


@dataclass(frozen=True, kw_only=True)
class ControlSlipData(SheetOfDossier):
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (form 06), A5."""

    place_and_date: Line
    rows: Annotated[tuple[ControlSlipRow, ...], AtMost(200)] = ()
    steps: Annotated[tuple[ControlSlipStep, ...], AtMost(200)] = ()
    """Of the internal process; empty where the dossier follows none."""
    basis: Passage = ""
    """The decision that approved that process."""


@dataclass(frozen=True)
class RegisterRow:
    """A dossier in the register."""

    number: Short
    code: Annotated[str, Letters(32)]
    request: Passage
    person: Name
    address: Passage
    """Address and phone."""
    agency: Line
    """Who works on it."""
    received: Short
    due: Short
    returned: Short = ""
    how: Line = ""
    """How the result was received, and by whom."""


@dataclass(frozen=True)
class RegisterData:
    """Sổ theo dõi hồ sơ (form 07), A4 landscape."""

    authority: Line
    office: Line
    period: Line
    """ "Từ ngày 01/11/2026 đến ngày 30/11/2026"."""
    until: Line
    """The moment as of which it stands."""
    rows: Annotated[tuple[RegisterRow, ...], AtMost(4_000)] = ()
    first_page: Annotated[int, Between(1, 99_999)] = 1
    trial: bool = False


@dataclass(frozen=True, kw_only=True)
class CoverData(SheetOfDossier):
    """The sheet on the folder of a paper dossier (bìa hồ sơ), A4."""

    code: Annotated[str, Coded(quiet=4)]
    """What a reader types when it reads the code: the number of reception."""
    id_label: Short = "Số căn cước"
    id_number: Short = ""
    phone: Short = ""
    address: Line = ""
    handler: Name = ""
    papers: Annotated[tuple[Passage, ...], AtMost(200)] = ()


class ResultLayout(StrEnum):
    """How a result document is laid out (Decree 30/2020/NĐ-CP, annex III)."""

    PAPER = "paper"
    """A paper with a name: confirmation, extract, certificate, permit."""
    DECISION = "decision"
    """A decision in articles, by the chair of the people's committee."""
    LETTER = "letter"
    """An official letter (công văn): no name, but a subject and whom it goes to."""


Paragraph = Annotated[str, Letters(RESULT_LETTERS)]


@dataclass(frozen=True)
class ResultData:
    """A result document, A4."""

    authority: Line
    """Who issues it: the people's committee."""
    title: Line
    """The name of the result, e.g. "Giấy xác nhận tình trạng hôn nhân"."""
    place_and_date: Line
    """Without a day where it is not signed yet."""
    layout: ResultLayout
    body: Annotated[tuple[Paragraph, ...], AtMost(RESULT_LETTERS)]
    subject: Passage = ""
    """What it is about, without "Về việc"."""
    basis: Annotated[tuple[Passage, ...], AtMost(40)] = ()
    """What a decision rests upon."""
    addressee: Name = ""
    """To whom a letter goes."""
    recipients: Annotated[tuple[Line, ...], AtMost(20)] = ()
    """Who gets it beside the files; without any no recipients are printed."""
    number: Short = ""
    """Number and symbol; empty: room is left for them."""
    dossier_code: Annotated[str, Letters(32)] = ""
    capacity: Annotated[tuple[Brief, ...], AtMost(4)] = ()
    signer: Name = ""
    blank: Annotated[int, Between(1, 200)] = BLANK_DOTS
    """So many dots in a row are a blank for the pen."""
    redrawn: Line = ""
    """Said at the foot of a paper whose words were not kept when it was issued."""
    draft: bool = False
    """Not decided yet: "DỰ THẢO" stands on it."""
    trial: bool = False
