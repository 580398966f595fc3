"""PDF files among the pages: looked at as papers of dossiers are, and given away as a copy in which nothing acts."""

from collections.abc import Iterable
from pathlib import Path

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.files.received import Received, sha256_of
from hcc.pdf.intake import Verdict, take_in
from hcc.pdf.limits import PdfLimits
from hcc.pdf.verdict import ACTIVE

SENTENCES: dict[str, TranslationString] = {
    "password": message("The file is locked with a password. Save a copy without a password and send that."),
    "damaged": message("The PDF is damaged and cannot be opened. Save it as PDF once more, and choose that one."),
    "no-pages": message("The PDF has no page in it. Save it as PDF once more, and choose that one."),
    "too-many-pages": message("The file has more than ${pages} pages. Split it and send the parts."),
    "too-complex": message(
        "The PDF is built so that opening it could harm the computer. Print it to PDF, and choose that one."
    ),
    "too-slow": message("The PDF takes too long to open. Print it to PDF, and choose that one."),
}
LINKS = "link"
"""What a signed file may keep: an address one can press runs nothing."""
ACTED = message("Taken out of “${name}”, because it could act on people's computers: ${what}.")
UNSIGNED = message("“${name}” was signed. The copy that people get is not: what could act had to be taken out of it.")
NOTES = message("Hidden notes and the words of stuck-on notes are not in “${name}” any more.")
FIELDS = message("The fields of “${name}” are part of the page now: people print it and write by hand.")
NO_LINKS = message("Addresses in “${name}” cannot be pressed any more. Put important ones into what the file is for.")
WORDS: dict[str, TranslationString] = {
    "attachment": message("attached files"),
    "automatic-action": message("automatic acts"),
    "external-document": message("ways to other files"),
    "external-stream": message("ways to other files"),
    "form-action": message("sending of forms"),
    "javascript": message("scripts"),
    "launch": message("starting of programs"),
    "media": message("sound and film"),
    "open-action": message("automatic acts"),
    "postscript": message("scripts"),
    "xfa": message("forms of another make"),
}
"""What was taken out, in words; of `ACTIVE` all but links."""


class PdfRefused(Refusal):
    """A PDF that cannot be given away; `word` is the intake's verdict."""

    field = "file"

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(**facts)
        self.word = word
        self.text = SENTENCES.get(word, SENTENCES["damaged"])


def given_away(received: Received, folder: Path, limits: PdfLimits) -> tuple[Received, Verdict, bool]:
    """What people get in the place of a PDF, what was found in it, and whether that is the file as it came.

    A signed file in which nothing acts stays as it is, since its signature holds for these bytes only. Everything else
    becomes a clean copy in `folder`. Raises PdfRefused.
    """
    clean = folder / "clean.pdf"
    verdict = take_in(received.path, clean, limits)
    if not verdict.accepted:
        raise PdfRefused(verdict.word, pages=limits.pages)
    if verdict.signed and not acting(verdict.removed):
        return received, verdict, True
    return Received(clean, clean.stat().st_size, sha256_of(clean)), verdict, False


def acting(removed: Iterable[str]) -> frozenset[str]:
    """What of that which was found could act."""
    return frozenset(removed) & (ACTIVE - {LINKS})


def acting_words(removed: Iterable[str], say) -> list[str]:
    """What of that which was taken out could act, in words. `say` translates."""
    return sorted({say(WORDS[word]) for word in acting(removed)})


def taken_out(name: str, removed: Iterable[str], *, signed: bool, say) -> list[TranslationString]:
    """What whoever sent it is told of the copy that people get. `say` translates."""
    removed = frozenset(removed)
    found = []
    if words := acting_words(removed, say):
        found.append(TranslationString(ACTED, mapping={"name": name, "what": ", ".join(words)}))
    told = {UNSIGNED: signed, FIELDS: "fields" in removed, NOTES: "notes" in removed, NO_LINKS: LINKS in removed}
    return [*found, *(TranslationString(words, mapping={"name": name}) for words, is_so in told.items() if is_so)]
