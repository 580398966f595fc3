"""How signatures were certified: what identity was seen from, who helped, before whom, and where outside the office."""

from dataclasses import dataclass
from enum import StrEnum

from hcc.core.text import TranslationString, message
from hcc.printing.signature_attestations import Manner

__all__ = [
    "HELPER_WORDS",
    "IDENTITY_NAMES",
    "IDENTITY_WORDS",
    "OUTSIDE_REASONS",
    "Helper",
    "HelperRole",
    "Identity",
    "Manner",
    "Outside",
    "SeenIdentity",
    "SignatureVisit",
    "SignedPaper",
]


class Identity(StrEnum):
    """What somebody's identity was seen from (NĐ 23/2015/NĐ-CP art. 24, NĐ 280/2025/NĐ-CP)."""

    CARD = "card"
    """Identity card (thẻ căn cước, căn cước công dân)."""
    VNEID = "vneid"
    """Electronic identity on VNeID, level 2; it carries the number of the card."""
    PASSPORT = "passport"
    OTHER = "other"

    @property
    def has_citizen_number(self) -> bool:
        return self in (Identity.CARD, Identity.VNEID)


IDENTITY_NAMES: dict[Identity, TranslationString] = {
    Identity.CARD: message("Identity card"),
    Identity.VNEID: message("VNeID, level 2"),
    Identity.PASSPORT: message("Passport"),
    Identity.OTHER: message("Another identity paper"),
}

OUTSIDE_REASONS = (
    message("Old or weak, cannot come to the office"),
    message("Held in custody or serving a sentence"),
    message("Another good reason, which is written here"),
)
"""Reasons of the law to certify outside the office (NĐ 23/2015/NĐ-CP art. 10)."""


class HelperRole(StrEnum):
    """Who helps somebody that cannot read or sign, or does not speak Vietnamese."""

    WITNESS = "witness"
    INTERPRETER = "interpreter"


HELPER_WORDS = {HelperRole.WITNESS: "Người làm chứng", HelperRole.INTERPRETER: "Người phiên dịch"}
"""As papers say it."""
IDENTITY_WORDS = {
    Identity.CARD: "Thẻ căn cước",
    Identity.VNEID: "Căn cước điện tử trên VNeID",
    Identity.PASSPORT: "Hộ chiếu",
    Identity.OTHER: "Giấy tờ tùy thân",
}


@dataclass(frozen=True)
class Helper:
    """A witness or an interpreter. Kept inside lines: add fields with defaults, never rename them."""

    role: HelperRole
    name: str
    number: str
    """Of her identity paper."""


@dataclass(frozen=True)
class Outside:
    """Where they signed, when not at the office. Kept inside lines, as `Helper`."""

    place: str
    hour: str
    """As "14:30"."""
    reason: str


@dataclass(frozen=True)
class SeenIdentity:
    """The paper one person's identity was seen from; the number stands with her name. Kept inside lines."""

    kind: Identity = Identity.CARD
    issued: str = ""
    """When and by whom, in words."""
    side: str = ""
    """Which side of a contract the person signs for, in words: "Bên A"."""

    @property
    def facts(self) -> list[str]:
        return [self.kind.value, self.issued, *([self.side] if self.side else [])]


@dataclass(frozen=True)
class SignedPaper:
    """What is said of a translation or a contract beside who signed it. Kept inside lines, as `Helper`."""

    originals: int = 1
    """Originals (bản gốc) of it, the one the office keeps among them."""
    sheets: int = 1
    """Sheets of one original."""
    translated_from: str = ""
    translated_to: str = ""
    """Languages of a translation, as "Anh" and "Việt"."""
    transaction: str = ""
    """Which kind of transaction it is: a key of `fee_table.TRANSACTIONS`."""
    basis: str = ""
    """The rule by which the fee of a transaction was taken."""

    @property
    def languages(self) -> str:
        """As papers say it: "từ tiếng Anh sang tiếng Việt"; empty where nothing was translated."""
        if not self.translated_from:
            return ""
        return f"từ tiếng {self.translated_from} sang tiếng {self.translated_to}"

    @property
    def facts(self) -> list:
        """What the line's digest covers of it."""
        return [self.originals, self.sheets, self.translated_from, self.translated_to, self.transaction, self.basis]


@dataclass(frozen=True)
class SignatureVisit:
    """Everything of a certified signature beside who signed which paper. Kept inside lines, as `Helper`."""

    receiver: str = ""
    """Name of the official before whom they signed."""
    receiver_title: str = ""
    manner: Manner = Manner.SIGNATURE
    read_aloud: bool = False
    """Whether the paper was read to someone who cannot read it."""
    language: str = ""
    """Which language was interpreted."""
    helpers: tuple[Helper, ...] = ()
    outside: Outside | None = None
    identities: tuple[SeenIdentity, ...] = ()
    """By person, in the order of the line."""
    paper: SignedPaper | None = None
    """Of a translation or a contract; None where signatures alone are certified."""

    def identity(self, position: int) -> SeenIdentity | None:
        return self.identities[position] if position < len(self.identities) else None

    @property
    def facts(self) -> list:
        """What the line's digest covers of it."""
        said: list = [self.receiver, self.receiver_title, self.manner.value, self.read_aloud, self.language]
        said.append([[one.role.value, one.name, one.number] for one in self.helpers])
        said.append([self.outside.place, self.outside.hour, self.outside.reason] if self.outside else None)
        said.append([one.facts for one in self.identities])
        if self.paper is not None:
            said.append(self.paper.facts)
        return said
