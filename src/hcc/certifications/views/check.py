"""The public check of an issued paper, by its QR code or by the file itself."""

import re
from threading import Semaphore

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.accounts.throttle import TriesPerPlace
from hcc.core.calendar import LOCAL
from hcc.core.moments import day_line
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.files.received import TooBig, receive, workspace

from ..places import IssuedPaper, PaperCheck
from ..resources import CONTRACTS, COPIES, INK, SIGNATURES, TRANSLATORS, BookEntry
from ..verdicts import Verdict, keys_signed_with, verdict_on, verdict_on_hash
from ..workflow import CANCELLED, ISSUED, NUMBERED, ON_PAPER, REPLACED, RESERVED, STRUCK
from .key import readable_key

TOO_MANY = message("Too many files at once. Wait five minutes, then try again.")

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")

AT_ONCE = 2
"""Files of strangers looked at at once: a file made to be slow must not keep every thread of the server busy."""

VERDICTS: dict[str, tuple[str, TranslationString, TranslationString]] = {
    "genuine": (
        "ok",
        message("Genuine"),
        message("This file is exactly the one the centre issued. The paper is valid."),
    ),
    "changed-after": (
        "bad",
        message("Something was added"),
        message("The file holds what the centre issued, and something was added later. Do not rely on it."),
    ),
    "altered": (
        "bad",
        message("Does not match the copy the centre issued"),
        message(
            "The file comes from a paper the centre signed, but is no longer as it was issued: it was changed, or"
            " another program saved it. Do not use it; ask for the file as the centre handed it over."
        ),
    ),
    "other-signer": (
        "info",
        message("Signed by someone else"),
        message("The file carries a signature that is not the centre's. Ask whoever signed it."),
    ),
    "not-ours": (
        "info",
        message("Does not match any copy the centre issued"),
        message(
            "The file does not match anything the centre issued. It may be a scan or a print of it: check the QR code."
        ),
    ),
}
"""Verdict word -> kind of block, heading, sentence."""

STATES = {
    NUMBERED: (
        "warn",
        message("Not issued yet"),
        message("A number was taken for this paper, but it is not signed. It is not valid yet."),
    ),
    ISSUED: ("ok", message("Entered in the book"), message("The centre issued a paper with this number.")),
    STRUCK: ("bad", message("Cancelled"), message("This number was struck from the book. The paper is not valid.")),
    CANCELLED: (
        "bad",
        message("Cancelled"),
        message("The centre cancelled this paper after it was issued. Do not use it."),
    ),
    REPLACED: (
        "bad",
        message("Replaced by another paper"),
        message("The centre issued another paper in place of this one. Use the new one, not this."),
    ),
    RESERVED: (
        "warn",
        message("Not issued yet"),
        message("This number is kept for a paper written by hand. Ask the centre what stands there."),
    ),
    ON_PAPER: (
        "info",
        message("Given on paper"),
        message("This number was given in a paper book. Ask the centre what stands there."),
    ),
}
KINDS = {
    COPIES: message("Certified copy of an original"),
    SIGNATURES: message("Certified signature or fingerprint"),
    TRANSLATORS: message("Certified signature of a translator"),
    CONTRACTS: message("Certified contract or transaction"),
}
INK_NOTE = message(
    "This is what the certification book says. It does not stand for signature and seal: look at both on the paper."
)


def facts_of(entry: BookEntry, request: Request) -> list[tuple[TranslationString, str]]:
    """What the register says, without personal data."""
    office, translate = request.office, request.localizer.translate
    counted = [(message("Papers"), str(entry.papers))]
    if entry.copies:
        counted = [(message("Pages"), str(entry.pages)), (message("Copies"), str(entry.copies))]
    return [
        *_taken_back(entry, request),
        (
            message("Certification number"),
            translate(
                message("${number}, volume ${volume}", mapping={"number": entry.number, "volume": entry.volume_line})
            ),
        ),
        (message("Kind"), translate(KINDS[entry.book.kind])),
        (message("Date"), day_line(entry.certified_at.astimezone(LOCAL).date(), request.locale_name)),
        (message("Certified at"), f"{office.authority}, {office.province}"),
        (message("Who signed"), f"{entry.signer.job_title} {entry.signer.name}"),
        *counted,
    ]


def _taken_back(entry: BookEntry, request: Request) -> list[tuple[TranslationString, str]]:
    """When and why an issued paper was cancelled, and what stands in its place."""
    if entry.cancelled_at is None:
        return []
    day = day_line(entry.cancelled_at.astimezone(LOCAL).date(), request.locale_name)
    said = [(message("Cancelled on"), day), (message("Why"), entry.cancelled_reason)]
    if entry.replaced_by:
        number = message(
            "${number}, volume ${volume}",
            mapping={"number": entry.replaced_by, "volume": entry.book.volume_line_of(entry.replaced_by)},
        )
        said.append((message("Replaced by number"), request.localizer.translate(number)))
    return said


def show_check(context: PaperCheck, request: Request) -> dict:
    return {"title": message("Check a paper"), "section": "check", "complaint": None}


def _hash_in(request: Request) -> str:
    """The SHA-256 that a browser worked out instead of sending the file; empty when it is none."""
    sha256 = request.POST.get("sha256", "")
    return sha256 if isinstance(sha256, str) and _SHA256.match(sha256) else ""


def is_known(context: PaperCheck, request: Request) -> dict:
    """Whether a file of this hash was issued: if not, the file itself is needed to tell more."""
    return {"known": _hash_in(request) in context.books.by_hash}


def check_upload(context: PaperCheck, request: Request):
    """Compare a file with the register, by its hash where the browser sent no more. A file is not kept."""
    sent = verdict_on_hash(context.books, _hash_in(request))
    return _shown(sent, request, sent=False) if sent is not None else _check_file(context, request)


def _check_file(context: PaperCheck, request: Request):
    tries: TriesPerPlace = request.registry["hcc.check_tries"]
    # Not `client_addr`, which is whatever the sender wrote into X-Forwarded-For.
    place = request.remote_addr or ""
    page = show_check(context, request)
    upload = request.POST.get("paper")
    if upload is None or not hasattr(upload, "file"):
        request.response.status = 422
        return {**page, "complaint": message("Choose the PDF file first, then press check."), "errors": True}
    if tries.blocked("", place):
        request.response.status = 429
        return {
            **page,
            "complaint": TOO_MANY,
            "errors": True,
        }
    tries.failed("", place)
    books = context.books
    key = readable_key(request)
    keys = keys_signed_with(books, present=key.fingerprint if key is not None else None)
    at_once: Semaphore = request.registry["hcc.checks_at_once"]

    if not at_once.acquire(blocking=False):
        return _not_now(request, page, TOO_MANY)
    try:
        with workspace(request.office.var) as folder:
            received = receive(upload.file, folder, limit=request.office.upload_mb * 1024 * 1024)
            verdict = verdict_on(books, received.path, keys=keys)
    except TooBig:
        request.response.status = 413
        sentence = message("The file is larger than any the centre issued: it is not one of ours.")
        return {**page, "complaint": sentence, "errors": True}
    finally:
        at_once.release()
    if not keys and verdict.entry is None:
        # Without the key one of ours that was altered looks like a stranger's.
        return _not_now(
            request, page, message("This file cannot be checked just now. Try again later, or call the centre.")
        )
    return _shown(verdict, request, sent=True)


def _shown(verdict: Verdict, request: Request, *, sent: bool) -> dict:
    """The page of a verdict on a file; `sent`: the file itself came here, and was deleted."""
    entry = verdict.entry
    kind, heading, sentence = VERDICTS.get(verdict.word) or STATES[verdict.word]
    request.override_renderer = "hcc:templates/certifications/verdict.pt"
    return {
        "title": heading,
        "section": "check",
        "back": ("/kiem-tra", message("Check another paper")),
        "kind": kind,
        "verdict": heading,
        "words": sentence,
        "word": verdict.word,
        "facts": facts_of(entry, request) if entry is not None else [],
        "note": None,
        "trial": bool(entry is not None and entry.trial),
        "sent": sent,
        "compared": not sent,
    }


def _not_now(request: Request, page: dict, sentence: TranslationString) -> dict:
    request.response.status = 503
    request.response.headers["Retry-After"] = "60"
    return {**page, "complaint": sentence, "errors": True}


def show_issued(context: IssuedPaper, request: Request) -> dict:
    """/kiem-tra/<token>: what the book says of the paper in the reader's hand."""
    entry = context.entry
    kind, heading, sentence = STATES[entry.state]
    return {
        "title": heading,
        "section": "check",
        "back": ("/kiem-tra", message("Check another paper")),
        "kind": kind,
        "verdict": heading,
        "words": sentence,
        "word": entry.state,
        "facts": facts_of(entry, request),
        "note": INK_NOTE if entry.way == INK else message("To be sure of an electronic copy, check the file itself."),
        "trial": entry.trial,
        "sent": False,
        "compared": False,
    }


def includeme(config: Configurator) -> None:
    config.registry["hcc.check_tries"] = TriesPerPlace(same=60, place=60, altogether=1_000)
    config.registry["hcc.checks_at_once"] = Semaphore(AT_ONCE)
    public = {"permission": Permission.SITE_VIEW}
    page = {"context": PaperCheck, "renderer": "hcc:templates/certifications/check.pt", **public}
    config.add_view(show_check, request_method="GET", **page)
    config.add_view(check_upload, request_method="POST", **page)
    config.add_view(is_known, context=PaperCheck, name="known", request_method="POST", renderer="json", **public)
    config.add_view(
        show_issued,
        context=IssuedPaper,
        request_method="GET",
        renderer="hcc:templates/certifications/verdict.pt",
        **public,
    )
