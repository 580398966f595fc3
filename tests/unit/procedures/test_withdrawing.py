"""Submitting, approving, withdrawing and bringing back: what each leaves citizens with, on every day."""

from datetime import date, timedelta

import pytest

from hcc.core.errors import Refusal
from hcc.procedures.operations.ask_end import ask_withdrawal
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import (
    BeforeTheFormer,
    BeforeTheScheduled,
    NotSubmitted,
    OwnText,
    ReasonMissing,
    publish_revision,
)
from hcc.procedures.operations.return_to import (
    DraftInTheWay,
    InForceAlready,
    NoSuchRevision,
    ReturnedWithoutReason,
    return_to,
)
from hcc.procedures.operations.submit import (
    AlreadySubmitted,
    NothingSubmitted,
    SentBackWithoutReason,
    send_back,
    submit_revision,
)
from hcc.procedures.operations.withdraw import (
    AskedOtherwise,
    EndNotAsked,
    NothingInForce,
    NotScheduled,
    OwnEnding,
    TookEffectAfter,
    WithdrawnWithoutReason,
    cancel_scheduled,
    withdraw_procedure,
)
from hcc.procedures.resources import Procedure, ProcedureFolder, Revision, RevisionState
from unit.dossiers.building import MONDAY, act, record

DAY = date(2026, 11, 23)
CODE = "1.000001"


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.fixture
def procedure() -> Procedure:
    folder = ProcedureFolder()
    folder[CODE] = Procedure(CODE)
    return folder[CODE]


def write(procedure: Procedure, note: str = "", by: str = "danhmuc") -> Revision:
    return procedure.add_revision(record(CODE, audience=note), made_by=by, made_at=MONDAY)


def add(procedure: Procedure, effective: date, **more) -> Revision:
    revision = write(procedure)
    publish_revision(revision, effective=effective, act=act("danhmuc"), **more)
    return revision


def states(procedure: Procedure, today: date) -> list[str]:
    return [revision.state(today).value for revision in procedure.revisions.values()]


def refused(refusal: type[Refusal], operation, *args, **options) -> Refusal:
    with pytest.raises(Refusal) as found:
        operation(*args, **options)
    kinds = [type(complaint) for complaint in found.value.complaints]
    assert refusal in kinds
    return next(complaint for complaint in found.value.complaints if type(complaint) is refusal)


# Days in the past


def test_a_day_that_has_passed_needs_a_reason(procedure):
    add(procedure, DAY - days(30), reason="Danh mục ban đầu")
    draft = write(procedure, "mới")
    facts = refused(ReasonMissing, publish_revision, draft, effective=DAY - days(3), act=act("danhmuc")).facts
    assert facts["day"] == "20/11/2026"
    assert draft.approved_at is None
    publish_revision(draft, effective=DAY - days(3), act=act("danhmuc"), reason=" Quyết định đến muộn ", announcement=7)
    assert (draft.approval_reason, draft.announcement) == ("Quyết định đến muộn", 7)
    assert procedure.published(DAY - days(3)) is draft
    last = procedure.__parent__.chain.last
    assert (last.facts["reason"], last.facts["announcement"]) == ("Quyết định đến muộn", 7)


def test_no_day_before_the_text_in_force_whatever_the_reason(procedure):
    add(procedure, DAY)
    draft = write(procedure)
    facts = refused(
        BeforeTheFormer, publish_revision, draft, effective=DAY - days(1), act=act("danhmuc"), reason="Muộn"
    ).facts
    assert (facts["number"], facts["former"]) == (1, "23/11/2026")


def test_both_complaints_about_one_day_are_told_together(procedure):
    add(procedure, DAY)
    with pytest.raises(Refusal) as found:
        publish_revision(write(procedure), effective=DAY - days(1), act=act("danhmuc"))
    assert [type(one) for one in found.value.complaints] == [BeforeTheFormer, ReasonMissing]


def test_a_reason_for_a_day_that_is_no_past_one_is_not_kept(procedure):
    assert add(procedure, DAY, reason="Thừa").approval_reason == ""


# Two people


def test_who_wrote_the_text_does_not_approve_it_where_two_have_to_look(procedure):
    procedure.__parent__.four_eyes = True
    draft = write(procedure, by="an")
    refused(NotSubmitted, publish_revision, draft, effective=DAY, act=act("binh"))
    submit_revision(draft, act=act("an"))
    assert draft.state(DAY) is RevisionState.REVIEW
    refused(OwnText, publish_revision, draft, effective=DAY, act=act("an"))
    assert procedure.published(DAY) is None
    publish_revision(draft, effective=DAY, act=act("binh"))
    assert procedure.published(DAY) is draft


def test_a_text_changed_after_it_was_submitted_is_submitted_again(procedure):
    procedure.__parent__.four_eyes = True
    draft = write(procedure, by="an")
    submit_revision(draft, act=act("an"))
    edit_procedure(procedure, record=record(CODE, audience="khác"), opened_on=draft_stamp(procedure), act=act("binh"))
    assert draft.state(DAY) is RevisionState.DRAFT
    refused(OwnText, publish_revision, draft, effective=DAY, act=act("binh"))
    refused(NotSubmitted, publish_revision, draft, effective=DAY, act=act("an"))


def test_sent_back_with_a_reason_that_stays_until_it_is_submitted_again(procedure):
    draft = write(procedure, by="an")
    refused(NothingSubmitted, send_back, draft, reason="Sai phí", act=act("binh"))
    submit_revision(draft, act=act("an"))
    refused(AlreadySubmitted, submit_revision, draft, act=act("an"))
    refused(SentBackWithoutReason, send_back, draft, reason="  ", act=act("binh"))
    send_back(draft, reason="Sai phí", act=act("binh"))
    assert (draft.state(DAY), draft.sent_back) == (RevisionState.DRAFT, "Sai phí")
    submit_revision(draft, act=act("an", minutes=5))
    assert draft.sent_back == ""
    assert [one.what for one in procedure.__parent__.chain] == ["submitted", "sent back", "submitted"]


# Withdrawing


def test_withdrawn_from_a_day_on_nothing_holds_not_even_what_was_to_come(procedure):
    first, second = add(procedure, DAY), add(procedure, DAY + days(20))
    withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("danhmuc"))
    assert [procedure.published(DAY + days(n)) for n in (4, 5, 20)] == [first, None, None]
    assert procedure.upcoming(DAY) is None
    assert states(procedure, DAY + days(30)) == ["withdrawn", "withdrawn"]
    assert (first.withdrawal_reason, first.withdrawn_by, first.ended_on) == ("Bãi bỏ", "danhmuc", DAY + days(5))
    assert not second.takes_effect
    assert list(procedure.__parent__.journal.since(0))[-1][1:] == ("changed", CODE)
    assert procedure.__parent__.chain.last.facts["revisions"] == [1, 2]


def test_what_was_scheduled_before_that_day_is_what_ends(procedure):
    first, second = add(procedure, DAY), add(procedure, DAY + days(3))
    withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("danhmuc"))
    assert [procedure.published(DAY + days(n)) for n in (2, 3, 4, 5)] == [first, second, second, None]
    assert states(procedure, DAY + days(9)) == ["superseded", "withdrawn"]


def test_a_withdrawal_is_undone_by_a_new_text_before_or_after_its_day(procedure):
    first = add(procedure, DAY)
    withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("danhmuc"))
    second = return_to(procedure, number=1, reason="Hoãn bãi bỏ", act=act("danhmuc"))
    publish_revision(second, effective=DAY + days(4), act=act("danhmuc"))
    assert [procedure.published(DAY + days(n)) for n in (3, 4, 5, 9)] == [first, second, second, second]
    assert states(procedure, DAY + days(9)) == ["superseded", "published"]


def test_what_was_withdrawn_before_the_next_text_began_stays_withdrawn(procedure):
    add(procedure, DAY)
    withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("danhmuc"))
    again = return_to(procedure, number=1, reason="Ban hành lại", act=act("danhmuc"))
    publish_revision(again, effective=DAY + days(9), act=act("danhmuc"))
    assert [procedure.published(DAY + days(n)) for n in (5, 8, 9)] == [None, None, again]
    assert states(procedure, DAY + days(9)) == ["withdrawn", "published"]


def test_a_decision_that_came_late_ends_a_procedure_on_its_own_day(procedure):
    add(procedure, DAY - days(10), reason="Danh mục ban đầu")
    withdraw_procedure(procedure, on=DAY - days(2), reason="Quyết định đến muộn", act=act("danhmuc"))
    assert procedure.published(DAY - days(2)) is None
    assert procedure.published(DAY - days(3)) is not None


def test_two_end_it_only_on_the_day_that_one_of_them_asked_for(procedure):
    text = add(procedure, DAY)
    procedure.__parent__.four_eyes = True
    with pytest.raises(Refusal) as nobody_asked:
        withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("hai"))
    ask_withdrawal(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act())
    with pytest.raises(Refusal) as another_day:
        withdraw_procedure(procedure, on=DAY + days(6), reason="Bãi bỏ", act=act("hai"))
    with pytest.raises(Refusal) as herself:
        withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act())
    refused = (nobody_asked, another_day, herself)
    assert [type(one.value) for one in refused] == [EndNotAsked, AskedOtherwise, OwnEnding]
    withdraw_procedure(procedure, on=DAY + days(5), reason="Bãi bỏ", act=act("hai"))
    assert [procedure.published(DAY + days(n)) for n in (4, 5)] == [text, None]


def test_what_a_withdrawal_is_refused_for(procedure):
    refused(NothingInForce, withdraw_procedure, procedure, on=DAY, reason="x", act=act("danhmuc"))
    add(procedure, DAY - days(10), reason="Danh mục ban đầu")
    add(procedure, DAY)
    refused(TookEffectAfter, withdraw_procedure, procedure, on=DAY - days(1), reason="x", act=act("danhmuc"))
    refused(WithdrawnWithoutReason, withdraw_procedure, procedure, on=DAY, reason=" \n", act=act("danhmuc"))
    withdraw_procedure(procedure, on=DAY, reason="x", act=act("danhmuc"))
    refused(NothingInForce, withdraw_procedure, procedure, on=DAY + days(1), reason="x", act=act("danhmuc"))


def test_an_approval_taken_back_leaves_what_is_in_force_and_frees_the_days_before(procedure):
    first, second = add(procedure, DAY), add(procedure, DAY + days(10))
    draft = write(procedure)
    refused(BeforeTheScheduled, publish_revision, draft, effective=DAY + days(1), act=act("danhmuc"))
    refused(WithdrawnWithoutReason, cancel_scheduled, second, reason="", act=act("danhmuc"))
    cancel_scheduled(second, reason="Ghi nhầm phí", act=act("danhmuc"))
    refused(NotScheduled, cancel_scheduled, second, reason="Ghi nhầm phí", act=act("danhmuc"))
    refused(NotScheduled, cancel_scheduled, first, reason="Ghi nhầm phí", act=act("danhmuc"))
    assert procedure.published(DAY + days(10)) is first
    assert states(procedure, DAY + days(10)) == ["published", "withdrawn", "draft"]
    publish_revision(draft, effective=DAY + days(1), act=act("danhmuc"))
    assert procedure.published(DAY + days(10)) is draft


# Bringing back


def test_an_earlier_text_comes_back_as_a_new_draft(procedure):
    first = write(procedure, "cũ")
    publish_revision(first, effective=DAY, act=act("danhmuc"))
    second = write(procedure, "mới")
    publish_revision(second, effective=DAY, act=act("danhmuc"))
    third = return_to(procedure, number=1, reason="Bản mới nhầm phí", act=act("danhmuc"))
    assert third.record == first.record
    assert (third.number, third.base, third.copy_of, third.why) == (3, 2, 1, "Bản mới nhầm phí")
    assert states(procedure, DAY) == ["superseded", "published", "draft"]
    assert procedure.__parent__.chain.last.what == "returned"


def test_nothing_somebody_is_writing_is_lost_to_a_return(procedure):
    add(procedure, DAY)
    write(procedure, "đang viết", by="an")
    facts = refused(DraftInTheWay, return_to, procedure, number=1, reason="x", act=act("binh")).facts
    assert facts == {"by": "an", "number": 2}
    assert len(procedure.revisions) == 2


def test_the_text_in_force_does_not_come_back_while_nothing_is_to_follow_it(procedure):
    add(procedure, DAY)
    refused(InForceAlready, return_to, procedure, number=1, reason="x", act=act("danhmuc"))
    add(procedure, DAY + days(9))
    assert return_to(procedure, number=1, reason="Giữ bản cũ", act=act("danhmuc")).copy_of == 1


def test_a_return_names_a_revision_and_a_reason(procedure):
    add(procedure, DAY)
    refused(NoSuchRevision, return_to, procedure, number=9, reason="x", act=act("danhmuc"))
    refused(ReturnedWithoutReason, return_to, procedure, number=1, reason="", act=act("danhmuc"))
    assert len(procedure.revisions) == 1
