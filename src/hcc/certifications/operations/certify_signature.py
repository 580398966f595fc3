"""Certifying signatures or fingerprints in papers: a line of the book SCT/CK,ĐC, one number for papers of one type."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hcc.core.act import Act
from hcc.core.errors import Refusal, refuse_if
from hcc.core.identifiers import read_citizen_number
from hcc.core.text import clean_line, message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.workflow import PROCESSING

from ..fees import signature_fee
from ..resources import INK, SIGNATURES, BookEntry, BookFolder, Requester, Signer
from ..signature_visit import Helper, HelperRole, Manner, Outside, SignatureVisit
from .certify import TITLE_LIMIT, NotBeingHandled, RequesterMissing, SignerMissing
from .numbering import open_book, write_line

MOST_PAPERS, MOST_PEOPLE = 100, 20
ID_LIMIT = 20
HOUR = re.compile(r"(?:[01]?\d|2[0-3])[:hg]?[0-5]\d\Z", re.ASCII)
"""An hour as people type it: 14:30, 14h30, 1430."""


class SignedPaperMissing(Refusal):
    field = "title"
    text = message("Write the name of the paper that was signed.")


class PapersWrong(Refusal):
    field = "papers"
    text = message("Write how many papers of this kind were signed, from 1 to ${most}.")


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


class InterpreterMissing(Refusal):
    field = "helped.interpreter"
    text = message("Write the interpreter's name and number, and which language was interpreted.")


class HelperUnknown(Refusal):
    field = "helped"
    text = message("A witness or an interpreter has a name and the number of an identity paper: write both.")


class HelperSigned(Refusal):
    field = "helped"
    text = message("Who signs the paper cannot be its witness or interpreter. Name somebody else.")


class OutsideIncomplete(Refusal):
    field = "outside"
    text = message(
        "The law asks for place, hour and reason when signatures are certified outside the office: "
        "write all three, the hour as 14:30."
    )


class NotForSignatures(Refusal):
    text = message("This dossier does not ask for signatures: its numbers do not belong in the book of signatures.")


def certify_signature(
    books: BookFolder,
    *,
    people: Sequence[Requester],
    title: str,
    papers: int,
    circumstances: SignatureVisit | None = None,
    signer: Signer | None,
    dossier: Dossier | None = None,
    act: Act,
) -> BookEntry:
    """Number papers that these people signed, or pressed a finger on, before the official; the line waits in the tray.

    The fee is 10,000 đồng a paper, whoever signed in it (TT 226/2016/TT-BTC). Who can neither read nor sign has a
    witness, who does not speak Vietnamese an interpreter; outside the office place, hour and reason are written down
    (NĐ 23/2015/NĐ-CP art. 10, 36). All complaints are gathered.
    """
    complaints: list[Refusal] = []
    title = clean_line(title)
    how = circumstances or SignatureVisit()
    read = [_read(one) for one in people[:MOST_PEOPLE]]
    if not read:
        complaints.append(RequesterMissing())
    if len(people) > MOST_PEOPLE:
        complaints.append(TooManyPeople(count=len(people), most=MOST_PEOPLE))
    complaints += [IdentityMissing(row=row) for row, one in enumerate(read, 1) if one is None]
    complaints += [
        IdentityNumberWrong(row=row)
        for row, one in enumerate(read, 1)
        if one is not None
        and (seen := how.identity(row - 1)) is not None
        and seen.kind.has_citizen_number
        and read_citizen_number(one.citizen_number) is None
    ]
    how = _read_circumstances(how, {one.citizen_number for one in read if one is not None}, complaints)
    if not title or len(title) > TITLE_LIMIT:
        complaints.append(SignedPaperMissing())
    if not 1 <= papers <= MOST_PAPERS:
        complaints.append(PapersWrong(most=MOST_PAPERS))
    if signer is None:
        complaints.append(SignerMissing())
    if dossier is not None and (dossier.state != PROCESSING or not act.is_of(dossier.handler)):
        complaints.append(NotBeingHandled())
    if dossier is not None and not dossier.for_signatures:
        complaints.append(NotForSignatures())
    refuse_if(complaints)
    known = [one for one in read if one is not None]
    assert signer is not None  # refused above
    entry = write_line(
        books,
        open_book(books, SIGNATURES, act.at),
        way=INK,
        requester=known[0],
        others=tuple(known[1:]),
        title=title,
        holder=known[0].name,
        pages=0,
        copies=0,
        papers=papers,
        fingerprint=how.manner is Manner.FINGERPRINT,
        circumstances=how,
        fee=signature_fee(papers).total,
        signer=signer,
        dossier_token=dossier.token if dossier is not None else "",
        act=act,
    )
    if dossier is not None:
        dossier.chain.append(act, "certify", numbers=[f"{entry.number} quyển số {entry.volume_line}"], fee=entry.fee)
        dossier.__parent__.relist(dossier)
    return entry


def _read(person: Requester) -> Requester | None:
    """Name and number in kept form; None without either. A number that is no citizen number is a passport's."""
    name, number = clean_line(person.name), clean_line(person.citizen_number)
    found = read_citizen_number(number)
    number = found.digits if found is not None else number
    if not name or not any(one.isdigit() for one in number) or len(number) > ID_LIMIT:
        return None
    return Requester(name, number)


def _read_circumstances(how: SignatureVisit, signed: set[str], complaints: list[Refusal]) -> SignatureVisit:
    """The circumstances in kept form; what is missing is added to `complaints`."""
    helpers = [(one.role, _read(Requester(one.name, one.number))) for one in how.helpers]
    language = clean_line(how.language)
    roles = {role for role, _ in helpers}
    if any(person is None for _, person in helpers):
        complaints.append(HelperUnknown())
    if any(person is not None and person.citizen_number in signed for _, person in helpers):
        complaints.append(HelperSigned())
    if (how.read_aloud or how.manner is Manner.NEITHER) and HelperRole.WITNESS not in roles:
        complaints.append(WitnessMissing())
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
