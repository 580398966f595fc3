"""The words of intake: what became of a PDF that was handed in."""

from dataclasses import dataclass

ACCEPTED = frozenset({"clean", "active-removed", "signed"})
"""`clean`: served as it looked. `active-removed`: something that could act was taken out, `removed` says what.
`signed`: carries somebody's signature; the original is the paper, the clean copy is only for reading."""

REFUSED = frozenset(
    {
        "password",  # needs a password to be read
        "empty",  # no bytes
        "not-pdf",  # nor a photo that can be read
        "heic",  # a photo as iPhones keep it
        "animated",
        "too-many-pixels",  # of a photo
        "damaged",  # cut off, or beyond repair
        "no-pages",
        "too-big",
        "too-many-pages",
        "too-complex",  # objects, pixels, page size, decompressed bytes or memory
        "too-slow",
    }
)


ACTIVE = frozenset(
    {
        "attachment",
        "automatic-action",
        "external-document",
        "external-stream",
        "form-action",
        "javascript",
        "launch",
        "link",
        "media",
        "open-action",
        "postscript",
        "xfa",
    }
)
"""Kinds of what acts, in `Verdict.removed`."""


class Refused(Exception):
    """Raised inside a worker to end the work with a word of REFUSED. `pages` is their number where known."""

    def __init__(self, word: str, pages: int = 0, detail: str = ""):
        super().__init__(word)
        self.word = word
        self.pages = pages
        self.detail = detail


@dataclass(frozen=True)
class Verdict:
    """What intake decided about one file."""

    accepted: bool
    word: str
    """One of ACCEPTED or REFUSED."""
    pages: int
    """0 where they were not counted."""
    removed: tuple[str, ...]
    """What the clean copy no longer has, sorted: those of ACTIVE, and `encryption`, `fields`
    (drawn into the page) and `notes` (such as highlights that do not print), whose loss can change what is seen and is
    worth a look."""
    signed: bool
    seconds: float
    """Wall time of the whole intake."""
    advice: tuple[str, ...] = ()
    """What to look at in an accepted file: `hidden-layers`, or a word and the page it is about, counted from 1:
    `blank-page:3`, `dark-page:3`, `blurred-page:3`, `sideways-page:3`."""
