"""The papers of a dossier as files: the received bytes untouched, and the clean copies that are shown."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from BTrees.IOBTree import IOBTree
from persistent import Persistent
from ZODB.blob import Blob

from hcc.core.folder import number_name

if TYPE_CHECKING:
    from .resources import Dossier


class PageTexts(Persistent):
    """The text layer of each page of a clean copy, in a record of its own: whoever opens a dossier does not read it."""

    def __init__(self, sha256: str, pages: tuple[str, ...]) -> None:
        self.sha256 = sha256
        """Of the clean copy the texts were read from."""
        self.pages = pages


class Original(Persistent):
    """One received file: its bytes, their SHA-256 and how many."""

    def __init__(self, sha256: str, size: int, original: Blob | None = None) -> None:
        self.sha256 = sha256
        self.size = size
        self.original = original if original is not None else Blob()


class Attachment(Persistent):
    """One paper: the received bytes untouched, and the clean copy that is shown."""

    def __init__(self, number: int, *, component: int | None, name: str, sha256: str, size: int, pages: int) -> None:
        self.__name__ = str(number)
        self.number = number
        self.component = component
        """Index into the revision's components; None for anything else."""
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.pages = pages
        self.original = Blob()
        self.clean = Blob()
        self.clean_sha256 = ""
        self.verdict = "clean"
        self.removed: tuple[str, ...] = ()
        self.signed = False
        self.added_by = ""
        self.added_at: datetime | None = None

    __parent__: Any = None
    advice: tuple[str, ...] = ()
    """What intake said to look at, as words: `hcc.pdf.verdict.Verdict.advice`."""
    others: tuple[Original, ...] = ()
    """Further received files whose pages it has: photos sent together, papers put together."""

    @property
    def clean_name(self) -> str:
        """What the clean copy is called: it is a PDF, whatever came."""
        stem, dot, ending = self.name.rpartition(".")
        return self.name if ending.lower() == "pdf" else f"{stem if dot and stem else self.name}.pdf"

    @property
    def received(self) -> tuple[Original, ...]:
        """Every received file its pages are from."""
        size = self.size - sum(other.size for other in self.others)
        return (Original(self.sha256, size, self.original), *self.others)

    texts: PageTexts | None = None
    """None until a job has read them."""


class AttachmentFolder(Persistent):
    """.../giay-to: the papers of a dossier by number."""

    SLUG = "giay-to"
    last_number = 0
    """The highest number ever given: one that was taken away is never given again, since records name papers by it."""
    handed_in = 0
    """Papers up to this number were handed in and stay: a mistaken one can only be taken away before that."""

    def __init__(self, dossier: "Dossier") -> None:
        self.__name__ = self.SLUG
        self.__parent__ = dossier
        self._papers = IOBTree()

    def __getitem__(self, name: str) -> Attachment:
        return self._papers[number_name(name)]

    def __contains__(self, name: str) -> bool:
        return name.isdecimal() and name.isascii() and int(name) in self._papers

    def add(self, attachment: Attachment) -> None:
        attachment.__parent__ = self
        self._papers[attachment.number] = attachment
        self.last_number = max(self.last_number, attachment.number)
        self.__parent__.has_papers = True

    def remove(self, number: int) -> None:
        del self._papers[number]

    def keep(self) -> None:
        """Everything that is here now stays."""
        last = self.next_number - 1
        if last != self.handed_in:
            self.handed_in = last

    @property
    def next_number(self) -> int:
        return max(self.last_number, self._papers.maxKey() if self._papers else 0) + 1

    def __iter__(self) -> Iterator[Attachment]:
        return iter(self._papers.values())

    def __len__(self) -> int:
        return len(self._papers)
