"""Refusals, money and printers as operations: what is recorded, what is refused, and what an older database gets."""

from dataclasses import replace
from datetime import timedelta

import pytest
import transaction
import ZODB
from hypothesis import given
from hypothesis import strategies as st
from ZODB.POSException import ConflictError

from hcc.certifications.cash import OfficialReceipt
from hcc.certifications.cash_list import cash_of, note_of, plain_cell
from hcc.certifications.evolving import desk_beside_the_books
from hcc.certifications.operations.count_cash import DayNotBegun, DifferenceUnexplained, count_cash
from hcc.certifications.operations.refuse_copy import RefusalClockBehind, refuse_copy
from hcc.certifications.operations.set_printer import MOST_PRINTERS, TooManyPrinters, remove_printer, set_printer
from hcc.certifications.operations.take_payment import (
    AlreadyPaid,
    CashClockBehind,
    NothingToPay,
    NotPaidYet,
    PaidWithDossier,
    ReceiptMissing,
    ReceiptUsed,
    ReductionUnexplained,
    ReductionWrong,
    UndoReasonMissing,
    take_payment,
    undo_payment,
)
from hcc.certifications.printers import PRINTS_TRUE, Printer
from hcc.certifications.refusals import REASONS
from hcc.certifications.resources import BookFolder
from hcc.certifications.telling_desk import untold_of_cash, untold_of_refusals
from hcc.core.calendar import LOCAL
from hcc.printing.corners import Corner
from unit.dossiers.building import act

from .building import ASKS, YEAR, visit

DAY = act("chungthuc").at.astimezone(LOCAL).date()


def paid(books, number="318", minutes=0.0, by="chungthuc", of=None, **options):
    seen = of or visit(books, minutes=minutes)
    given = {"photocopy": 0, "exempt": "", "form": "01BLP2-001", "series": "AA-26P", "number": number, **options}
    take_payment(books, visit=seen, act=act(by, minutes=minutes), **given)
    return seen


def test_a_receipt_used_once_stays_used_after_the_payment_was_taken_back():
    books = BookFolder()
    first = paid(books)
    undo_payment(books, visit=first, reason="Ghi nhầm.", act=act("chungthuc", minutes=1))
    assert first.payment is None
    with pytest.raises(ReceiptUsed):
        paid(books, "0318", minutes=2, of=first)
    paid(books, "319", minutes=3, of=first)
    assert books.cash.expected(DAY, "chungthuc") == first.fee
    assert [bool(one.undone) for one in books.cash.taken_on(DAY)] == [True, False]
    assert list(untold_of_cash(books.cash)) == []


PRINTED = st.text("ABPabpĐđ019-/", max_size=8)
"""What forms and series are made of."""


@given(PRINTED, PRINTED, st.integers(0, 10**9), st.integers(0, 6))
def test_leading_noughts_and_small_letters_make_no_other_receipt(form, series, number, noughts):
    one = OfficialReceipt(form.lower(), series.lower(), str(number))
    other = OfficialReceipt(form.lower(), series.lower(), "0" * noughts + str(number))
    assert one.key == other.key
    assert OfficialReceipt(form, series, str(number + 1)).key != one.key


@pytest.mark.parametrize(
    ("reduction", "less"), [("50%", 6_000), ("33 %", 3_960), ("5.000", 5_000), ("5000 đồng", 5_000), ("11,999", 11_999)]
)
def test_a_part_of_a_fee_is_not_taken_with_its_reason(reduction, less):
    books = BookFolder()
    seen = paid(books, reduction=reduction, exempt="Hộ nghèo, Nghị quyết 1")
    assert (seen.fee, seen.payment.reduced, seen.payment.fee) == (12_000, less, 12_000 - less)
    assert not seen.payment.free
    assert books.cash.expected(DAY, "chungthuc") == 12_000 - less
    [taken], [official] = books.cash.taken_on(DAY), cash_of(books, DAY)
    assert note_of(taken) == f"Giảm {less:,} đồng: Hộ nghèo, Nghị quyết 1".replace(",", ".", 1)
    assert official.exempt == 0
    assert list(untold_of_cash(books.cash)) == []
    [key] = books.cash._taken
    books.cash._taken[key] = replace(taken, payment=replace(taken.payment, reduced=1))
    assert list(untold_of_cash(books.cash)) != []


@pytest.mark.parametrize("reduction", ["100%", "0%", "12.000", "0", "-5", "nửa", "5%%", "1e3", "٥%"])
def test_what_is_no_part_of_the_fee_is_refused(reduction):
    books = BookFolder()
    with pytest.raises(ReductionWrong):
        paid(books, reduction=reduction, exempt="Hộ nghèo")
    assert books.cash.taken_on(DAY) == []


def test_less_is_taken_only_with_a_reason_and_never_without_a_receipt():
    books = BookFolder()
    with pytest.raises(ReductionUnexplained):
        paid(books, reduction="50%")
    with pytest.raises(ReceiptMissing):
        paid(books, number="", reduction="50%", exempt="Hộ nghèo", form="", series="")


def test_refusals_to_take_money():
    books = BookFolder()
    seen = paid(books, minutes=5)
    with pytest.raises(AlreadyPaid):
        paid(books, "319", minutes=6, of=seen)
    with pytest.raises(CashClockBehind):
        paid(books, "320", minutes=4, of=visit(books, minutes=5))
    with pytest.raises(UndoReasonMissing):
        undo_payment(books, visit=seen, reason="\u200b", act=act("chungthuc", minutes=7))
    fresh = visit(books, minutes=8)
    with pytest.raises(NotPaidYet):
        undo_payment(books, visit=fresh, reason="Nhầm.", act=act("chungthuc", minutes=9))
    fresh.dossier_token = "x"
    with pytest.raises(PaidWithDossier):
        paid(books, "321", minutes=10, of=fresh)
    fresh.dossier_token = ""
    for entry in fresh.entries:
        entry.state = "struck"
    with pytest.raises(NothingToPay):
        paid(books, "322", minutes=11, of=fresh)
    assert len(books.cash.taken_on(DAY)) == 1


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 50_000), st.booleans()), max_size=12), st.data())
def test_a_day_adds_up_by_official_and_kind(payments, data):
    books = BookFolder()
    for number, (by, photocopy, exempt) in enumerate(payments, 1):
        given = (
            {"exempt": "Nghị quyết 1", "form": "", "series": "", "number": ""} if exempt else {"number": str(number)}
        )
        seen = paid(books, minutes=number, by=by, photocopy=photocopy, **given)
        if data.draw(st.booleans()):
            undo_payment(books, visit=seen, reason="Nhầm.", act=act(by, minutes=number + 0.5))
    standing = [one.payment for one in books.cash.taken_on(DAY) if not one.undone]
    officials = cash_of(books, DAY)
    assert sum(one.total for one in officials) == sum(one.total for one in standing)
    for one in officials:
        own = [payment for payment in standing if payment.by == one.login]
        assert (one.payments, one.copies + one.others, one.photocopy) == (
            len(own),
            sum(payment.fee for payment in own),
            sum(payment.photocopy for payment in own),
        )
        assert one.exempt == sum(1 for payment in own if payment.exempt)
        assert books.cash.expected(DAY, one.login) == one.total
    assert list(untold_of_cash(books.cash)) == []


def test_a_difference_is_explained_and_a_later_payment_shows_as_one():
    books = BookFolder()
    fee = paid(books).fee
    with pytest.raises(DifferenceUnexplained):
        count_cash(books.cash, day=DAY, counted=fee - 1, explanation=" ", act=act("chungthuc", minutes=1))
    with pytest.raises(DayNotBegun):
        count_cash(books.cash, day=DAY + timedelta(days=1), counted=0, explanation="", act=act("chungthuc", minutes=1))
    count = count_cash(books.cash, day=DAY, counted=fee, explanation="thừa chữ", act=act("chungthuc", minutes=2))
    assert (count.difference, count.explanation) == (0, "")
    paid(books, "319", minutes=3)
    (one,) = cash_of(books, DAY)
    assert one.difference == -fee
    assert list(untold_of_cash(books.cash)) == []


def test_what_was_changed_behind_the_chain_is_told():
    books = BookFolder()
    seen = paid(books)
    books.cash.undo(DAY, seen.__name__, "không ai biết")
    assert list(untold_of_cash(books.cash)) == ["its payments are not those on record"]
    refusal = refused(books)
    refusal.number = 7
    assert len(list(untold_of_refusals(books.refusals))) == 2


def refused(books, minutes=0.0, *reasons):
    return refuse_copy(
        books,
        requester=ASKS,
        title="Bằng",
        reasons=reasons or ("altered",),
        note="",
        act=act("chungthuc", minutes=minutes),
    )


def test_refusals_are_numbered_by_year_and_their_reasons_stand_in_the_order_of_the_law():
    books = BookFolder()
    assert refused(books, 0, "unconfirmed", "altered").reasons == ("altered", "unconfirmed")
    assert refused(books, 1).number_line == "02/TC-CT"
    assert refused(books, YEAR).number_line == "01/TC-CT"
    with pytest.raises(RefusalClockBehind):
        refused(books, 2)
    assert [reason.clause for reason in REASONS.values()] == [1, 2, 3, 4, 5, 6]
    assert list(untold_of_refusals(books.refusals)) == []


def test_two_officials_cannot_use_one_receipt_at_once():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        books = connection.root()["books"] = BookFolder()
        names = [visit(books, minutes=n).__name__ for n in range(2)]
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [database.open(manager) for manager in managers]
    for name, by, one in zip(names, "ab", connections, strict=True):
        books = one.root()["books"]
        paid(books, "318", minutes=5, by=by, of=books.visits[name])
    managers[0].commit()
    with pytest.raises(ConflictError):
        managers[1].commit()
    managers[1].abort()
    books = connections[1].root()["books"]
    with pytest.raises(ReceiptUsed):
        paid(books, "318", minutes=5, by="b", of=books.visits[names[1]])
    for one, manager in zip(connections, managers, strict=True):
        manager.abort()
        one.close()
    database.close()


def test_an_older_database_gets_its_places_and_keeps_its_books():
    books = BookFolder()
    seen = visit(books)
    for name in ("tu-choi", "may-in", "thu-tien"):
        del books._places[name]
    desk_beside_the_books(books)
    paid(books, minutes=1, of=seen)
    assert (len(list(books.refusals)), books.printers.printers) == (0, ())
    desk_beside_the_books(books)
    assert seen.payment is not None
    assert len(books.cash.taken_on(DAY)) == 1, "taken twice it changes nothing"


def test_printers_have_a_limit_and_an_official_keeps_hers():
    printers = BookFolder().printers
    assert printers.used_by("a") == PRINTS_TRUE
    for number in range(MOST_PRINTERS):
        set_printer(printers, name=f"Máy {number}", corner=Corner.TOP_LEFT, dx_mm=number, dy_mm=0, act=act("a"))
    with pytest.raises(TooManyPrinters):
        set_printer(printers, name="Máy nữa", corner=Corner.TOP_LEFT, dx_mm=0, dy_mm=0, act=act("a"))
    assert printers.used_by("a").name == f"Máy {MOST_PRINTERS - 1}"
    assert printers.used_by("b").name == "Máy 0"
    remove_printer(printers, name=f"Máy {MOST_PRINTERS - 1}")
    assert printers.used_by("a") == Printer("Máy 0", Corner.TOP_LEFT, 0, 0)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_formula_is_shown_as_text(text):
    assert plain_cell(text) == f"'{text}"
    assert plain_cell("Đinh Văn Chứng") == "Đinh Văn Chứng"
