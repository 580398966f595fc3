"""What each slip says: its fields, how long each may be, and what is left out when it is empty.

Texts arrive as they shall be read; dates and money are put into words by `hcc.printing.words` beforehand. Longer texts
are cut with "…", letters without a glyph become "□": a paper is never held up by what somebody typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from hcc.printing.corners import Corner
from hcc.printing.qr import qr_svg
from hcc.printing.text import clean


@dataclass(frozen=True)
class Letters:
    """A text of at most so many characters."""

    limit: int


@dataclass(frozen=True)
class Between:
    """A number within these bounds, both allowed."""

    least: float
    most: float


@dataclass(frozen=True)
class AtMost:
    """A list of at most so many entries, and at least so many."""

    entries: int
    least: int = 0


@dataclass(frozen=True)
class Coded:
    """A web address that is drawn as a QR code, with so many modules of white around it."""

    quiet: int


Short = Annotated[str, Letters(40)]
Brief = Annotated[str, Letters(80)]
Name = Annotated[str, Letters(160)]
Line = Annotated[str, Letters(200)]
Passage = Annotated[str, Letters(400)]

_ADDRESS_LIMIT = 300


COPIES_IN_A_JOB = 200
"""Attestations in one print job. A page costs 10 ms and 1 MB while typst sets it; a tray holds no more either."""


@dataclass(frozen=True)
class Component:
    """One row of the table of papers handed in (thành phần hồ sơ)."""

    name: Passage
    kind: Annotated[str, Letters(30)]
    """"Bản chính", "Bản sao", "Bản điện tử"."""
    quantity: Annotated[int, Between(0, 9999)] = 1


@dataclass(frozen=True)
class ReceiptData:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5 (form 01)."""

    authority: Line
    """The people's committee, e.g. "Ủy ban nhân dân xã An Mẫu"; printed in capitals."""
    office: Line
    """The centre, e.g. "Trung tâm Phục vụ hành chính công"; printed in capitals."""
    number: Short
    """Number and symbol, e.g. "37/TNHS"."""
    place_and_date: Line
    """As `words.date_line` writes it."""
    dossier_code: Annotated[str, Letters(32)]
    """The dossier code, or the number of reception while that is not known."""
    person: Name
    """Whose dossier it is."""
    request: Passage
    """What is asked for (nội dung yêu cầu)."""
    components: Annotated[tuple[Component, ...], AtMost(200)]
    received_hour: Short
    """As `words.hour_line` writes it."""
    received_date: Short
    """As `words.short_date` writes it."""
    due: Line
    """The due moment as `words.moment_line` writes it, or a sentence such as "Trả ngay trong buổi làm việc"."""
    result_place: Line
    fee: Passage
    """What is paid and for what, or that nothing is."""
    receiver: Name
    """The official who took it in."""
    code_known: bool = True
    """Whether `dossier_code` is the dossier code: otherwise it is called the number of reception."""
    secret: Short = ""
    """Lookup secret; left out when empty, as are all fields below."""
    reception_number: Annotated[str, Letters(32)] = ""
    """The number of reception, where it is not the dossier code."""
    qr: Annotated[str, Coded(quiet=0)] = ""
    """Address behind the QR code (ASCII); the slip leaves the white around it."""
    id_label: Short = "Số căn cước"
    id_number: Short = ""
    phone: Short = ""
    email: Brief = ""
    address: Line = ""
    limit: Line = ""
    """How long the law allows (thời gian giải quyết theo quy định)."""
    sets: Annotated[int, Between(1, 99)] = 1
    """How many sets (bộ) were handed in."""
    register: Line = ""
    """Volume and serial, e.g. "Vào Sổ theo dõi hồ sơ, quyển số 02, số thứ tự 1163"."""
    submitter: Name = ""
    """Who signs at left, when it is not `person`."""
    notes: Annotated[tuple[Line, ...], AtMost(6)] = ()
    """Lines at the foot: what to bring, whom to ask, which copy (liên) this is."""
    trial: bool = False
    """Print "BẢN THỬ NGHIỆM" on every page."""
    two_up: bool = False
    """Both copies (liên 1, liên 2) side by side on A4."""


@dataclass(frozen=True)
class CopyAttestation:
    """The attestation (lời chứng) of one paper, printed once for each of its copies."""

    number: Short
    """Certification number, e.g. "1205"."""
    book: Short
    """Volume, year and book symbol, e.g. "01/2026 - SCT/BS"."""
    date: Short
    """As `words.date_line("", day)` writes it."""
    capacity: Annotated[tuple[Brief, ...], AtMost(4)]
    """In what capacity the signer signs, a line each: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""
    signer: Brief
    pages: Annotated[int, Between(1, 9999)]
    """Pages of one copy; the attestation stands on the last."""
    sheets: Annotated[int, Between(1, 9999)]
    """Sheets of paper of one copy."""
    copies: Annotated[int, Between(1, COPIES_IN_A_JOB)] = 1
    title: Brief = "Chứng thực bản sao đúng với bản chính"
    """Printed in capitals."""
    qr: Annotated[str, Coded(quiet=2)] = ""
    """Address of the public check (ASCII); without it there is no QR code and no caption."""
    check_host: Short = ""
    """The short address under "Quét để kiểm tra", e.g. "anmau.example/kt"."""


@dataclass(frozen=True)
class AttestationData:
    """Attestations printed over photocopies that already lie in the printer, for ink and seal; A4, one page a copy."""

    attestations: Annotated[tuple[CopyAttestation, ...], AtMost(50, least=1)]
    """The papers of one visit, in the order of the tray; together at most `COPIES_IN_A_JOB` copies."""
    corner: Corner = Corner.BOTTOM_RIGHT
    dx_mm: Annotated[float, Between(-200, 200)] = 0
    """Moves the block right; left when negative. It always stays 10 mm inside the sheet."""
    dy_mm: Annotated[float, Between(-280, 280)] = 0
    """Moves the block down; up when negative."""
    seam_mark: bool = False
    """Mark at the right edge where the seam stamp (dấu giáp lai) goes, on papers of two sheets or more."""
    trial: bool = False


@dataclass(frozen=True)
class StampBlockData:
    """The attestation of an electronic copy as a small page of its own, to be laid onto the copy's last page.

    118 mm wide, 44 mm high, higher only when the texts need it. Nothing is filled but the ground of the QR code, and
    neither signature nor seal is drawn.
    """

    number: Short
    book: Short
    date: Short
    capacity: Annotated[tuple[Brief, ...], AtMost(4)]
    signer: Brief
    title: Brief = "Chứng thực bản sao đúng với bản chính"
    qr: Annotated[str, Coded(quiet=2)] = ""
    check_host: Short = ""
    trial: bool = False


class SlipDataRefused(ValueError):
    """The data do not make this slip; `complaints` maps each field, as a dotted path, to what is wrong with it."""

    def __init__(self, complaints: Mapping[str, str]) -> None:
        self.complaints = dict(complaints)
        super().__init__("; ".join(f"{where}: {what}" for where, what in self.complaints.items()))


def plain(kind: type, data: object) -> dict[str, Any]:
    """What the template of a slip gets: `data` as JSON values, texts cleaned, addresses drawn as SVG.

    `data` is an instance of `kind` or a mapping with the same keys. Collects every complaint, then raises
    `SlipDataRefused`: keys that are missing or unknown, wrong types, numbers and lists out of bounds, an address that
    is too long or not ASCII (a QR code with a changed address would mislead, so addresses are never cleaned).
    """
    complaints: dict[str, str] = {}
    result = _record(kind, data, "", complaints)
    if kind is AttestationData and not complaints:
        complaints |= _too_many_copies(result["attestations"])
    if complaints:
        raise SlipDataRefused(complaints)
    return result


def _too_many_copies(attestations: list[dict[str, Any]]) -> dict[str, str]:
    copies = sum(one["copies"] for one in attestations)
    if copies <= COPIES_IN_A_JOB:
        return {}
    return {"attestations": f"make {copies} copies, more than {COPIES_IN_A_JOB} in one job"}


def _record(kind: Any, data: object, where: str, complaints: dict[str, str]) -> dict[str, Any]:
    if isinstance(data, kind):
        given = {part.name: getattr(data, part.name) for part in fields(kind)}
    elif isinstance(data, Mapping):
        given = dict(data)
    else:
        complaints[where.rstrip(".") or kind.__name__] = f"is no {kind.__name__} and no mapping"
        return {}
    hints = get_type_hints(kind, include_extras=True)
    for stranger in given.keys() - hints.keys():
        complaints[f"{where}{stranger}"] = "is not a field of this slip"
    result = {}
    for part in fields(kind):
        if part.name not in given and part.default is MISSING:
            complaints[where + part.name] = "is missing"
        else:
            value = given.get(part.name, part.default)
            result[part.name] = _value(hints[part.name], value, where + part.name, complaints)
    return result


def _value(hint: Any, value: object, where: str, complaints: dict[str, str]) -> Any:
    kind, *rules = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    rule = rules[0] if rules else None
    if isinstance(rule, AtMost):
        return _entries(get_args(kind)[0], rule, value, where, complaints)
    if is_dataclass(kind):
        return _record(kind, value, f"{where}.", complaints)
    if isinstance(rule, Between):
        wanted = (int, float) if kind is float else int
        if isinstance(value, bool) or not isinstance(value, wanted):
            complaints[where] = "is no number" if kind is float else "is no whole number"
        elif not rule.least <= value <= rule.most:
            complaints[where] = f"is not between {rule.least} and {rule.most}"
        return value
    if isinstance(kind, type) and issubclass(kind, Enum):
        if value not in list(kind):
            complaints[where] = f"is none of {', '.join(kind)}"
        return value
    if not isinstance(value, kind):
        complaints[where] = "is no text" if kind is str else f"is no {kind.__name__}"
        return value
    if isinstance(rule, Coded):
        return _code(rule, value, where, complaints)
    return clean(value, rule.limit) if isinstance(rule, Letters) else value


def _entries(kind: Any, rule: AtMost, value: object, where: str, complaints: dict[str, str]) -> list[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        complaints[where] = "is no list"
        return []
    if not rule.least <= len(value) <= rule.entries:
        complaints[where] = f"has not between {rule.least} and {rule.entries} entries"
        return []
    return [_value(kind, entry, f"{where}.{index}", complaints) for index, entry in enumerate(value)]


def _code(rule: Coded, value: str, where: str, complaints: dict[str, str]) -> str:
    if not value:
        return ""
    if len(value) > _ADDRESS_LIMIT or not value.isascii() or not value.isprintable() or " " in value:
        complaints[where] = f"is no web address of at most {_ADDRESS_LIMIT} ASCII characters"
        return ""
    return qr_svg(value, quiet=rule.quiet)
