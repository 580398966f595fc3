"""Codes of the state: their shapes, and numbers people carry. Sources in design/domain.md 3."""

import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import date

PROCEDURE = re.compile(r"[1-9]\.\d{6}(?:\.(?:000\.00\.00\.)?[A-Y]\d{2})?\Z", re.ASCII)
"""Procedure code, national or with a local tail."""
CASE = re.compile(r"[1-9]\.\d{6}\.\d{2}\Z", re.ASCII)
"""Code of one case of a procedure."""
RECEPTION = re.compile(r"[A-Z0-9.]{3,35}-(\d{6})-(\d{4,7})\Z", re.ASCII)
CITIZEN = re.compile(r"(?P<place>\d{3})(?P<century_sex>\d)(?P<year>\d{2})(?P<serial>\d{6})\Z", re.ASCII)
"""Citizen number, NĐ 137/2015/NĐ-CP art. 13; it has no check digit."""
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 "
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 "
    "089 091 092 093 094 095 096"
)
PROVINCES = frozenset(_PROVINCES.split())
"""The 63 provinces in which a citizen number can begin; the mergers of 2025 left the numbers as they were."""
TAX = re.compile(r"\d{10}(?:-\d{3})?\Z|\d{12}\Z", re.ASCII)
"""Tax number of an organisation."""
DOSSIER = re.compile(r"(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Y]\d{2}(?:\.\d{1,3}){0,4}-(\d{6})-\d{4,7}\Z", re.ASCII)
"""Dossier code of the national and provincial systems, as far as known; NĐ 309/2026 art. 12 may change it."""
RESULT = re.compile(r"KQ\.[A-Y]\d{2}\.\d{6}\Z", re.ASCII)
"""National code of a result."""
PHONE = re.compile(r"(?:0|\+84)(?:[35789]\d{8}|2\d{9})\Z", re.ASCII)

_SECRET_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits that are not mistaken for one another when read aloud or copied by hand."""
TOKEN_LENGTH = 16
_TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN_LENGTH}}}\Z")


def squeeze(text: str) -> str:
    """Without the spaces, dots and hyphens people write into numbers."""
    return re.sub(r"[\s.\-–]+", "", text)


def filing_token() -> str:
    """80 random bits: the name of a dossier for life."""
    return b32encode(secrets.token_bytes(TOKEN_LENGTH * 5 // 8)).decode("ascii").lower()


def is_filing_token(name: str) -> bool:
    return bool(_TOKEN.match(name))


def lookup_secret() -> str:
    """40 random bits in 8 characters: lets the holder of a receipt look the dossier up."""
    return "".join(secrets.choice(_SECRET_LETTERS) for _ in range(8))


def spoken_secret(secret: str) -> str:
    """The secret as printed: two groups of four."""
    return f"{secret[:4]} {secret[4:]}"


def read_secret(typed: str) -> str:
    """What was typed, as a secret: case, spaces and hyphens do not matter."""
    return squeeze(typed).upper()


def check_token() -> str:
    """128 random bits for the QR code of an issued paper."""
    return secrets.token_hex(16)


def reception_number(agency: str, day: date, serial: int) -> str:
    """Reception number: agency-YYMMDD-NNNN (NĐ 61/2018/NĐ-CP art. 26; TT 01/2018/TT-VPCP art. 19)."""
    return f"{agency}-{day.year % 100:02d}{day.month:02d}{day.day:02d}-{serial:04d}"


def reception_place(number: str) -> tuple[date, int] | None:
    """Day and serial of a reception number; None for what is none."""
    match = RECEPTION.match(number)
    if match is None:
        return None
    digits = match[1]
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])), int(match[2])
    except ValueError:
        return None


@dataclass(frozen=True)
class CitizenNumber:
    """What the twelve digits say of their holder."""

    digits: str
    male: bool
    birth_year: int
    place: str = ""
    """Three digits of the province, or of the country for those born abroad."""


def read_citizen_number(typed: str) -> CitizenNumber | None:
    """The number with what it says, or None when it is not twelve digits (the one hard rule)."""
    digits = squeeze(typed)
    found = CITIZEN.match(digits)
    if not found:
        return None
    century_sex = int(found["century_sex"])
    birth_year = 1900 + 100 * (century_sex // 2) + int(found["year"])
    return CitizenNumber(digits, century_sex % 2 == 0, birth_year, found["place"])


def read_phone(typed: str) -> str | None:
    """A Vietnamese phone number in national form (0...), or None when it is not one."""
    digits = re.sub(r"[\s.\-–()]+", "", typed)
    if not PHONE.match(digits):
        return None
    return "0" + digits[3:] if digits.startswith("+84") else digits


def shown_phone(phone: str) -> str:
    """A phone number in groups that can be read off: 0210 000 0012. What is typed in another way stays so."""
    if not (phone.isascii() and phone.isdecimal() and 8 <= len(phone) <= 11):
        return phone
    behind = phone[4:]
    return f"{phone[:4]} {behind}" if len(behind) < 6 else f"{phone[:4]} {behind[:3]} {behind[3:]}"
