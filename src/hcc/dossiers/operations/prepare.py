"""Preparing: the person and the checklist of papers are written down (NĐ 61/2018 art. 15-16)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.identifiers import read_citizen_number, read_phone
from hcc.core.text import TranslationString, clean_line, message

from ..resources import Dossier, Person, Verdict
from ..workflow import DRAFT, SUBMITTED
from .moving import check_version

BIRTH = re.compile(r"(?:(\d{1,2})[/.\-](\d{1,2})[/.\-])?(\d{4})\Z", re.ASCII)


class PersonRefused(Refusal):
    """One field of the person."""


class NameMissing(PersonRefused):
    field = "person.name"
    text = message("Write the full name of the person whose dossier it is.")


class CitizenNumberWrong(PersonRefused):
    field = "person.citizen_number"
    text = message("A citizen number has 12 digits, this one has ${count}. Look at the card again.")


class PhoneWrong(PersonRefused):
    field = "person.phone"
    text = message(
        "${phone} is not a Vietnamese phone number. Ten digits beginning with 0, or tick that there is none."
    )


class BirthWrong(PersonRefused):
    field = "person.birth"
    text = message("${birth} is not in the calendar. Write day/month/year, or the year alone.")


class VerdictNotAllowed(Refusal):
    text = message("${paper} is mandatory, so it cannot be marked as not needed.")


def read_birth(typed: str) -> str | None:
    """A birth date as dd/mm/yyyy or a year alone; None when it is not in the calendar."""
    found = BIRTH.match(typed.strip())
    if not found:
        return None
    day, month, year = found.groups()
    if not 1880 <= int(year) <= 2100:
        return None
    if day is None:
        return year
    try:
        return f"{date(int(year), int(month), int(day)):%d/%m/%Y}"
    except ValueError:
        return None


def read_person(person: Person, complaints: list[Refusal]) -> Person:
    """The person with numbers in their kept form; what cannot be right is added to `complaints`."""
    name = clean_line(person.name)
    if not name:
        complaints.append(NameMissing())
    number = person.citizen_number
    if number:
        read = read_citizen_number(number)
        if read is None:
            complaints.append(CitizenNumberWrong(count=sum(c.isdigit() for c in number)))
        else:
            number = read.digits
    phone = "" if person.no_phone else person.phone
    if phone:
        phone = read_phone(phone) or ""
        if not phone:
            complaints.append(PhoneWrong(phone=clean_line(person.phone)))
    birth = person.birth
    if birth:
        birth = read_birth(birth) or ""
        if not birth:
            complaints.append(BirthWrong(birth=clean_line(person.birth)))
    return replace(
        person, name=name, citizen_number=number, phone=phone, birth=birth, address=clean_line(person.address)
    )


def person_warnings(person: Person) -> list[TranslationString]:
    """What looks odd but may be right: the official decides."""
    number = read_citizen_number(person.citizen_number) if person.citizen_number else None
    found = []
    if number and person.birth and int(person.birth[-4:]) != number.birth_year:
        found.append(
            message(
                "The citizen number says born in ${year}, the form says ${birth}. Compare with the card.",
                mapping={"year": number.birth_year, "birth": person.birth},
            )
        )
    return found


def prepare(
    dossier: Dossier, *, person: Person, verdicts: Mapping[int, str], seen: int | None = None, act: Act
) -> None:
    """Write down the person and what was found of each component."""
    if dossier.state not in (DRAFT, SUBMITTED):
        raise NotInThisState(act="prepare", state=dossier.state)
    check_version(dossier, seen)
    complaints: list[Refusal] = []
    person = read_person(person, complaints)
    components = dossier.record.components
    kept = {}
    for index, verdict in verdicts.items():
        if not 0 <= index < len(components) or not verdict:
            continue
        if verdict == Verdict.NOT_NEEDED and components[index].required:
            complaints.append(VerdictNotAllowed(paper=components[index].name))
        elif verdict != Verdict.ATTACHED:
            kept[index] = Verdict(verdict).value
    refuse_if(complaints)
    dossier.person, dossier.verdicts = person, kept
    dossier.chain.append(act, "prepare", verdicts={str(k): v for k, v in sorted(kept.items())})
    dossier.__parent__.relist(dossier)
