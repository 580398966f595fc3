"""Opening a new volume (quyển số) of a year's book: numbers go on."""

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..closings import Volume
from ..resources import Book, BookFolder
from ..telling import OPENED_VOLUME
from .close import YearIsClosed
from .numbering import check_book_clock


class VolumeEmpty(Refusal):
    text = message("Volume ${volume} has no line yet: go on writing in it.")


def open_volume(books: BookFolder, *, book: Book, act: Act) -> Volume:
    """The next number stands in a volume of its own."""
    if book.closed is not None:
        raise YearIsClosed(book=book.volume_line)
    check_book_clock(books, book.kind, act.at)
    first = book.last_number + 1
    if first == book.volume.first:
        raise VolumeEmpty(volume=book.volume_line)
    volume = Volume(book.volume.number + 1, first)
    book.volumes = (*book.volumes, volume)
    book.chain.append(act, OPENED_VOLUME, volume=volume.number, first=first)
    return volume
