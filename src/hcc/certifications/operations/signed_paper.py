"""Reading what is said of papers that people signed before the official: the same for the desk and for late entries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcc.core.errors import Refusal
from hcc.core.identifiers import read_citizen_number
from hcc.core.text import clean_line, message

from ..fee_table import TRANSACTIONS
from ..resources import Requester
from ..signature_visit import Helper, HelperRole, Manner, Outside, SignatureVisit, SignedPaper
from ..signed_kinds import SignedKind
from .certify import MOST_PAGES, TITLE_LIMIT, RequesterMissing

MOST_PAPERS = 100
ID_LIMIT = 20
LANGUAGE_LIMIT = 40
HOUR = re.compile(r"(?:[01]?\d|2[0-3])[:hg]?[0-5]\d\Z", re.ASCII)
"""An hour as people type it: 14:30, 14h30, 1430."""


class SignedPaperMissing(Refusal):
    field = "title"
    text = message("Write the name of the paper that was signed.")


class PapersWrong(Refusal):
    field = "papers"
    text = message("Write how many papers of this kind were signed, from 1 to ${most}.")


class PagesWrong(Refusal):
    field = "pages"
    text = message("Write pages from 1 to ${most}, and no more sheets than pages.")


class OriginalsWrong(Refusal):
    field = "originals"
    text = message("Write how many originals there are, from 1 to ${most}, the one kept here among them.")


class LanguagesMissing(Refusal):
    field = "translated_from"
    text = message("Write from which language into which it was translated, such as English and Vietnamese.")


class TransactionMissing(Refusal):
    field = "transaction"
    text = message("Choose what kind of transaction it is: the fee and the words of the attestation depend on it.")


class TooManyPeople(Refusal):
    text = message(
        "${count} people are more than one line holds (${most}). Certify the paper of the others separately."
    )


class IdentityMissing(Refusal):
    text = message("Person ${row}: write the name and the number of the card or passport that was shown.")


class IdentityNumberWrong(Refusal):
    """An identity card and VNeID carry a citizen number; other papers are chosen as such."""

    text = message(
        "Person ${row}: a citizen number has 12 digits. Look at the card again, or choose which other paper was shown."
    )


class WitnessMissing(Refusal):
    field = "helped.witness"
    text = message("Who can neither read nor sign needs a witness: write the witness's name and number.")


class TwoWitnessesMissing(Refusal):
    field = "helped.witness"
    text = message(
        "Who can neither read nor sign a contract needs two witnesses: write name and number of both. "
        "Neither may have a part in the contract."
    )


class InterpreterMissing(Refusal):
    field = "helped.interpreter"
    text = message("Write the interpreter's name and number, and which language was interpreted.")


class HelperUnknown(Refusal):
    field = "helped.witness"
    text = message("A witness or an interpreter has a name and the number of an identity paper: write both.")


class HelperSigned(Refusal):
    field = "helped.witness"
    text = message("Who signs the paper cannot be its witness or interpreter. Name somebody else.")


class OutsideIncomplete(Refusal):
    field = "outside.place"
    text = message(
        "The law asks for place, hour and reason when signatures are certified outside the office: "
        "write all three, the hour as 14:30."
    )


@dataclass(frozen=True)
class Signed:
    """Papers that people signed, in kept form."""

    people: tuple[Requester, ...]
    title: str
    papers: int
    pages: int
    circumstances: SignatureVisit


def read_signed(
    kind: SignedKind,
    *,
    people: Sequence[Requester],
    title: str,
    papers: int,
    pages: int,
    circumstances: SignatureVisit,
    complaints: list[Refusal],
) -> Signed:
    """What was typed, in kept form; everything that cannot be right is added to `complaints`."""
    title = clean_line(title)
    read = [_read(one) for one in people[: kind.most_people]]
    if not read:
        complaints.append(RequesterMissing())
    if len(people) > kind.most_people:
        complaints.append(TooManyPeople(count=len(people), most=kind.most_people))
    complaints += [IdentityMissing(row=row) for row, one in enumerate(read, 1) if one is None]
    complaints += [
        IdentityNumberWrong(row=row)
        for row, one in enumerate(read, 1)
        if one is not None
        and (seen := circumstances.identity(row - 1)) is not None
        and seen.kind.has_citizen_number
        and read_citizen_number(one.citizen_number) is None
    ]
    known = tuple(one for one in read if one is not None)
    how = _read_circumstances(kind, circumstances, {one.citizen_number for one in known}, complaints)
    if not title or len(title) > TITLE_LIMIT:
        complaints.append(SignedPaperMissing())
    if not 1 <= papers <= MOST_PAPERS:
        complaints.append(PapersWrong(most=MOST_PAPERS))
    if kind.counted:
        how = replace(how, paper=_read_paper(kind, how.paper or SignedPaper(), pages, complaints))
    return Signed(known, title, papers, pages if kind.counted else 0, how)


def _read(person: Requester) -> Requester | None:
    """Name and number in kept form; None without either. A number that is no citizen number is a passport's."""
    name, number = clean_line(person.name), clean_line(person.citizen_number)
    found = read_citizen_number(number)
    number = found.digits if found is not None else number
    if not name or not any(one.isdigit() for one in number) or len(number) > ID_LIMIT:
        return None
    return Requester(name, number)


def _read_circumstances(
    kind: SignedKind, how: SignatureVisit, signed: set[str], complaints: list[Refusal]
) -> SignatureVisit:
    """The circumstances in kept form; what is missing is added to `complaints`."""
    helpers = [(one.role, _read(Requester(one.name, one.number))) for one in how.helpers]
    language = clean_line(how.language)
    roles = [role for role, _ in helpers]
    if any(person is None for _, person in helpers):
        complaints.append(HelperUnknown())
    if any(person is not None and person.citizen_number in signed for _, person in helpers):
        complaints.append(HelperSigned())
    if (how.read_aloud or how.manner is Manner.NEITHER) and roles.count(HelperRole.WITNESS) < kind.witnesses:
        complaints.append(WitnessMissing() if kind.witnesses == 1 else TwoWitnessesMissing())
    if bool(language) != (HelperRole.INTERPRETER in roles):
        complaints.append(InterpreterMissing())
    known = tuple(Helper(role, one.name, one.citizen_number) for role, one in helpers if one is not None)
    return replace(how, language=language, helpers=known, outside=_read_outside(how.outside, complaints))


def _read_outside(outside: Outside | None, complaints: list[Refusal]) -> Outside | None:
    if outside is None:
        return None
    place, reason, hour = clean_line(outside.place), clean_line(outside.reason), outside.hour.replace(" ", "")
    if not place or not reason or not HOUR.match(hour):
        complaints.append(OutsideIncomplete())
        return None
    digits = re.sub(r"\D", "", hour)
    return Outside(place, f"{digits[:-2].zfill(2)}:{digits[-2:]}", reason)


def _read_paper(kind: SignedKind, paper: SignedPaper, pages: int, complaints: list[Refusal]) -> SignedPaper:
    """What the attestation says of the paper, in kept form."""
    if not (1 <= pages <= MOST_PAGES and 1 <= paper.sheets <= pages):
        complaints.append(PagesWrong(most=MOST_PAGES))
    if not 1 <= paper.originals <= MOST_PAPERS:
        complaints.append(OriginalsWrong(most=MOST_PAPERS))
    languages = [clean_line(one)[:LANGUAGE_LIMIT] for one in (paper.translated_from, paper.translated_to)]
    # "tiếng Anh" is what people write; the sentence says "tiếng" itself.
    languages = [re.sub(r"^tiếng(\s+|$)", "", one, flags=re.IGNORECASE) for one in languages]
    if kind.translated and not all(languages):
        complaints.append(LanguagesMissing())
    if kind.transaction and paper.transaction not in TRANSACTIONS:
        complaints.append(TransactionMissing())
    return replace(paper, translated_from=languages[0], translated_to=languages[1])
