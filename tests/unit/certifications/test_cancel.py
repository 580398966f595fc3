"""Taking back an issued paper: nothing of its line goes, and what replaces it must be issued."""

import pytest

from hcc.certifications.operations.cancel import CancelReasonMissing, ReplacementWrong, cancel
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.resources import BookFolder
from hcc.core.errors import NotInThisState
from unit.certifications.building import act, entry_in, visit


def issued(books: BookFolder, minutes: int = 0):
    entry = visit(books, minutes=minutes).entries[0]
    confirm(books, entry=entry, act=act("chungthuc", minutes=minutes + 1))
    return entry


def test_a_cancelled_paper_keeps_its_line_and_says_when_and_why():
    entry = issued(BookFolder())
    issued_at, fee = entry.issued_at, entry.fee
    cancel(entry, reason="  Sai ngày cấp.\n", act=act("pheduyet", minutes=5))
    assert (entry.state, entry.cancelled_reason, entry.replaced_by) == ("cancelled", "Sai ngày cấp.", 0)
    assert (entry.cancelled_at, entry.issued_at, entry.fee) == (act(minutes=5).at, issued_at, fee)
    last = entry.book.chain.last
    assert (last.what, last.by, last.facts) == ("cancelled", "pheduyet", {"number": 1, "reason": "Sai ngày cấp."})


def test_a_replaced_paper_names_the_one_in_its_place():
    books = BookFolder()
    entry, other = issued(books), issued(books, minutes=2)
    cancel(entry, reason="Sai ngày cấp.", replaced_by=other.number, act=act("pheduyet", minutes=5))
    assert (entry.state, entry.replaced_by, other.state) == ("replaced", other.number, "issued")
    assert entry.book.chain.last.facts == {"number": 1, "reason": "Sai ngày cấp.", "by": 2}


@pytest.mark.parametrize("number", [0, 1, 2, 99])
def test_what_replaces_a_paper_is_another_issued_one(number):
    """Number 1 is the paper itself, 2 was not issued."""
    books = BookFolder()
    entry = issued(books)
    visit(books, minutes=2)
    with pytest.raises(ReplacementWrong):
        cancel(entry, reason="Sai ngày cấp.", replaced_by=number, act=act("pheduyet", minutes=5))
    assert (entry.state, entry.book.chain.last.what) == ("issued", "numbered")


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_without_a_reason_nothing_is_cancelled(reason):
    entry = issued(BookFolder())
    with pytest.raises(CancelReasonMissing):
        cancel(entry, reason=reason, act=act("pheduyet", minutes=5))
    assert entry.state == "issued"


@pytest.mark.parametrize("state", ["numbered", "struck", "cancelled", "replaced", "on_paper"])
def test_only_an_issued_paper_is_cancelled(state):
    with pytest.raises(NotInThisState):
        cancel(entry_in(state), reason="Sai.", act=act("pheduyet", minutes=9))
