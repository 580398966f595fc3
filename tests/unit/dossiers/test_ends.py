"""A later day, a stop, a dossier wanted back, a correction, a code of another system, guidance without a dossier."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.deadlines import Extension, ExtensionNotLater
from hcc.core.errors import NotInThisState
from hcc.dossiers.course import Withdrawal
from hcc.dossiers.events import DossierExtended, DossierStopped
from hcc.dossiers.guidance import Obstacle
from hcc.dossiers.hamlets import Hamlet
from hcc.dossiers.operations.accept_withdrawal import accept_withdrawal
from hcc.dossiers.operations.correct import NothingCorrected, correct
from hcc.dossiers.operations.decline_withdrawal import decline_withdrawal
from hcc.dossiers.operations.extend import ExtendedAlready, NewDayOff, TooLateToExtend, extend
from hcc.dossiers.operations.greet import GuidanceMissing, greet, guide
from hcc.dossiers.operations.moving import ReasonMissing
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.set_dossier_code import (
    CodeImpossible,
    CodeTaken,
    CodeUnchanged,
    CodeUnusual,
    set_dossier_code,
)
from hcc.dossiers.operations.stop import LegalBasisMissing, stop
from hcc.dossiers.operations.supply import supply
from hcc.dossiers.people import OUTSIDE, Parties
from hcc.dossiers.people_rules import CitizenNumberWrong, HamletUnknown, NameMissing
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.workflow import WORKFLOW
from hcc.dossiers.worklist import Board
from unit.dossiers.building import AGENCY, CALENDAR, DEFECT, PERSON, TODAY, act, catalogue, dossier_in
from unit.dossiers.refusing import refused

DAY = 24 * 60
DUE = datetime(2026, 11, 27, 9, 16, tzinfo=LOCAL)
"""Of a dossier received on Monday 9:16 with three working days; Tuesday is a holiday."""
NEXT_FRIDAY = date(2026, 12, 4)


# Extending


def later(dossier, *, minutes=9.0, **options):
    options = {"until": NEXT_FRIDAY, "reason": "Phải xác minh tại xóm.", "calendar": CALENDAR, **options}
    return extend(dossier, **options, act=act("giamdoc", minutes=minutes))


def test_a_later_day_is_promised_with_a_numbered_apology():
    dossier, heard = dossier_in("processing"), []
    assert dossier.due.moment == DUE
    options = {"until": NEXT_FRIDAY, "reason": "Phải xác minh.", "calendar": CALENDAR}
    slip = extend(dossier, **options, act=act("giamdoc", minutes=9, heard=heard))
    new = datetime(2026, 12, 4, 9, 16, tzinfo=LOCAL)
    assert (slip.kind, slip.line, slip.reason) == ("apology", "01/PXL-HDHS", "Phải xác minh.")
    assert dossier.extension == Extension(act(minutes=9).at, new)
    assert dossier.due.moment == new
    assert dossier.state == "processing"
    facts = dossier.chain.last.facts
    assert (facts["was_due"], facts["slip"]) == (DUE.isoformat(), "01/PXL-HDHS")
    assert dossier.__parent__.worklist("processing").rows[0].due == int(new.timestamp())
    assert heard == [DossierExtended(dossier)]


def test_what_was_promised_holds_when_papers_are_asked_for_afterwards():
    dossier = dossier_in("processing")
    later(dossier)
    asked = {"defects": [DEFECT], "calendar": CALENDAR}
    request_supplement(dossier, **asked, act=act("xuly", minutes=10))
    prepare(dossier, verdicts={0: "passed"}, act=act(minutes=60))
    supply(dossier, calendar=CALENDAR, act=act(minutes=61))
    assert dossier.due.moment >= dossier.extension.moment


def test_it_is_promised_once():
    dossier = dossier_in("processing")
    later(dossier)
    refused(dossier.__parent__, ExtendedAlready, later, dossier, until=date(2026, 12, 11), minutes=10)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 11, 26, 9, 15, tzinfo=LOCAL), True),
        (datetime(2026, 11, 26, 9, 16, tzinfo=LOCAL), True),
        (datetime(2026, 11, 26, 9, 17, tzinfo=LOCAL), False),
        (datetime(2026, 11, 27, 9, 0, tzinfo=LOCAL), False),
        (datetime(2026, 11, 30, 9, 0, tzinfo=LOCAL), False),
    ],
)
def test_it_is_promised_at_least_a_working_day_before(moment, allowed):
    dossier = dossier_in("processing")
    minutes = (moment - datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)).total_seconds() / 60
    if allowed:
        later(dossier, minutes=minutes)
    else:
        refusal = refused(dossier.__parent__, TooLateToExtend, later, dossier, minutes=minutes)
        assert refusal.facts == {"due": "09:16 27/11/2026"}


def test_the_new_day_is_later_and_one_on_which_the_centre_works():
    dossier = dossier_in("processing")
    refused(dossier.__parent__, ExtensionNotLater, later, dossier, until=date(2026, 11, 27))
    off = refused(dossier.__parent__, NewDayOff, later, dossier, until=date(2026, 12, 5))
    assert off.facts == {"day": "05/12/2026"}
    refused(dossier.__parent__, ReasonMissing, later, dossier, reason=" ")


# Stopping and taking back


def test_a_stop_says_why_and_by_which_law():
    dossier, heard = dossier_in("processing"), []
    refused(dossier, LegalBasisMissing, stop, dossier, reason="Trùng.", basis=" ", act=act("pheduyet"))
    refused(dossier, ReasonMissing, stop, dossier, reason="", basis="Điều 17", act=act("pheduyet"))
    slip = stop(dossier, reason="Trùng.", basis="Điều 17", act=act("pheduyet", minutes=9, heard=heard))
    assert (dossier.state, slip.line, slip.details) == ("stopped", "01/TBD-HDHS", ("Điều 17",))
    assert heard == [DossierStopped(dossier)]


@pytest.mark.parametrize("state", sorted(WORKFLOW.transitions["request_withdrawal"].sources))
def test_a_dossier_the_person_wanted_back_goes_on_from_where_it_stood(state):
    dossier = dossier_in(state)
    request_withdrawal(dossier, reason="Không cần nữa.", act=act(minutes=9))
    assert dossier.state == "withdrawal_requested"
    assert dossier.withdrawal == Withdrawal(act(minutes=9).at, "tiepnhan", "Không cần nữa.", state)
    refused(dossier, ReasonMissing, decline_withdrawal, dossier, reason="", act=act(minutes=10))
    decline_withdrawal(dossier, reason="Người nộp đổi ý.", act=act(minutes=10))
    assert (dossier.state, dossier.withdrawal) == (state, None)
    assert dossier.__parent__.listing_faults() == []


def test_a_dossier_given_back_ends_with_a_notice_and_the_papers_named():
    dossier = dossier_in("withdrawal_requested")
    slip = accept_withdrawal(dossier, given_back="Giấy chứng sinh (bản chính)", act=act(minutes=9))
    assert (dossier.state, slip.kind, slip.reason) == ("stopped", "stop", "Không cần nữa.")
    assert slip.details == ("Giấy chứng sinh (bản chính)",)


def test_stops_and_withdrawals_share_one_series():
    dossier = dossier_in("stopped")
    other = dossier_in("withdrawal_requested", dossier.__parent__)
    assert [dossier.slips[0].number, accept_withdrawal(other, act=act(minutes=9)).number] == [1, 2]


def test_an_approved_dossier_is_neither_stopped_nor_given_back():
    dossier = dossier_in("sealing")
    refused(dossier, NotInThisState, stop, dossier, reason="Trùng.", basis="Điều 17", act=act())
    refused(dossier, NotInThisState, request_withdrawal, dossier, reason="Thôi.", act=act())


# Correcting


def test_a_correction_keeps_what_stood_before_what_stands_now_and_why():
    dossier = dossier_in("processing")
    people = Parties(owner=replace(PERSON, name="Nguyễn Thị Mẫn", phone="0911 111 111"))
    correct(dossier, parties=people, reason="Ghi nhầm tên.", act=act(minutes=9))
    assert dossier.person.name == "Nguyễn Thị Mẫn"
    assert dossier.chain.last.facts == {
        "changed": {"owner.name": [PERSON.name, "Nguyễn Thị Mẫn"], "owner.phone": ["0900000000", "0911111111"]},
        "reason": "Ghi nhầm tên.",
    }
    assert dossier.__parent__.worklist("processing").rows[0].owner == "Nguyễn Thị Mẫn"


def test_a_correction_changes_something_says_why_and_keeps_a_name():
    dossier = dossier_in("processing")
    owner = dossier.person
    for kind, people, reason in (
        (NothingCorrected, Parties(owner=owner), "Xem lại."),
        (ReasonMissing, Parties(owner=replace(owner, birth="1991")), ""),
        (NameMissing, Parties(owner=replace(owner, name=" ")), "Xem lại."),
        (CitizenNumberWrong, Parties(owner=replace(owner, citizen_number="12")), "Xem lại."),
    ):
        refused(dossier, kind, correct, dossier, parties=people, reason=reason, act=act(minutes=9))


# The other system's code


def uncoded(folder=None):
    dossier = dossier_in("submitted", folder)
    receive(dossier, agency=AGENCY, calendar=CALENDAR, own_code=False, act=act(minutes=4))
    return dossier


def test_the_code_of_the_portal_leads_to_the_dossier_beside_its_reception_number():
    dossier = uncoded()
    folder = dossier.__parent__
    set_dossier_code(dossier, code=" 000.17.22.h56-261123 -0001 ", act=act(minutes=9))
    assert dossier.dossier_code == "000.17.22.H56-261123-0001"
    assert folder.by_number("000.17.22.H56-261123-0001") is dossier
    assert folder.by_number(dossier.reception_number) is dossier
    assert list(folder.board(Board.NO_CODE)) == []
    assert dossier.chain.last.facts == {"code": ["", "000.17.22.H56-261123-0001"]}
    assert folder.listing_faults() == []


def test_a_mistaken_code_is_replaced_and_leads_nowhere_any_more():
    dossier = uncoded()
    set_dossier_code(dossier, code="H44.99-261123-7001", act=act(minutes=9))
    set_dossier_code(dossier, code="H44.99-261123-7010", act=act(minutes=10))
    folder = dossier.__parent__
    assert folder.by_number("H44.99-261123-7001") is None
    assert folder.by_number("H44.99-261123-7010") is dossier
    refused(dossier, CodeUnchanged, set_dossier_code, dossier, code="h44.99-261123-7010", act=act(minutes=11))


def test_one_code_is_one_dossier():
    dossier = uncoded()
    other = uncoded(dossier.__parent__)
    set_dossier_code(dossier, code="H44.99-261123-7001", act=act(minutes=9))
    taken = refused(other.__parent__, CodeTaken, set_dossier_code, other, code="H44.99-261123-7001", act=act(minutes=9))
    assert taken.facts == {"code": "H44.99-261123-7001", "dossier": dossier.reception_number}
    refused(other.__parent__, CodeTaken, set_dossier_code, other, code=dossier.reception_number, act=act(minutes=9))


@pytest.mark.parametrize("code", ["H44.99-261331-0001", "HS2026/7788", "44.99-261123-0001"])
def test_a_code_of_unknown_shape_is_taken_after_somebody_compared_it(code):
    dossier = uncoded()
    refused(dossier.__parent__, CodeUnusual, set_dossier_code, dossier, code=code, act=act(minutes=9))
    set_dossier_code(dossier, code=code, unusual=True, act=act(minutes=9))
    assert dossier.__parent__.by_number(code) is dossier


@pytest.mark.parametrize("code", ["", "H44", "Mã hồ sơ?", "A" * 33, "<script>"])
def test_what_can_be_no_code_is_not_taken_at_all(code):
    dossier = uncoded()
    refused(dossier.__parent__, CodeImpossible, set_dossier_code, dossier, code=code, unusual=True, act=act(minutes=9))


@pytest.mark.parametrize("own_code", [False, True])
def test_a_code_known_before_reception_stays_the_code(own_code):
    dossier = dossier_in("submitted")
    set_dossier_code(dossier, code="H44.99-261123-7001", act=act(minutes=4))
    receive(dossier, agency=AGENCY, calendar=CALENDAR, own_code=own_code, act=act(minutes=5))
    assert dossier.dossier_code == "H44.99-261123-7001"
    assert list(dossier.__parent__.board(Board.NO_CODE)) == []


# Guidance


def test_who_goes_home_without_a_dossier_is_guidance_too_and_has_no_name():
    folder, procedures = DossierFolder(), catalogue()
    folder.hamlets = (Hamlet("xóm Mẫu"),)
    given = guide(
        folder,
        procedure=procedures["1.000001"],
        guidance="Về lấy giấy chứng sinh.",
        hamlet="xóm Mẫu",
        obstacle="papers",
        act=act("tiepdon"),
    )
    assert (given.procedure, given.hamlet, given.obstacle, given.dossier_token) == ("1.000001", "xóm Mẫu", "papers", "")
    assert len(folder) == 0
    dossier = greet(folder, procedure=procedures["1.000001"], today=TODAY, hamlet=OUTSIDE, act=act(minutes=1))
    kept = list(folder.guidance.between(act().at, act(minutes=DAY).at))
    assert kept[0] == given
    assert (kept[1].dossier_token, kept[1].hamlet, kept[1].obstacle) == (dossier.token, OUTSIDE, Obstacle.NONE)
    assert list(folder.guidance.between(act(minutes=1).at, act(minutes=DAY).at)) == kept[1:]
    assert dossier.person.hamlet == OUTSIDE


def test_guidance_says_something_and_names_a_hamlet_there_is():
    folder, procedures = DossierFolder(), catalogue()
    folder.hamlets = (Hamlet("xóm Mẫu"),)
    options = {"procedure": procedures["1.000001"], "act": act()}
    refused(folder, GuidanceMissing, guide, folder, guidance=" ", **options)
    unknown = refused(folder, HamletUnknown, guide, folder, guidance="Về nhà.", hamlet="xóm Lạ", **options)
    assert unknown.field == "hamlet"
    refused(folder, HamletUnknown, greet, folder, today=TODAY, hamlet="xóm Lạ", **options)


def test_a_procedure_nobody_offers_is_guidance_as_well():
    folder = DossierFolder()
    given = guide(folder, procedure=None, guidance="Việc này do tỉnh làm.", obstacle="not_here", act=act())
    assert given.procedure == ""
    assert given.at - act().at == timedelta(0)
