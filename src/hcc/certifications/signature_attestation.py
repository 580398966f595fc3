"""The words of an attestation of signatures, from a book line to what is printed."""

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.signature_attestations import AttestedHelper, AttestedPerson, Placing, SignatureAttestationData
from hcc.settings import Settings

from .attestations import check_host, check_url
from .resources import BookEntry
from .signature_visit import HELPER_WORDS, IDENTITY_WORDS, HelperRole, Identity, SignatureVisit


def for_signatures(entry: BookEntry, settings: Settings, *, placing: Placing, top_mm: int) -> SignatureAttestationData:
    """The attestation of a line of the book SCT/CK,ĐC, under the signatures or on a sheet of its own."""
    how, day = entry.circumstances or SignatureVisit(), entry.at.astimezone(LOCAL).date()
    return SignatureAttestationData(
        number=str(entry.number),
        book=entry.volume_line,
        date=words.date_line("", day),
        date_words=words.date_in_words(day),
        place=how.outside.place if how.outside else settings.office_name,
        hour=_hour(how.outside.hour) if how.outside else "",
        people=tuple(_person(entry, how, position) for position in range(len(entry.people))),
        receiver=how.receiver,
        receiver_title=how.receiver_title,
        signer=entry.signer.name,
        signer_title=of_the_committee(entry.signer.job_title, settings.authority),
        capacity=entry.signer.capacity,
        decision=entry.signer.decision,
        title=entry.title,
        manner=how.manner,
        papers=entry.papers,
        read_aloud=how.read_aloud,
        helpers=tuple(
            AttestedHelper(
                HELPER_WORDS[one.role],
                one.name,
                one.number,
                how.language if one.role is HelperRole.INTERPRETER else "",
            )
            for one in how.helpers
        ),
        placing=placing,
        top_mm=top_mm,
        qr=check_url(entry, settings),
        check_host=check_host(settings),
        trial=settings.demo,
    )


def of_the_committee(job_title: str, authority: str) -> str:
    """ "Phó Chủ tịch Ủy ban nhân dân xã An Mẫu": a title that does not name its committee yet gets it."""
    return job_title if "ủy ban" in job_title.lower() else f"{job_title} {authority}".strip()


def _person(entry: BookEntry, how: SignatureVisit, position: int) -> AttestedPerson:
    person, seen = entry.people[position], how.identity(position)
    kind = seen.kind if seen is not None else Identity.OTHER
    return AttestedPerson(person.name, person.citizen_number, IDENTITY_WORDS[kind], seen.issued if seen else "")


def _hour(typed: str) -> str:
    """ "14:30" as papers say it."""
    hour, minute = typed.split(":")
    return f"{int(hour)} giờ {minute} phút"
