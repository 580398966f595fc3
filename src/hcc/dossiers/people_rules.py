"""What cannot be right about a person is refused; what looks odd is a warning, and the official decides."""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from datetime import date

from hcc.core.errors import Refusal
from hcc.core.identifiers import PROVINCES, TAX, read_citizen_number, read_phone, squeeze
from hcc.core.moments import day_line
from hcc.core.text import TranslationString, clean_line, message

from .people import OUTSIDE, IdKind, Parties, Person

OLD_CARDS_END = date(2024, 12, 31)
"""Last day of nine-digit identity cards (Luật Căn cước 2023 art. 46)."""
_BIRTH = re.compile(r"(?:(\d{1,2})[/.\-](\d{1,2})[/.\-])?(\d{4})\Z", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{9}\Z", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}\Z", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")


SELDOM = (
    "contact_name",
    "contact_phone",
    "email",
    "id_kind",
    "id_issued",
    "id_expires",
    "old_number",
    "passport",
    "old_commune",
    "organisation",
    "tax_number",
)
"""Fields of the owner that forms ask for in a group of their own, called more."""


class PersonRefused(Refusal):
    """One field of a person that cannot be right; `where` is what stands before its name in the form."""

    part = ""

    def __init__(self, where: str = "person.", **facts: object) -> None:
        super().__init__(**facts)
        self.field = ("more." if where == "person." and self.part in SELDOM else where) + self.part


class NameMissing(PersonRefused):
    part = "name"
    text = message("Write the full name of the person whose dossier it is.")


class CitizenNumberWrong(PersonRefused):
    part = "citizen_number"
    text = message("A citizen number has 12 digits, this one has ${count}. Look at the card again.")


class OldNumberWrong(PersonRefused):
    part = "old_number"
    text = message("The number of an old identity card has 9 digits, this one has ${count}. Look at it again.")


class PassportWrong(PersonRefused):
    part = "passport"
    text = message("A passport number has only letters and digits, 5 to 20 of them. Look at the passport again.")


class PhoneWrong(PersonRefused):
    part = "phone"
    text = message(
        "${phone} is not a Vietnamese phone number. Ten digits beginning with 0, or tick that there is none."
    )


class ContactPhoneWrong(PhoneWrong):
    part = "contact_phone"


class EmailWrong(PersonRefused):
    part = "email"
    text = message("${email} is not an e-mail address. Write it like ten@example.vn, or leave it empty.")


class BirthWrong(PersonRefused):
    part = "birth"
    text = message("${birth} is not in the calendar. Write day/month/year, or the year alone.")


class BirthAhead(PersonRefused):
    part = "birth"
    text = message("${birth} has not come yet. Write the date of birth as on the card.")


class IssuedAhead(PersonRefused):
    part = "id_issued"
    text = message("A paper issued on ${day} does not exist yet. Look at the card again.")


class ExpiresBeforeIssue(PersonRefused):
    part = "id_expires"
    text = message("The card would end before it was issued. Look at both dates again.")


class TaxNumberWrong(PersonRefused):
    part = "tax_number"
    text = message("A tax number has 10 digits, perhaps with three more behind a hyphen, or 12. Look at it again.")


class HamletUnknown(PersonRefused):
    part = "hamlet"
    text = message("${hamlet} is no hamlet of the commune. Choose one of the list, or that the person lives outside.")


def read_birth(typed: str) -> str | None:
    """A birth date as dd/mm/yyyy or a year alone; None when it is not in the calendar."""
    found = _BIRTH.match(typed.strip())
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


def _ahead(birth: str, today: date) -> bool:
    if len(birth) == 4:
        return int(birth) > today.year
    day, month, year = map(int, birth.split("/"))
    return date(year, month, day) > today


def read_person(
    person: Person, complaints: list[Refusal], *, today: date, hamlets: Collection[str] = (), where: str = "person."
) -> Person:
    """The person with numbers in their kept form; what cannot be right is added to `complaints`.

    Nothing is asked for here: what a draft still lacks is a matter of handing it in.
    """
    read = _Reading(person, complaints, where, today)
    for name in ("name", "address", "contact_name", "old_commune", "hamlet"):
        read.keep(name, clean_line(getattr(person, name)))
    read.citizen_number()
    read.old_number()
    read.passport()
    read.phones()
    read.email()
    read.birth()
    read.card()
    read.tax_number()
    if hamlets and read.kept["hamlet"] and read.kept["hamlet"] not in (*hamlets, OUTSIDE):
        complaints.append(HamletUnknown(where, hamlet=read.kept["hamlet"]))
    return replace(person, **read.kept)


class _Reading:
    """One person being read: `kept` has the fields in their kept form."""

    def __init__(self, person: Person, complaints: list[Refusal], where: str, today: date) -> None:
        self.person, self.complaints, self.where, self.today = person, complaints, where, today
        self.kept: dict = {}

    def keep(self, name: str, value: object) -> None:
        self.kept[name] = value

    def refuse(self, kind: type[PersonRefused], **facts: object) -> None:
        self.complaints.append(kind(self.where, **facts))

    def citizen_number(self) -> None:
        typed = self.person.citizen_number
        read = read_citizen_number(typed) if typed else None
        if typed and read is None:
            self.refuse(CitizenNumberWrong, count=sum(c.isdigit() for c in typed))
        self.keep("citizen_number", read.digits if read else typed)

    def old_number(self) -> None:
        digits = squeeze(self.person.old_number)
        if digits and not _OLD_NUMBER.match(digits):
            self.refuse(OldNumberWrong, count=sum(c.isdigit() for c in digits))
        self.keep("old_number", digits)

    def passport(self) -> None:
        number = squeeze(self.person.passport).upper()
        if number and not _PASSPORT.match(number):
            self.refuse(PassportWrong)
        self.keep("passport", number)

    def phones(self) -> None:
        for name, kind, typed in (
            ("phone", PhoneWrong, "" if self.person.no_phone else self.person.phone),
            ("contact_phone", ContactPhoneWrong, self.person.contact_phone),
        ):
            read = read_phone(typed) if typed else ""
            if read is None:
                self.refuse(kind, phone=clean_line(typed))
            self.keep(name, read or "")

    def email(self) -> None:
        address = clean_line(self.person.email)
        if address and not _EMAIL.match(address):
            self.refuse(EmailWrong, email=address)
        self.keep("email", address)

    def birth(self) -> None:
        typed = self.person.birth
        read = read_birth(typed) if typed else ""
        if read is None:
            self.refuse(BirthWrong, birth=clean_line(typed))
        elif read and _ahead(read, self.today):
            self.refuse(BirthAhead, birth=read)
        self.keep("birth", read or "")

    def card(self) -> None:
        issued, expires = self.person.id_issued, self.person.id_expires
        if issued is not None and issued > self.today:
            self.refuse(IssuedAhead, day=day_line(issued))
        if issued is not None and expires is not None and expires < issued:
            self.refuse(ExpiresBeforeIssue)

    def tax_number(self) -> None:
        number = "".join(self.person.tax_number.split())
        if number and not TAX.match(number):
            self.refuse(TaxNumberWrong)
        self.keep("tax_number", number)


def person_warnings(person: Person, today: date) -> list[TranslationString]:
    """What looks odd but may be right."""
    return list(_warnings(person, today)) if person.name and not person.organisation else []


def _warnings(person: Person, today: date) -> Iterator[TranslationString]:
    number = read_citizen_number(person.citizen_number) if person.citizen_number else None
    if number and person.birth and int(person.birth[-4:]) != number.birth_year:
        yield message(
            "The citizen number says born in ${year}, the form says ${birth}. Compare with the card.",
            mapping={"year": number.birth_year, "birth": person.birth},
        )
    if number and person.gender and (person.gender == "male") is not number.male:
        yield message("The citizen number is that of a man or woman other than the form says. Compare with the card.")
    if number and number.place not in PROVINCES:
        yield message(
            "${place}, with which the number begins, is no province; right only for those born abroad. Look again.",
            mapping={"place": number.place},
        )
    if person.id_kind == IdKind.OLD_CARD and today > OLD_CARDS_END:
        yield message("Old identity cards ended on 31/12/2024. Ask for the new card or the electronic identity.")
    elif person.id_expires is not None and person.id_expires < today:
        yield message(
            "The identity paper ended on ${day}. Ask for a valid one.", mapping={"day": day_line(person.id_expires)}
        )
    if person.no_phone and not person.contact_phone:
        yield message("No phone, and nobody through whom the person is reached: agree on how the result is announced.")


def changed_fields(before: Parties, after: Parties) -> dict[str, list]:
    """What differs between two states of the people, as {"owner.phone": [before, after]}, in JSON values."""
    return {name: [old, new] for name, (old, new) in _paired(before, after) if old != new}


def _paired(before: Parties, after: Parties) -> Iterator[tuple[str, tuple]]:
    for role in ("owner", "submitter", "proxy"):
        one, other = getattr(before, role) or Person(), getattr(after, role) or Person()
        for spec in fields(Person):
            yield f"{role}.{spec.name}", (_plain(getattr(one, spec.name)), _plain(getattr(other, spec.name)))
    yield "authorisation", (before.authorisation, after.authorisation)
    for part in ("name", "login"):
        yield f"helper.{part}", (getattr(before.helper, part, ""), getattr(after.helper, part, ""))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
