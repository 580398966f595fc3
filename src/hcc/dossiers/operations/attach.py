"""Adding a paper: the received bytes are kept as they came, the clean copy is what is shown."""

from pathlib import Path

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.files.blobs import keep_file
from hcc.files.names import shown_name
from hcc.files.received import Received, sha256_of
from hcc.pdf.intake import Verdict

from ..checklist import Verdict as Found
from ..events import PaperAttached, PaperDetached
from ..quotas import QUOTAS, Quotas, check_room, count_sent
from ..resources import Attachment, Dossier
from ..workflow import SUPPLEMENT_REQUESTED
from .moving import check_standing, stay

SENTENCES: dict[str, TranslationString] = {
    "empty": message("The file is empty: nothing was in it. Scan or choose it again."),
    "not-pdf": message("This is neither a PDF file nor a photo. Scan the paper to PDF, or send a JPEG photo."),
    "heic": message("This is an iPhone photo (HEIC). Choose Settings, Camera, Formats, Most Compatible, or send JPEG."),
    "animated": message("The picture moves. Send a still photo of the paper."),
    "too-many-pixels": message("The picture is too large to open. Take the photo again at the ordinary size."),
    "damaged": message("The file is damaged and cannot be opened. Scan the paper again."),
    "no-pages": message("The PDF has no page in it. Scan the paper again."),
    "password": message("The file is locked with a password. Save a copy without a password and send that."),
    "too-big": message("The file is larger than ${limit} MB. Scan again in grey at 200 dpi."),
    "too-many-pages": message("The file has more than ${pages} pages. Split it and send the parts."),
    "too-complex": message(
        "The file is built so that opening it could harm the computer. Print it and scan the print."
    ),
    "too-slow": message("The file takes too long to open. Print it and scan the print."),
}


class PaperRefused(Refusal):
    """A file that cannot be taken in; `word` is the intake's verdict."""

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(**facts)
        self.word = word
        self.text = SENTENCES.get(word, SENTENCES["damaged"])


class HandedInAlready(Refusal):
    """After reception only what is still owed is added to a component."""

    text = message("${paper} was handed in already and stays as it is. Choose “Another paper” for what is new.")


class PaperStays(Refusal):
    text = message("This paper was handed in with the dossier and cannot be taken away any more.")


class NoSuchPaper(Refusal):
    text = message("This paper was already taken away.")


def paper_numbered(dossier: Dossier, number: int) -> Attachment:
    """The paper with this number. Raises NoSuchPaper."""
    try:
        return dossier.papers[str(number)]
    except KeyError:
        raise NoSuchPaper() from None


def _handed_in(dossier: Dossier, component: int) -> bool:
    """Whether the component of a received dossier is neither asked for nor owed."""
    received = dossier.received_at is not None and dossier.state != SUPPLEMENT_REQUESTED
    return received and dossier.component_verdict(component) is not Found.PAPER_LATER


def fits_component(dossier: Dossier, component: int | None) -> int | None:
    """The component a paper may be given to; None, another paper, for one that the dossier's case does not have."""
    needed = dict(dossier.components())
    if component is None or component not in needed:
        return None
    if _handed_in(dossier, component):
        raise HandedInAlready(paper=needed[component].name)
    return component


def fill_component(dossier: Dossier, component: int | None) -> None:
    """What has a paper now is not missing any more."""
    found = dossier.verdicts.get(component) if component is not None else None
    if found is not None and found.verdict is Found.MISSING:
        dossier.verdicts = {index: kept for index, kept in dossier.verdicts.items() if index != component}


def attach(
    dossier: Dossier,
    *,
    received: Received,
    clean: Path,
    verdict: Verdict,
    name: str,
    component: int | None,
    act: Act,
    quotas: Quotas = QUOTAS,
) -> Attachment:
    """Store a paper that the intake accepted."""
    check_standing(dossier, "attach", None)
    if not verdict.accepted:
        raise PaperRefused(verdict.word)
    check_room(dossier, received.size, quotas=quotas, act=act)
    component = fits_component(dossier, component)
    paper = Attachment(
        dossier.papers.next_number,
        component=component,
        name=shown_name(name),
        sha256=received.sha256,
        size=received.size,
        pages=verdict.pages,
    )
    paper.clean_sha256 = sha256_of(clean)
    paper.verdict, paper.removed, paper.signed = verdict.word, verdict.removed, verdict.signed
    paper.advice = verdict.advice
    paper.added_by, paper.added_at = act.by, act.at
    dossier.papers.add(paper)
    count_sent(dossier, paper.size, act)
    keep_file(paper.original, received.path, near=dossier.__parent__)
    keep_file(paper.clean, clean, near=dossier.__parent__)
    fill_component(dossier, component)
    digests = {"sha256": paper.sha256, "clean": paper.clean_sha256}
    stay(dossier, "attach", act=act, number=paper.number, pages=paper.pages, verdict=verdict.word, **digests)
    act.announce(PaperAttached(dossier, paper, act.at))
    return paper


def detach(dossier: Dossier, *, number: int, act: Act) -> None:
    """Take a mistaken paper away before it is handed in; that it was there stays on record."""
    check_standing(dossier, "detach", None)
    paper = paper_numbered(dossier, number)
    if number <= dossier.papers.handed_in:
        raise PaperStays()
    dossier.papers.remove(number)
    stay(dossier, "detach", act=act, number=number, sha256=paper.sha256)
    act.announce(PaperDetached(paper))
