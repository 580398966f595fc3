"""What can go wrong with a PDF, each with the facts a page needs to say so."""


class PdfError(Exception):
    """Any refusal of this package."""


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
