"""What is missing is asked for once and in one list; the clock rests until all of it is there."""

from datetime import UTC, datetime, timedelta

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.deadlines import AfterPause, DeadlinePolicy, Pause
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.course import Defect
from hcc.dossiers.events import SupplementRequested
from hcc.dossiers.operations.prepare import PeopleHandedIn, prepare
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.request_supplement import (
    DefectUnexplained,
    NothingAskedFor,
    SecondReasonMissing,
    SecondSupplement,
    SupplyDayPast,
    request_supplement,
)
from hcc.dossiers.operations.return_result import on_time
from hcc.dossiers.operations.submit import PaperMissing, PaperWanting
from hcc.dossiers.operations.supply import supply
from hcc.dossiers.people import Person
from unit.dossiers.building import AGENCY, CALENDAR, DEFECT, TODAY, act, attached, dossier_in
from unit.dossiers.refusing import refused

DAY = 24 * 60
LIST = [
    Defect("Chưa ký.", component=0),
    Defect("Chưa có.", component=1, missing=True),
    Defect("Cần thêm ảnh 4 x 6."),
]


def asked(dossier, *, minutes=6.0, **options):
    options = {"defects": [DEFECT], "calendar": CALENDAR, "act": act("xuly", minutes=minutes), **options}
    return request_supplement(dossier, **options)


def brought(dossier, *, minutes: float) -> None:
    wanting = {index: "passed" for index in (*dossier.wanting(), *dossier.missing())}
    prepare(dossier, verdicts=wanting, act=act(minutes=minutes - 1))
    supply(dossier, calendar=CALENDAR, act=act(minutes=minutes))


def test_everything_is_asked_for_in_one_numbered_list():
    dossier, heard = dossier_in("processing"), []
    slip = asked(dossier, defects=LIST, until=TODAY + timedelta(days=30), act=act("xuly", minutes=6, heard=heard))
    assert dossier.state == "supplement_requested"
    assert (slip.line, slip.year) == ("01/PBS-HDHS", 2026)
    assert slip.details == ("Tờ khai: Chưa ký.", "Giấy chứng sinh: Chưa có.", "Cần thêm ảnh 4 x 6.")
    assert dossier.slips == (slip,)
    assert dossier.__parent__.by_slip("supplement_request", 2026, 1) is dossier
    assert dossier.verdicts[0] == Finding(Verdict.WRONG, "Chưa ký.")
    assert dossier.verdicts[1] == Finding(Verdict.MISSING, "Chưa có.")
    request = dossier.supplements[0]
    assert (request.defects, request.slip, request.answered_at) == (tuple(LIST), "01/PBS-HDHS", None)
    assert dossier.chain.last.facts["defects"] == list(slip.details)
    assert heard == [SupplementRequested(dossier)]


def test_the_office_s_own_symbol_stands_on_the_slip():
    assert asked(dossier_in("processing"), symbol=" BS-TTPVHCC ").line == "01/BS-TTPVHCC"


def test_numbers_run_on_through_the_year_and_begin_anew():
    folder = dossier_in("processing").__parent__
    lines = []
    for minutes in (6, 7, 40 * DAY):
        dossier = dossier_in("processing", folder)
        refused(folder, NothingAskedFor, asked, dossier, defects=[], minutes=minutes)
        lines.append((asked(dossier, minutes=minutes).number, dossier.slips[0].year))
    assert lines == [(1, 2026), (2, 2026), (1, 2027)]


def test_a_list_that_asks_for_nothing_or_does_not_say_what():
    dossier = dossier_in("processing")
    refused(dossier.__parent__, NothingAskedFor, asked, dossier, defects=[Defect(" ​ ")])
    refused(dossier.__parent__, NothingAskedFor, asked, dossier, defects=[Defect("Sai", component=9)])
    unexplained = refused(dossier.__parent__, DefectUnexplained, asked, dossier, defects=[Defect("", component=1)])
    assert unexplained.facts == {"paper": "Giấy chứng sinh"}
    refused(dossier.__parent__, SupplyDayPast, asked, dossier, until=TODAY - timedelta(days=1))


def test_the_clock_rests_until_everything_is_there_and_then_counts_afresh():
    dossier = dossier_in("processing")
    was = dossier.due.moment
    asked(dossier)
    assert dossier.pauses == (Pause(act(minutes=6).at),)
    assert dossier.due.paused_since is not None
    [row] = dossier.__parent__.worklist("supplement_requested").rows
    assert row.paused is True
    brought(dossier, minutes=3 * DAY)
    assert dossier.state == "processing"
    assert dossier.due.moment == datetime(2026, 12, 1, 9, 12, tzinfo=LOCAL)
    assert dossier.due.moment.tzinfo is UTC
    assert dossier.due.paused_since is None
    assert dossier.supplements[0].answered_at == act(minutes=3 * DAY).at
    facts = dossier.chain.last.facts
    assert (facts["was_due"], facts["due"]) == (was.isoformat(), dossier.due.moment.isoformat())


def test_an_office_that_resumes_adds_the_time_waited():
    dossier = dossier_in("processing")
    was = dossier.due.moment
    asked(dossier)
    prepare(dossier, verdicts={0: "passed"}, act=act(minutes=65))
    policy = DeadlinePolicy(pause=AfterPause.RESUME)
    supply(dossier, calendar=CALENDAR, policy=policy, act=act(minutes=66))
    assert dossier.due.moment - was == timedelta(minutes=60)


def test_what_comes_in_parts_is_not_taken_in():
    dossier = dossier_in("processing")
    asked(dossier, defects=LIST)
    wanting = refused(dossier.__parent__, Exception, supply, dossier, calendar=CALENDAR, act=act(minutes=9))
    assert {type(one) for one in wanting.complaints} == {PaperWanting}
    prepare(dossier, verdicts={0: "passed"}, act=act(minutes=9))
    one = refused(dossier.__parent__, PaperWanting, supply, dossier, calendar=CALENDAR, act=act(minutes=9))
    assert one.facts == {"paper": "Giấy chứng sinh", "note": "Chưa có."}
    prepare(dossier, verdicts={1: ""}, act=act(minutes=9))
    refused(dossier.__parent__, PaperMissing, supply, dossier, calendar=CALENDAR, act=act(minutes=9))


def test_while_papers_are_asked_for_papers_are_looked_at_and_people_stay():
    dossier = dossier_in("supplement_requested")
    refused(dossier, PeopleHandedIn, prepare, dossier, person=Person("Khác"), act=act(minutes=9))
    refused(dossier, PeopleHandedIn, prepare, dossier, channel="post", act=act(minutes=9))
    assert prepare(dossier, verdicts={0: "passed"}, act=act(minutes=9)) is True


def test_a_new_scan_comes_with_the_supplement_and_then_stays(tmp_path):
    from hcc.dossiers.operations.attach import PaperStays, detach

    dossier = dossier_in("processing")
    asked(dossier, defects=[Defect("Chưa có.", component=1, missing=True)])
    paper = attached(dossier, tmp_path / "in", component=1)
    supply(dossier, calendar=CALENDAR, act=act(minutes=9))
    refused(dossier, PaperStays, detach, dossier, number=paper.number, act=act(minutes=10))


def test_before_reception_no_clock_rests_and_the_dossier_comes_back_to_the_counter():
    dossier = dossier_in("submitted")
    asked(dossier, act=act("tiepnhan", minutes=6))
    assert (dossier.state, dossier.pauses, dossier.due, dossier.step) == ("supplement_requested", (), None, 3)
    prepare(dossier, verdicts={0: "passed"}, act=act(minutes=7))
    supply(dossier, calendar=CALENDAR, act=act(minutes=8))
    assert dossier.state == "submitted"
    assert receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=9))


def second():
    dossier = dossier_in("processing")
    asked(dossier)
    brought(dossier, minutes=60)
    return dossier


def test_a_second_request_needs_a_director_and_her_reason():
    dossier = second()
    refusal = refused(dossier.__parent__, SecondSupplement, asked, dossier, minutes=70)
    assert refusal.facts == {"day": "23/11/2026"}
    refused(dossier.__parent__, SecondSupplement, asked, dossier, second_reason="Luật mới.", minutes=70)
    refused(dossier.__parent__, SecondReasonMissing, asked, dossier, director=True, second_reason=" ", minutes=70)
    asked(dossier, director=True, second_reason="Luật mới.", act=act("giamdoc", minutes=70))
    assert dossier.supplements[1].reason == "Luật mới."
    assert dossier.chain.last.facts["second_reason"] == "Luật mới."


def test_a_second_request_counts_the_dossier_as_overdue_however_fast_it_is_then():
    dossier = second()
    assert on_time(dossier, act(minutes=61)) is True
    asked(dossier, director=True, second_reason="Luật mới.", act=act("giamdoc", minutes=70))
    brought(dossier, minutes=80)
    assert dossier.counts_as_overdue is True
    assert on_time(dossier, act(minutes=81)) is False
    assert len(dossier.pauses) == 2


@pytest.mark.parametrize("minutes", [30, 3 * DAY])
def test_several_pauses_are_counted_one_after_the_other(minutes):
    dossier = second()
    asked(dossier, director=True, second_reason="Luật mới.", act=act("giamdoc", minutes=70))
    brought(dossier, minutes=100 + minutes)
    assert [pause.answered_at for pause in dossier.pauses] == [act(minutes=60).at, act(minutes=100 + minutes).at]
    assert dossier.due.moment > act(minutes=100 + minutes).at
