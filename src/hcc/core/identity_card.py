"""What a scanner types when it reads the QR code of an identity card, taken apart by shape.

The code of a căn cước công dân (TT 06/2021/TT-BCA) holds, between bars: number, number of the former card or nothing,
name, date of birth, sex, address, date of issue. The căn cước of 2024 has been seen with the same and with more. Some
scanners and cards leave a part out or write dates otherwise, so a part is known by its shape and its place among the
others; what does not fit in full is given back in pieces for an official to choose from, and nothing is guessed.

Nothing here is kept or logged, and what was typed stays with the caller.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from .identifiers import read_citizen_number
from .text import TranslationString, clean_line, clean_text, message
from .tone_damage import has_lost_letter, is_garbled

LONGEST = 2_000
"""Characters looked at; no code of a card holds half as many."""
NAME_LIMIT, ADDRESS_LIMIT = 120, 300
MOST_PARTS = 20
EARLIEST_YEAR = 1880


class CardWarning(StrEnum):
    """What an official has to look at before she trusts a reading."""

    UNKNOWN = "unknown"
    """The text is not what the code of a card says."""
    GARBLED = "garbled"
    """An input method has changed letters: name and address are not filled in."""
    BIRTH_YEAR = "birth_year"
    GENDER = "gender"
    """The number says another year of birth, or another sex, than the card does."""
    DATES = "dates"
    """Born or issued in the future, or issued before birth: neither day is filled in."""
    CUT_OFF = "cut_off"
    """The day of issue, which comes last, is missing."""
    MORE = "more"
    """More stands behind what was read."""


SENTENCES: dict[CardWarning, TranslationString] = {
    CardWarning.UNKNOWN: message(
        "This is not what the code of an identity card says, so nothing was filled in. "
        "Scan again, or choose each part yourself."
    ),
    CardWarning.GARBLED: message(
        "The Vietnamese typing program has garbled the marks. Switch UniKey to E, then scan again."
    ),
    CardWarning.BIRTH_YEAR: message("The number says another year of birth than the card. Look at the card itself."),
    CardWarning.GENDER: message("The number says another sex than the card. Look at the card itself."),
    CardWarning.DATES: message(
        "The dates do not fit each other or have not come yet, so they were not filled in. Look at the card itself."
    ),
    CardWarning.CUT_OFF: message(
        "The day of issue is missing: the reading may have been cut off. Compare the address with the card."
    ),
    CardWarning.MORE: message("The code holds more than was read. Compare with the card."),
}


@dataclass(frozen=True)
class IdentityCard:
    """The person a card names; whatever could not be read for certain is empty."""

    number: str
    """Twelve digits."""
    old_number: str = ""
    """Nine digits, or empty."""
    name: str = ""
    birth: str = ""
    """dd/mm/yyyy, or the year alone."""
    gender: str = ""
    """ "male" or "female"."""
    address: str = ""
    """As the card has it; before 1/7/2025 with communes and districts that are no more."""
    issued: date | None = None


@dataclass(frozen=True)
class CardReading:
    """What became of one scan."""

    card: IdentityCard | None = field(repr=False)
    """None when the text has not the shape of a card."""
    warnings: tuple[CardWarning, ...] = ()
    parts: tuple[str, ...] = field(default=(), repr=False)
    """The pieces of the text, where an official has to choose among them herself; empty when all is filled in."""


def read_card(typed: str, *, today: date) -> CardReading:
    """Take apart what a scanner typed, whatever it is. A field is filled in only when the whole has the shape."""
    text = _plain(typed[:LONGEST])
    for parts in _ways_to_split(text) if len(typed) <= LONGEST else ():
        found = _read(parts)
        if found is not None:
            return _looked_over(*found, parts, today)
    parts = _pieces(text)
    warnings = [CardWarning.UNKNOWN]
    if is_garbled(*parts) or _digits_became_letters(text):
        warnings.append(CardWarning.GARBLED)
    return CardReading(None, tuple(warnings), tuple(parts[:MOST_PARTS]))


# Cleaning and splitting

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: " ", 0x2044: "/", 0x2215: "/"}
"""Full-width signs as an East Asian input method writes them."""
_SAME_LOOK = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ"}
_BARS = "|¦│∣ǀ︱❘║‖"
_OTHER_BARS = ("\t", "\n", "~", "\\", "#", ";", "^")
"""What a scanner set to another keyboard layout types for a bar."""
_BEFORE = re.compile(r"\A(?:\][A-Za-z]\d|\\0000\d\d)")
"""What a scanner may put first: the kind of code, the character set."""
_LABEL = re.compile(
    r"\A(?:số )?(?:cccd|cmnd|cc|căn cước|căn cước công dân|họ tên|họ và tên|ngày sinh|giới tính|địa chỉ|"
    r"nơi thường trú|ngày cấp)\s*[:：]\s*",
    re.IGNORECASE,
)


def _plain(typed: str) -> str:
    text = clean_text(typed.translate(_WIDE).translate(_SAME_LOOK))
    text = _BEFORE.sub("", text)
    lines = [line for line in text.split("\n") if line.strip()]
    # The trigger pressed twice types the same card twice.
    return lines[0] if lines and len(set(lines)) == 1 else "\n".join(lines)


def _ways_to_split(text: str) -> Iterator[list[str]]:
    if any(bar in text for bar in _BARS):
        yield _split(text, f"[{_BARS}]")
        return
    for bar in _OTHER_BARS:
        if text.count(bar) >= 4:
            yield _split(text, re.escape(bar))
    if (found := _RUN_TOGETHER.match(_LABEL.sub("", clean_line(text)))) is not None:
        number, old, name, birth, gender, address, issued = found.groups(default="")
        # Digits at the end of an address and those of a date would be one run.
        if not address[-1:].isdigit() and (issued or not re.search(r"\d", address[-12:])):
            yield [number, old, name, birth, gender, address, *filter(None, [issued])]


def _split(text: str, bar: str) -> list[str]:
    parts = [_LABEL.sub("", clean_line(part)) for part in re.split(bar, text)]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _pieces(text: str) -> list[str]:
    if any(bar in text for bar in _BARS):
        parts = _split(text, rf"[{_BARS}\n]")
    else:
        parts = [clean_line(part) for part in re.split(r"[\t\n]|(?<=\d{8})(?=\D)|(?<=[^\d\s/.-])(?=\d{8})", text)]
    return [part for part in parts if part]


def _digits_became_letters(text: str) -> bool:
    """Whether the digits are gone: the Vietnamese keyboard of Windows has letters and marks in their place."""
    return len(text) > 40 and not any(letter.isdigit() for letter in text) and len(set("ăâêô") & set(text)) >= 2


# The shapes of the parts

_NUMBER = re.compile(r"\d{12}\Z", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{9}\Z", re.ASCII)
_WRITTEN_DATE = r"(?<![0-9])(?:[0-9]{8}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4})(?![0-9])"
_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})\Z|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_YEAR = re.compile(r"(?:0000|00/00/)?(\d{4})\Z", re.ASCII)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f '’.-])*\Z")
_GENDERS = {"nam": "male", "nữ": "female"}
_RUN_TOGETHER = re.compile(
    rf"([0-9]{{12}})\s?([0-9]{{9}})?\s?([^\d|]+?)\s?({_WRITTEN_DATE})\s?(Nam|Nữ)\s?(\S.*?)\s?({_WRITTEN_DATE})?\Z",
    re.IGNORECASE,
)
_ENDS_IN_DATE = re.compile(rf"(?:{_WRITTEN_DATE}|[0-9]{{8,}})\Z")


def _read(parts: list[str]) -> tuple[IdentityCard, bool] | None:
    """The card of these parts, and whether more follows; None when they have not the shape of one."""
    if len(parts) < 5 or not _NUMBER.match(parts[0]):
        return None
    number, rest = parts[0], parts[1:]
    old = ""
    if rest[0] in ("", number) or _OLD_NUMBER.match(rest[0]):
        # Cards with twelve digits of before 2016 kept their number.
        old, rest = rest[0] if rest[0] != number else "", rest[1:]
    if len(rest) < 4:
        return None
    name, birth, gender, address, *last = rest
    born = _birth(birth)
    if not _is_name(name) or born is None or gender.lower() not in _GENDERS or not _is_address(address):
        return None
    issued = _day(last[0]) if last else None
    if last and issued is None:
        return None
    if any(part and not (_is_name(part) or re.fullmatch(r"\d{9}|\d{12}", part, re.ASCII)) for part in last[1:]):
        return None
    return IdentityCard(number, old, name, born, _GENDERS[gender.lower()], address, issued), any(last[1:])


def _is_name(part: str) -> bool:
    return 2 <= len(part) <= NAME_LIMIT and bool(_NAME.match(part)) and part.lower() not in _GENDERS


def _is_address(part: str) -> bool:
    if part == "":
        return True
    letters = sum(letter.isalpha() for letter in part)
    fits = letters >= 2 and len(part) <= ADDRESS_LIMIT and part.lower() not in _GENDERS
    # A date that ends it is the day of issue, its bar lost.
    return fits and not _ENDS_IN_DATE.search(part)


def _day(part: str) -> date | None:
    found = _DATE.match(part)
    if not found:
        return None
    day, month, year = (int(group) for group in found.groups() if group is not None)
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None


def _birth(part: str) -> str | None:
    """dd/mm/yyyy, or the year alone of somebody whose day nobody knows."""
    if (day := _day(part)) is not None:
        return f"{day:%d/%m/%Y}"
    found = _YEAR.match(part)
    return found[1] if found and int(found[1]) >= EARLIEST_YEAR else None


# Looking it over


def _looked_over(card: IdentityCard, more: bool, parts: list[str], today: date) -> CardReading:
    """The reading, without what is in doubt: that is left to the official, in pieces."""
    warnings, doubtful = list(_doubts(card, today)), []
    if is_garbled(card.name, card.address) or has_lost_letter(card.name):
        warnings.insert(0, CardWarning.GARBLED)
        doubtful += [card.name, card.address]
        card = replace(card, name="", address="")
    if card.issued is None:
        warnings.append(CardWarning.CUT_OFF)
    if more:
        warnings.append(CardWarning.MORE)
    if CardWarning.DATES in warnings:
        doubtful += [part for part in parts if _birth(part) is not None]
        card = replace(card, birth="", issued=None)
    return CardReading(card, tuple(warnings), tuple(filter(None, doubtful)))


def _doubts(card: IdentityCard, today: date) -> Iterator[CardWarning]:
    number = read_citizen_number(card.number)
    year = int(card.birth[-4:])
    if number is not None and number.birth_year != year:
        yield CardWarning.BIRTH_YEAR
    if number is not None and number.male is not (card.gender == "male"):
        yield CardWarning.GENDER
    born = _day(card.birth) or date(year, 1, 1)
    if born > today or (card.issued is not None and not born <= card.issued <= today):
        yield CardWarning.DATES
