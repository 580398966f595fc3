"""Bringing stored certification books to the shape this code expects."""

from BTrees.IOBTree import IOBTree

from hcc.core.short_leaves import NumberedTree

from .closings import Volume
from .resources import BookFolder
from .workflow import OPEN_STATES


def books_of_every_kind(books: BookFolder) -> None:
    """Kinds of books that there were none of get their place; books know their volumes and closed days."""
    books.begin_kinds()
    for book in books.books():
        book._p_activate()  # what is not loaded has no attributes to look at
        if "volumes" not in vars(book):
            book.volumes = (Volume(1, 1),)
        if "_closings" not in vars(book):
            book._closings = IOBTree()


def lines_by_hand(books: BookFolder) -> None:
    """Books find the lines of which only the number is known, so that they can be entered afterwards."""
    for book in books.books():
        book._p_activate()
        if "_by_hand" not in vars(book):
            lines = {entry.number: entry for entry in book if entry.state in OPEN_STATES}
            book._by_hand, book._open = NumberedTree(lines), NumberedTree(lines)


def desk_beside_the_books(books: BookFolder) -> None:
    """Written refusals, printers and money of the desk get their places."""
    books.begin_desk()


def links_to_copies(books: BookFolder) -> None:
    """The links by which citizens fetch their electronic copies get their place."""
    books.begin_desk()


def fees_of_transactions(books: BookFolder) -> None:
    """What contracts and transactions cost gets its place."""
    books.begin_desk()
