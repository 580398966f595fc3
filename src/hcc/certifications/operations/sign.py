"""Issuing an electronic copy: stamp and sign outside any transaction, then store paper and hash in one."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ZODB.blob import Blob

from hcc.core.act import Act
from hcc.core.errors import NotInThisState, Refusal
from hcc.core.text import message
from hcc.files.blobs import keep_file
from hcc.files.received import sha256_of
from hcc.pdf.stamp import stamp
from hcc.signing.keys import SigningKey

from ..resources import ELECTRONIC, BookEntry, BookFolder, tray_key
from ..stamp_places import StampPlace
from ..workflow import WORKFLOW
from .certify import USUAL_PLACE

if TYPE_CHECKING:
    from hcc.signing.sign import SignedPaper


class NotTheSigner(Refusal):
    text = message("This paper waits for the signature of ${name}. Only that person can sign it.")


CLOCK_MAY_DIFFER = timedelta(minutes=2)
"""A batch has one moment; numbers others take meanwhile are later than it."""


class ClockBehindPaper(Refusal):
    text = message(
        "This computer's clock is behind the last line of the book, so nothing was signed. Have it set first."
    )


class ScanChanged(Refusal):
    text = message(
        "The scan is no longer the file that was looked at, so it was not signed. "
        "Scan the original again, and strike this number with the reason."
    )


class NotElectronic(Refusal):
    text = message("This paper is signed in ink: print its attestation, then mark it as signed.")


@dataclass(frozen=True)
class Signing:
    """Everything the work outside the transaction needs, read beforehand."""

    source: Path
    sha256: str
    """Of the source as it was taken in and looked at."""
    reason: str
    location: str
    signer_name: str
    mark: str
    """What every page of the copy says of itself: the token of its line."""
    place: StampPlace = USUAL_PLACE


def begin_signing(entry: BookEntry, *, location: str, act: Act) -> Signing:
    """Check that the paper may be signed by this person now, and read what signing needs."""
    WORKFLOW.target("sign", entry.state)
    if entry.way != ELECTRONIC or entry.scan is None:
        raise NotElectronic()
    if entry.signer.login != act.by:
        raise NotTheSigner(name=entry.signer.name)
    last = entry.book.chain.last
    if last is not None and last.at > act.at + CLOCK_MAY_DIFFER:
        raise ClockBehindPaper()
    return Signing(
        Path(entry.scan.clean.committed()),
        entry.scan.clean_sha256,
        f"Chứng thực bản sao đúng với bản chính, số {entry.number}, quyển số {entry.volume_line}",
        location,
        entry.signer.name,
        entry.token,
        entry.scan.place,
    )


def stamp_and_sign(
    signing: Signing, block: bytes, target: Path, *, key: SigningKey, size_mm: tuple[float, float], at: datetime
) -> "SignedPaper":
    """Stamp the attestation block upright in its place, then sign; the signature comes last.

    Raises ScanChanged, and what `hcc.pdf.stamp` and `hcc.signing.sign` raise; then there is no target.
    """
    # Signing imports pyHanko, which the start of the program does not wait for.
    from hcc.signing.sign import sign_pdf

    if sha256_of(signing.source) != signing.sha256:
        raise ScanChanged()
    stamped = target.with_name("stamped.pdf")
    width, height = size_mm
    place = signing.place
    stamp(
        signing.source,
        block,
        stamped,
        pages=place.pages,
        corner=place.corner,
        width_mm=width,
        height_mm=height,
        mark=signing.mark,
    )
    return sign_pdf(
        stamped,
        target,
        key,
        reason=signing.reason,
        location=signing.location,
        signer_name=signing.signer_name,
        at=at,
        use_up=True,
    )


def issue(
    books: BookFolder, *, entry: BookEntry, paper: Path, signed: "SignedPaper", key: SigningKey, act: Act
) -> None:
    """Store the signed paper and its hash: from now on the public check calls it genuine."""
    if entry.state == "issued":
        raise NotInThisState(act="sign", state=entry.state)
    entry.state = WORKFLOW.target("sign", entry.state)
    # A hard link is consumed, so that another try after a conflict still finds the file.
    link = paper.with_name(f"{paper.name}.stored")
    link.unlink(missing_ok=True)
    os.link(paper, link)
    entry.paper = Blob()
    keep_file(entry.paper, link, near=books)
    entry.sha256, entry.issued_at, entry.trial = signed.sha256, act.at, key.is_trial
    books.by_hash[signed.sha256] = entry
    if key.fingerprint not in books.signed_with:
        books.signed_with |= {key.fingerprint}
    books.waiting.pop(tray_key(entry), None)
    entry.book.chain.append(act, "signed", number=entry.number, sha256=signed.sha256)
