"""Books of an older database keep everything they had: the old program's own export, brought to today's shape."""

import pytest
import transaction
from pyramid.traversal import resource_path
from ZODB.broken import Broken

from hcc.certifications import books as files_of_books
from hcc.certifications import entries, visits
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.set_fee import set_fee
from hcc.certifications.resources import COPIES, SIGNATURES, BookFolder
from hcc.certifications.telling_links import untold_of_links
from hcc.site.verification import _untold_of_book
from unit.certifications.building import visit
from unit.dossiers.building import act
from unit.site.exports import brought_up_to_date


@pytest.fixture
def books():
    """As the program wrote them when lines, books and visits stood in one file: its own export."""
    with brought_up_to_date("books_of_one_file.zexp") as site:
        yield site.books


def test_every_line_visit_scan_and_chain_is_what_it_was(books: BookFolder):
    copies, signatures = books[COPIES]["2026"], books[SIGNATURES]["2026"]
    assert [entry.state for entry in copies] == ["issued", "numbered", "issued", "reserved"]
    assert [entry.state for entry in signatures] == ["struck"]
    assert [one.name for one in signatures["1"].people] == ["Nguyễn Thị Mẫu", "Trần Văn Mẫu"]
    [seen], [scan] = books.visits, books.scans
    assert (seen.promise.why.value, seen.promise.agreed) == ("many", "")
    assert (seen.payment.total, seen.payment.reduced) == (seen.fee, 0)
    with scan.original.open() as original:
        assert original.read()
    for book in books.books():
        assert book.chain.faults() == []
        assert list(_untold_of_book(book)) == []
    assert list(untold_of_links(books)) == []
    kinds = [(copies, files_of_books), (copies["1"], entries), (seen, visits), (scan, visits)]
    for thing, where in kinds:
        assert not isinstance(thing, Broken)
        assert type(thing).__module__ == where.__name__


def test_it_goes_on_and_what_is_written_anew_is_known_by_its_new_name(books: BookFolder):
    fresh = visit(books, minutes=20)
    confirm(books, entry=fresh.entries[0], act=act("chungthuc", minutes=21))
    assert [entry.number for entry in fresh.entries] == [5]
    assert resource_path(books.fees) == "/chung-thuc/bieu-phi"
    set_fee(books.fees, kind="transaction", amount=1_000, basis="Nghị quyết 1", act=act("quantri", minutes=22))
    old = books[COPIES]["2026"]["2"]
    confirm(books, entry=old, act=act("chungthuc", minutes=23))
    transaction.commit()
    data, _ = old._p_jar._storage.load(old._p_oid)
    assert b"hcc.certifications.entries" in data
    assert old.state == "issued"
