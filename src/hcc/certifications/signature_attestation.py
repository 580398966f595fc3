"""The words of an attestation of what people signed, from a book line to what is printed."""

from hcc.core.calendar import LOCAL
from hcc.printing import words
from hcc.printing.signature_attestations import (
    PAPERS_IN_A_JOB,
    AttestedHelper,
    AttestedPerson,
    AttestedSize,
    Placing,
    SignatureAttestationData,
)
from hcc.settings import Settings

from .attestations import check_host, check_url
from .resources import BookEntry
from .signature_visit import HELPER_WORDS, IDENTITY_WORDS, HelperRole, Identity, SignatureVisit, SignedPaper


def for_signatures(entry: BookEntry, settings: Settings, *, placing: Placing, top_mm: int) -> SignatureAttestationData:
    """The attestation of a line of signatures, of a translation or a contract, under the signatures or on its own."""
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
        # An original goes to each who signed for it; every one of them bears the attestation.
        papers=min(paper.originals, PAPERS_IN_A_JOB) if (paper := how.paper) is not None else entry.papers,
        size=_size(entry, paper) if paper is not None else (),
        transaction=paper.transaction if paper is not None else "",
        translated_from=paper.translated_from if paper is not None else "",
        translated_to=paper.translated_to if paper is not None else "",
        keeper=settings.office_name if paper is not None else "",
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
    issued, side = (seen.issued, seen.side) if seen is not None else ("", "")
    return AttestedPerson(person.name, person.citizen_number, IDENTITY_WORDS[kind], issued, side)


def _size(entry: BookEntry, paper: SignedPaper) -> tuple[AttestedSize]:
    return (AttestedSize(str(paper.originals), str(paper.sheets), str(entry.pages)),)


def _hour(typed: str) -> str:
    """ "14:30" as papers say it."""
    hour, minute = typed.split(":")
    return f"{int(hour)} giờ {minute} phút"
