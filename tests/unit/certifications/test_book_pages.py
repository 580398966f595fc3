"""What the printed book says of lines that are no plain ones."""

from hcc.certifications.book_pages import volume_data
from hcc.certifications.closings import Volume
from hcc.certifications.operations.cancel import cancel
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.confirm_paper import confirm_paper, wait_for_paper
from hcc.certifications.operations.open_volume import open_volume
from hcc.certifications.operations.strike import strike
from hcc.certifications.resources import COPIES, BookFolder
from unit.certifications.building import DEGREE, book, visit
from unit.certifications.test_books import office
from unit.dossiers.building import act


def rows_of(books: BookFolder, volume: Volume | None = None):
    one = book(books)
    return volume_data(one, volume or one.volume, office()).rows


def test_the_notes_say_what_became_of_a_number():
    books = BookFolder()
    struck, old, new = visit(books, DEGREE, DEGREE, DEGREE).entries
    strike(books, entry=struck, reason="In hỏng", act=act("chungthuc", minutes=1))
    for entry in (old, new):
        confirm(books, entry=entry, act=act("chungthuc", minutes=1))
    cancel(old, reason="Sai họ tên", replaced_by=3, act=act("chungthuc", minutes=2))
    wait_for_paper(books, act(minutes=3).at)
    confirm_paper(books, kind=COPIES, last=4, act=act("chungthuc", minutes=4))
    rows = rows_of(books)
    assert [(row.number, row.struck, row.on_paper, row.note) for row in rows] == [
        ("1", True, False, "In hỏng"),
        ("2", False, False, "Hủy ngày 23/11/2026, thay bằng số 3: Sai họ tên"),
        ("3", False, False, ""),
        ("4", False, True, ""),
    ]
    assert (rows[3].date, rows[3].person, rows[3].count, rows[3].fee) == ("", "", "", "")
    assert (rows[2].person, rows[2].signer, rows[2].count) == ("Nguyễn Thị Mẫu", "Trần Văn Mẫu, Phó Chủ tịch", "2")


def test_a_volume_has_its_own_lines_and_total():
    books = BookFolder()
    visit(books, DEGREE, DEGREE)
    open_volume(books, book=book(books), act=act("chungthuc", minutes=1))
    visit(books, minutes=2)
    assert [row.number for row in rows_of(books, Volume(1, 1))] == ["1", "2"]
    assert [row.number for row in rows_of(books)] == ["3"]
    first, last = (volume_data(book(books), volume, office()) for volume in book(books).volumes)
    assert (first.volume, first.tally.numbers, first.last_number_open) == ("01/2026 - SCT/BS", "2", False)
    assert (last.volume, last.tally.numbers_words, last.last_number_open) == ("02/2026 - SCT/BS", "một", True)
    assert volume_data(book(books), Volume(1, 1), office(), month=12).rows == ()
