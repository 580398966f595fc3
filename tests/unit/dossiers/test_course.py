"""The way through the office: who has the dossier and its paper, whose opinion is asked, what is paid."""

from datetime import datetime, timedelta

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.roles import Role
from hcc.dossiers.course import Payment
from hcc.dossiers.operations.answer_consultation import NotAsked, OpinionMissing, answer_consultation
from hcc.dossiers.operations.appraise import AppraisalMissing, appraise
from hcc.dossiers.operations.assign import CannotHandle, assign
from hcc.dossiers.operations.confirm_payment import PaidTooLittle, ReceiptNumberMissing, confirm_payment
from hcc.dossiers.operations.consult import AnswerDayPast, NobodyAsked, QuestionMissing, consult
from hcc.dossiers.operations.hand_over import TakerMissing, hand_over
from hcc.dossiers.operations.moving import ReasonMissing
from hcc.dossiers.operations.reassign import SameHandler, reassign
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.require_payment import AmountMissing, PurposeMissing, require_payment
from hcc.dossiers.operations.submit_for_approval import NotTheHandler, submit_for_approval
from unit.dossiers.building import AGENCY, CALENDAR, COLLEAGUE, HANDLER, TODAY, Official, act, dossier_in, record
from unit.dossiers.refusing import refused

RECEIVER = Official("tiepnhan", "Lê Thị Ví Dụ", "Tiếp nhận", frozenset({Role.RECEIVER}))
CERTIFIER = Official("chungthuc", "Đinh Văn Chứng", "Chứng thực", frozenset({Role.CERTIFIER}))
DAY = 24 * 60


def gone() -> Official:
    """An official who left."""
    official = Official("cu", "Người Cũ", "Xử lý", frozenset({Role.HANDLER}))
    official.disabled = True
    return official


# Who handles it


def test_a_dossier_is_given_to_its_handler():
    dossier = dossier_in("received")
    assign(dossier, official=HANDLER, act=act("tiepnhan", minutes=6))
    assert (dossier.state, dossier.handler) == ("processing", "xuly")
    assert dossier.chain.last.facts == {"to": "processing", "handler": "xuly"}


@pytest.mark.parametrize("official", [None, RECEIVER, gone()], ids=["nobody", "receiver", "gone"])
def test_only_who_handles_dossiers_is_given_one(official):
    dossier = dossier_in("received")
    refused(dossier, CannotHandle, assign, dossier, official=official, act=act())
    working = dossier_in("processing")
    refused(working, CannotHandle, reassign, working, official=official, reason="Ốm.", act=act())


def test_certifying_officials_are_given_certifications_and_nothing_else():
    assign(dossier_in("received"), official=CERTIFIER, act=act(minutes=6))
    other = dossier_in("received", of=record(field="ho-tich"))
    refused(other, CannotHandle, assign, other, official=CERTIFIER, act=act(minutes=6))


def test_the_dossier_of_a_sick_colleague_goes_on_with_another():
    dossier = dossier_in("processing")
    reassign(dossier, official=COLLEAGUE, reason="Cán bộ nghỉ ốm.", act=act("giamdoc", minutes=9))
    assert (dossier.state, dossier.handler) == ("processing", "xulykhac")
    assert dossier.chain.last.facts == {"handler": ["xuly", "xulykhac"], "reason": "Cán bộ nghỉ ốm."}
    assert dossier.__parent__.worklist("processing").rows[0].handler == "xulykhac"
    options = {"outcome": "granted", "text": "Cấp."}
    refused(dossier, NotTheHandler, submit_for_approval, dossier, **options, act=act("xuly", minutes=10))
    submit_for_approval(dossier, **options, act=act("xulykhac", minutes=11))


def test_reassigning_says_why_and_changes_something():
    dossier = dossier_in("processing")
    refused(dossier, ReasonMissing, reassign, dossier, official=COLLEAGUE, reason=" ", act=act())
    same = refused(dossier, SameHandler, reassign, dossier, official=HANDLER, reason="Ốm.", act=act())
    assert same.facts == {"name": "Phạm Thị Thử"}


# The paper


def test_the_first_hand_over_is_due_by_the_rule_of_15_00():
    """NĐ 309/2026 art. 9: received at 9:16, handed over the same working day."""
    dossier = dossier_in("received")
    row = hand_over(dossier, to="Phòng Kinh tế", calendar=CALENDAR, act=act("tiepnhan", minutes=30))
    assert row.due == datetime(2026, 11, 23, 17, 0, tzinfo=LOCAL)
    assert (row.late, row.giver, row.taker) == (False, "tiepnhan", "Phòng Kinh tế")


def test_paper_received_after_15_00_goes_on_when_the_next_working_day_begins():
    """Tuesday is a holiday (Ngày Văn hóa Việt Nam), so it is Wednesday 7:30."""
    dossier = dossier_in("submitted")
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=6 * 60))
    row = hand_over(dossier, to="Phòng Kinh tế", calendar=CALENDAR, act=act(minutes=48 * 60))
    assert row.due == datetime(2026, 11, 25, 7, 30, tzinfo=LOCAL)
    assert row.late is True
    assert dossier.chain.last.facts["late"] is True


def test_every_hand_over_is_a_row_and_tells_where_the_paper_lies():
    dossier = dossier_in("processing")
    options = {"calendar": CALENDAR, "cabinet": "Tủ 2", "compartment": "Ngăn 7"}
    hand_over(dossier, to="Phạm Thị Thử", login="xuly", **options, act=act("tiepnhan", minutes=6))
    hand_over(dossier, to=" Văn  thư\n", note="Kèm bản gốc", calendar=CALENDAR, act=act("xuly", minutes=7))
    first, second = dossier.control_slip
    assert (first.cabinet, first.compartment, first.login) == ("Tủ 2", "Ngăn 7", "xuly")
    assert (second.taker, second.note, second.due) == ("Văn thư", "Kèm bản gốc", None)
    refused(dossier, TakerMissing, hand_over, dossier, to=" ", calendar=CALENDAR, act=act(minutes=8))


# Opinions


def ask(dossier, **options):
    options = {"official": COLLEAGUE, "question": "Có đủ căn cứ?", "due": TODAY, **options}
    return consult(dossier, **options, act=act("xuly", minutes=7))


def test_several_are_asked_and_with_the_last_answer_the_work_goes_on():
    dossier = dossier_in("processing")
    ask(dossier)
    ask(dossier, official=None, of="Phòng Văn hóa – Xã hội", due=TODAY + timedelta(days=2))
    assert [(one.number, one.of, one.login, one.open) for one in dossier.consultations] == [
        (1, "Bùi Văn Khác", "xulykhac", True),
        (2, "Phòng Văn hóa – Xã hội", "", True),
    ]
    answer_consultation(dossier, number=1, opinion="Đủ.", act=act("xulykhac", minutes=9))
    assert dossier.state == "consulting"
    answer_consultation(dossier, number=2, opinion="Đồng ý.", act=act("xuly", minutes=10))
    assert dossier.state == "processing"
    assert [(one.opinion, one.answered_by) for one in dossier.consultations] == [
        ("Đủ.", "xulykhac"),
        ("Đồng ý.", "xuly"),
    ]


def test_who_is_asked_reads_the_dossier_until_she_has_answered():
    from pyramid.authorization import ACLHelper, Authenticated, Everyone

    from hcc.core.acl import official_principal
    from hcc.core.permissions import Permission

    def may() -> bool:
        who = [Everyone, Authenticated, official_principal("xulykhac")]
        return bool(ACLHelper().permits(dossier, who, Permission.DOSSIER_VIEW))

    dossier = dossier_in("processing")
    assert not may()
    ask(dossier)
    ask(dossier, official=None, of="Phòng Kinh tế")
    assert may()
    answer_consultation(dossier, number=1, opinion="Đủ.", act=act("xulykhac", minutes=9))
    assert dossier.state == "consulting"
    assert not may()


def test_an_answer_is_given_once_and_by_who_was_asked():
    dossier = dossier_in("consulting")
    options = {"number": 1, "opinion": "Đủ."}
    refused(dossier, NotAsked, answer_consultation, dossier, **options, act=act("nguoila", minutes=9))
    refused(dossier, NotAsked, answer_consultation, dossier, number=2, opinion="Đủ.", act=act("xuly", minutes=9))
    refused(dossier, OpinionMissing, answer_consultation, dossier, number=1, opinion=" ", act=act("xuly", minutes=9))


def test_a_late_answer_is_on_record():
    dossier = dossier_in("consulting")
    answer_consultation(dossier, number=1, opinion="Đủ.", act=act("xulykhac", minutes=2 * DAY))
    assert dossier.chain.last.facts["late"] is True


def test_a_question_says_whom_what_and_until_when():
    dossier = dossier_in("processing")
    for kind, options in (
        (NobodyAsked, {"official": None}),
        (NobodyAsked, {"official": gone()}),
        (QuestionMissing, {"question": " "}),
        (AnswerDayPast, {"due": TODAY - timedelta(days=1)}),
    ):
        refused(dossier, kind, ask, dossier, **options)


def test_appraisals_add_up():
    dossier = dossier_in("processing")
    appraise(dossier, opinion="Phải xác minh.", findings="Hai nơi ở", eligible=False, act=act("xuly", minutes=6))
    appraise(dossier, opinion="Đủ điều kiện.", act=act("xuly", minutes=7))
    assert [(one.opinion, one.eligible) for one in dossier.appraisals] == [
        ("Phải xác minh.", False),
        ("Đủ điều kiện.", True),
    ]
    assert dossier.chain.last.facts == {"eligible": True}
    refused(dossier, AppraisalMissing, appraise, dossier, opinion="\u200b", act=act("xuly", minutes=8))


# Payments


def test_the_work_goes_on_when_the_whole_amount_is_paid():
    dossier = dossier_in("processing")
    require_payment(dossier, amount=120_000, purpose="Lệ phí đăng ký", act=act("xuly", minutes=6))
    pay = {"method": "transfer", "receipt_number": " 0034 "}
    little = refused(dossier, PaidTooLittle, confirm_payment, dossier, amount=100_000, **pay, act=act(minutes=8))
    assert little.facts == {"due": "120.000"}
    confirm_payment(dossier, amount=120_000, **pay, act=act(minutes=8))
    assert dossier.state == "processing"
    assert dossier.payments == (Payment(120_000, "transfer", "0034", act(minutes=8).at, "tiepnhan"),)
    assert dossier.payment_request is None
    assert dossier.chain.last.facts["receipt_number"] == "0034"


def test_a_payment_says_how_much_what_for_and_under_which_receipt():
    dossier = dossier_in("processing")
    for amount in (0, -5, 10**12):
        refused(dossier, AmountMissing, require_payment, dossier, amount=amount, purpose="Lệ phí", act=act("xuly"))
    refused(dossier, PurposeMissing, require_payment, dossier, amount=1, purpose=" ", act=act("xuly"))
    waiting = dossier_in("payment_required")
    pay = {"amount": 50_000, "method": "cash", "receipt_number": ""}
    refused(waiting, ReceiptNumberMissing, confirm_payment, waiting, **pay, act=act(minutes=8))


def test_waiting_for_a_payment_does_not_stop_the_clock():
    dossier = dossier_in("processing")
    due = dossier.due
    require_payment(dossier, amount=1, purpose="Lệ phí", act=act("xuly", minutes=6))
    assert (dossier.due, dossier.pauses) == (due, ())
