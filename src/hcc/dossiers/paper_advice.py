"""What intake says of a file, in sentences: of an accepted one what to look at, of a refused one what to do."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from hcc.core.text import TranslationString, message
from hcc.pdf.intake import Verdict
from hcc.pdf.limits import LIMITS, PdfLimits
from hcc.pdf.verdict import ACTIVE

from .operations.attach import SENTENCES

ACCEPTED: dict[str, TranslationString] = {
    "clean": message("The file can be used."),
    "active-removed": message("What could act in the file was taken out. Look whether everything still shows."),
    "signed": message("The file is signed and kept as it is. What is shown is a reading copy."),
}
ADVICE: dict[str, TranslationString] = {
    "blank-page": message("Nothing is on these pages: ${pages}. Scan them again if they were put in upside down."),
    "dark-page": message("These pages are too dark: ${pages}. Scan them again, lighter."),
    "blurred-page": message("These pages are blurred: ${pages}. Scan them again, held still."),
    "sideways-page": message("These pages lie on their side: ${pages}. Turn them before the file is handed on."),
    "hidden-layers": message("The file has hidden parts, which stay hidden. Look whether something is missing."),
}
"""A word of `Verdict.advice`, without its page number, to the sentence that stands for all its pages."""
LOST: dict[str, TranslationString] = {
    "notes": message(
        "Hidden notes and the words of stuck-on notes are not in the copy shown. Look whether one of them matters."
    ),
}
"""A word of `Verdict.removed` that does not act, but whose loss can matter, to its sentence."""
MOST_NAMED = 10
"""Page numbers in one sentence; what is more is an ellipsis."""


def acted(removed: Iterable[str]) -> bool:
    """Whether something that could act was among what was taken out."""
    return not ACTIVE.isdisjoint(removed)


def advice_sentences(advice: Iterable[str], removed: Iterable[str] = ()) -> Iterator[TranslationString]:
    """What to look at: a sentence for each kind of loss, then one for each kind of advice, naming its pages."""
    yield from (LOST[word] for word in removed if word in LOST)
    pages: dict[str, list[str]] = {}
    for each in advice:
        kind, _, number = each.partition(":")
        pages.setdefault(kind, []).append(number)
    for kind, numbers in pages.items():
        if kind in ADVICE:
            named = ", ".join(numbers[:MOST_NAMED]) + (" …" if len(numbers) > MOST_NAMED else "")
            yield TranslationString(ADVICE[kind], mapping={"pages": named})


class Looked(Protocol):
    """What intake said of a paper that was taken in, in words of `Verdict`."""

    advice: tuple[str, ...]
    removed: tuple[str, ...]


def advice_of(paper: Looked) -> list[TranslationString]:
    """What to look at in a paper that was taken in."""
    return list(advice_sentences(paper.advice, paper.removed))


def verdict_sentences(verdict: Verdict, limits: PdfLimits = LIMITS) -> list[TranslationString]:
    """What to tell whoever handed the file in: first what became of it, then advice."""
    if not verdict.accepted:
        facts = {"limit": limits.file_bytes // 2**20, "pages": limits.pages}
        return [TranslationString(SENTENCES[verdict.word], mapping=facts)]
    return [ACCEPTED[verdict.word], *advice_sentences(verdict.advice, verdict.removed)]
