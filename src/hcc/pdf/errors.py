"""What can go wrong with a PDF, each with the facts a page needs to say so."""


class PdfError(Exception):
    """Any refusal of this package."""


class ChildStopped(PdfError):
    """A child process ended without an answer: the file in its hands was too much for it.

    `word` is "too-slow" (time ran out) or "too-complex" (memory ran out or the library gave up); `ending` says how the
    process ended, for the log.
    """

    def __init__(self, worker: str, word: str, ending: str):
        super().__init__(f"{worker}: {word} ({ending})")
        self.worker = worker
        self.word = word
        self.ending = ending


class ChildBroken(PdfError):
    """A child process could not even start: the installation is at fault, not the file. `stderr` is its last output."""

    def __init__(self, worker: str, stderr: str):
        super().__init__(f"{worker} does not start: {stderr}")
        self.worker = worker
        self.stderr = stderr


class Unreadable(PdfError):
    """The file is no PDF we can work on; `reason` is for the log, not for people."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class NoSuchPage(PdfError):
    """The file has `pages` pages and `page` (counted from 1) is not one of them."""

    def __init__(self, page: int, pages: int):
        super().__init__(f"page {page} of {pages}")
        self.page = page
        self.pages = pages


class AlreadySigned(PdfError):
    """The file carries a signature, which saving it again would break."""


class BlockRefused(PdfError):
    """The block to stamp is not a PDF of exactly one page; `pages` is what it has, 0 when it cannot be read."""

    def __init__(self, pages: int):
        super().__init__(f"a block of {pages} pages")
        self.pages = pages
