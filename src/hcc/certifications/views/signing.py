"""Signing electronic copies: one, or up to fifty with one PIN, each issued or left as it was."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyramid.request import Request

from hcc.accounts.confirming import SIGNING_MINUTES
from hcc.children.errors import ChildError
from hcc.core.calendar import LOCAL
from hcc.core.errors import Refusal
from hcc.core.text import message
from hcc.files.received import workspace
from hcc.pdf.errors import PdfError
from hcc.printing.slips import render_slip
from hcc.signing import errors as signing_errors
from hcc.signing.keys import SigningKey
from hcc.signing.token import TokenKey
from hcc.web.once import keep_answer
from hcc.web.transactions import committed, outside_transaction

from ..attestations import BLOCK_MM, for_stamp
from ..operations.sign import begin_signing, issue, stamp_and_sign
from ..resources import BookEntry
from ..signers import refusal_of
from .key import readable_key

log = logging.getLogger(__name__)

BATCH = 50
"""Papers signed with one PIN."""
PIN_LETTERS = 64


class SigningFailed(Refusal):
    """Stamping or signing broke; the number stays taken and the paper can be signed again."""

    text = message("The paper could not be signed. Its number stays. Press sign once more, or strike it with a reason.")


class KeyAway(Refusal):
    """The file with the key or its certificate is gone or cannot be opened."""

    text = message(
        "The signing key cannot be read, so nothing was signed. The number stays. "
        "Tell the administrator, then sign again."
    )


class CertificateEnded(Refusal):
    text = message(
        "The signing certificate ended on ${day}. Nothing is signed with it. The number stays: have the certificate "
        "renewed, or strike the number and certify in ink."
    )


class CertificateNotBegun(Refusal):
    text = message(
        "The signing certificate begins on ${day}. If that day has passed, this computer's clock is wrong: have it set."
    )


class PinMissing(Refusal):
    field = "pin"
    text = message("Type the PIN of the signing token. It is used once and kept nowhere.")


class PinWrong(Refusal):
    field = "pin"
    text = message(
        "The PIN is wrong, so nothing was signed. The token takes at most ${left} more wrong tries, then it locks. "
        "Look the PIN up before you type it again."
    )


class TokenIsLocked(Refusal):
    text = message(
        "The token locked itself after too many wrong PINs. Nothing more was signed. "
        "Only whoever issued the token can open it again: call them. Until then certify in ink."
    )


class TokenNotThere(Refusal):
    text = message(
        "The signing token does not answer, so this was not signed. Its number stays. "
        "Plug the token in firmly, wait a moment, then sign again."
    )


class TokenInUse(Refusal):
    text = message("Somebody else is signing with the token just now. Wait a minute, then sign again.")


class OtherToken(Refusal):
    text = message(
        "The token that is plugged in holds another certificate than the one of this office, so nothing was signed. "
        "Plug in the right token; if the certificate was renewed, the administrator must enter the new one."
    )


@dataclass(frozen=True)
class Outcome:
    """What became of one paper."""

    entry: BookEntry
    refusal: Refusal | None = None

    @property
    def done(self) -> bool:
        return self.refusal is None

    @property
    def complaints(self) -> list[Refusal]:
        return self.refusal.complaints if self.refusal is not None else []


def sign_papers(request: Request, entries: Sequence[BookEntry], pin: str) -> list[Outcome]:
    """Sign each paper and store it, in transactions of their own; what is not signed keeps its number and waits.

    A paper that cannot be signed does not stop the others; trouble with the token does, and is then the outcome of
    every paper left. Raises a Refusal when the batch could not begin: a wrong PIN, no key, no valid certificate.
    """
    key = readable_key(request)
    if key is None:
        raise KeyAway()
    _check_validity(key, request.now)
    if key.needs_pin and not pin:
        raise PinMissing()
    outcomes: list[Outcome] = []
    try:
        with key.opened(pin) as opened:
            outcomes.extend(_one_by_one(request, entries, opened))
    except signing_errors.SigningError as error:
        raise _said(error) from None
    return outcomes


def _one_by_one(request: Request, entries: Sequence[BookEntry], key: SigningKey) -> Iterator[Outcome]:
    stopped: Refusal | None = None
    for entry in entries:
        if stopped is None:
            try:
                _sign(request, entry, key)
            except signing_errors.TokenError as error:
                stopped = _said(error)
            except Refusal as refusal:
                yield Outcome(entry, refusal)
                continue
        yield Outcome(entry, stopped)


def _sign(request: Request, entry: BookEntry, key: SigningKey) -> None:
    """Stamp and sign outside any transaction, then store in one of its own: the number was committed before."""
    office, act, at, path = request.office, request.act, request.now, request.resource_path(entry)
    own_key = _key_of(request, entry)
    if own_key and request.official.answers.find(own_key):
        return
    today = at.astimezone(LOCAL).date()
    if (ended := refusal_of(request.site.accounts, entry.signer.login, on=today, kind=entry.book.kind)) is not None:
        raise ended
    signing = begin_signing(entry, location=f"{office.commune}, {office.province}", act=act)
    block_data = for_stamp(entry, office, trial=key.is_trial)
    with workspace(office.var) as folder:
        target = folder / "signed.pdf"

        def work():
            block = render_slip("stamp_block", block_data, at=at)
            return stamp_and_sign(signing, block, target, key=key, size_mm=BLOCK_MM, at=at)

        try:
            signed = outside_transaction(request, work)
        except signing_errors.TokenError:
            raise
        except (PdfError, ChildError, signing_errors.SigningError, OSError):
            log.exception("signing failed")
            raise SigningFailed() from None

        def store() -> None:
            issue(request.site.books, entry=entry, paper=target, signed=signed, key=key, act=act)
            keep_answer(request, path)
            if own_key:
                request.official.answers.keep(own_key, path, at)

        committed(request, store)


def _key_of(request: Request, entry: BookEntry) -> str:
    """The idempotency key of one paper in this form."""
    key = request.POST.get("key", "")
    return hashlib.sha256(f"{key} {entry.token}".encode()).hexdigest()[:32] if isinstance(key, str) and key else ""


def _check_validity(key: SigningKey | TokenKey, at: datetime) -> None:
    if at < key.not_before:
        raise CertificateNotBegun(day=f"{key.not_before.astimezone(LOCAL):%d/%m/%Y}")
    if at > key.not_after:
        raise CertificateEnded(day=f"{key.not_after.astimezone(LOCAL):%d/%m/%Y}")


def _said(error: signing_errors.SigningError) -> Refusal:
    """What the official is told of trouble with the token."""
    if isinstance(error, signing_errors.PinRefused):
        return PinWrong(left=error.left)
    log.warning("signing stopped: %r", error)
    if isinstance(error, signing_errors.TokenLocked):
        return TokenIsLocked()
    if isinstance(error, signing_errors.TokenOfAnotherCertificate):
        return OtherToken()
    return TokenInUse() if isinstance(error, signing_errors.TokenBusy) else TokenNotThere()


def pin_in(request: Request) -> str:
    """The PIN that was typed; nothing of what no token takes."""
    pin = request.POST.get("pin", "")
    return pin if isinstance(pin, str) and len(pin) <= PIN_LETTERS and pin.isprintable() else ""


def may_sign_now(request: Request) -> bool:
    """Whether the official showed a short while ago that it is she."""
    return request.recently_confirmed(SIGNING_MINUTES)
