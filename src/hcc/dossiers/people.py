"""The people of a dossier: whose it is, who hands it in, for whom, and who helped.

Kept inside dossiers: add fields with defaults, never rename them.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class IdKind(StrEnum):
    """The paper a person shows."""

    CARD = "card"
    """Căn cước or căn cước công dân: twelve digits."""
    ELECTRONIC = "electronic"
    """Căn cước điện tử on VNeID, level 2: twelve digits."""
    OLD_CARD = "old_card"
    """Chứng minh nhân dân: nine digits. No longer valid by itself since 1/1/2025 (Luật Căn cước 2023 art. 46)."""
    PASSPORT = "passport"
    NOTIFICATION = "notification"
    """Thông báo số định danh, or a birth certificate that has the number: for those without a card yet."""


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


OUTSIDE = "outside"
"""As a hamlet: lives outside the commune (người ngoài xã)."""


@dataclass(frozen=True)
class Person:
    """A person, or an organisation when there is a tax number, as written down at the counter."""

    name: str = ""
    citizen_number: str = ""
    """Twelve digits (số định danh cá nhân), or empty."""
    birth: str = ""
    """dd/mm/yyyy, or the year alone."""
    phone: str = ""
    no_phone: bool = False
    """Has no phone: a valid answer."""
    address: str = ""
    old_number: str = ""
    """Nine digits of the old identity card, which still stands in older papers."""
    passport: str = ""
    id_kind: str = ""
    """An `IdKind` value, or empty."""
    id_issued: date | None = None
    id_expires: date | None = None
    """None where the card has no end or nobody looked."""
    gender: str = ""
    """A `Gender` value, or empty."""
    contact_name: str = ""
    """Through whom somebody without a phone is reached."""
    contact_phone: str = ""
    email: str = ""
    hamlet: str = ""
    """A hamlet of the commune by its name, `OUTSIDE`, or empty."""
    old_commune: str = ""
    """The commune before the mergers of 1/7/2025, as older papers name it."""
    organisation: bool = False
    """Not a person but an organisation (tổ chức): `name` is its name."""
    tax_number: str = ""

    @property
    def reached_by(self) -> str:
        """The phone number under which the person, or whoever she named, can be called; empty when there is none."""
        return self.phone or self.contact_phone


NOBODY = Person()


@dataclass(frozen=True)
class Helper:
    """Who helped to prepare; the applicant stays the one who acts (NĐ 61/2018 art. 15-16)."""

    name: str
    login: str = ""
    """Where the helper is an official of the centre."""


@dataclass(frozen=True)
class Parties:
    """Everyone a dossier is about."""

    owner: Person = field(default_factory=Person)
    """Chủ hồ sơ."""
    submitter: Person | None = None
    """Người nộp; None: the owner, or the proxy where there is one."""
    proxy: Person | None = None
    """Người được ủy quyền."""
    authorisation: str = ""
    """The paper by which the owner authorised the proxy: kind, number, date."""
    helper: Helper | None = None

    @property
    def handing_in(self) -> Person:
        """Who stands at the counter."""
        return self.submitter or self.proxy or self.owner
