"""The checklist: what stands for a paper, what blocks reception, and which papers a case asks for."""

from datetime import date

import pytest

from hcc.core.deadlines import Limit, Unit
from hcc.core.errors import Refusal
from hcc.dossiers.checklist import BLOCKS, STANDS_FOR_A_PAPER, Finding, Verdict
from hcc.dossiers.due import limit_of
from hcc.dossiers.operations.prepare import CaseUnknown, prepare
from hcc.dossiers.operations.submit import CaseMissing, PaperLaterUnexplained, PaperMissing, PaperWanting, incomplete
from hcc.dossiers.row_trees import place_key
from hcc.dossiers.worklist import Board
from hcc.procedures.record import Case, Component, LimitUnit, TimeLimit
from unit.dossiers.building import PERSON, act, attached, draft, record
from unit.dossiers.building import dossier_in as standing

ONE = record(papers=[Component("Tờ khai", original=1)])
LATER = Finding(Verdict.PAPER_LATER, "Máy quét hỏng", date(2026, 11, 30))


def prepared(finding, *, of=ONE):
    dossier = draft(of=of)
    prepare(dossier, person=PERSON, verdicts={0: finding}, act=act())
    return dossier


@pytest.mark.parametrize("verdict", sorted(STANDS_FOR_A_PAPER - {Verdict.ATTACHED, Verdict.PAPER_LATER}))
def test_what_stands_for_a_mandatory_paper(verdict):
    assert incomplete(prepared(verdict)) == []


def test_a_scan_stands_for_a_paper_until_it_is_found_wrong(tmp_path):
    dossier = draft(of=ONE)
    prepare(dossier, person=PERSON, act=act())
    assert [type(one) for one in incomplete(dossier)] == [PaperMissing]
    attached(dossier, tmp_path / "in")
    assert incomplete(dossier) == []
    prepare(dossier, verdicts={0: Finding(Verdict.WRONG, "Chưa ký.")}, act=act())
    assert [(type(one), one.facts) for one in incomplete(dossier)] == [
        (PaperWanting, {"paper": "Tờ khai", "note": "Chưa ký."})
    ]


@pytest.mark.parametrize("verdict", sorted(BLOCKS))
def test_missing_or_wrong_blocks_also_for_a_paper_needed_only_sometimes(verdict):
    dossier = prepared(verdict, of=record(papers=[Component("Giấy ủy quyền", required=False)]))
    assert [type(one) for one in incomplete(dossier)] == [PaperWanting]
    prepare(dossier, verdicts={0: "not_needed"}, act=act())
    assert incomplete(dossier) == []


@pytest.mark.parametrize("finding", [Finding(Verdict.PAPER_LATER), Finding(Verdict.PAPER_LATER, "Máy quét hỏng")])
def test_a_paper_digitised_later_needs_why_and_until_when(finding):
    assert [type(one) for one in incomplete(prepared(finding))] == [PaperLaterUnexplained]
    assert incomplete(prepared(LATER)) == []


def test_a_paper_still_owed_stands_on_its_board_until_it_is_scanned(tmp_path):
    from hcc.dossiers.operations.receive import receive
    from hcc.dossiers.operations.submit import submit
    from unit.dossiers.building import AGENCY, CALENDAR

    dossier = prepared(LATER)
    submit(dossier, act=act(minutes=3))
    folder = dossier.__parent__
    assert list(folder.board(Board.OWES_PAPER)) == []
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    [(moment, row)] = folder.board(Board.OWES_PAPER)
    assert row.number == dossier.reception_number
    assert date.fromtimestamp(moment) == date(2026, 11, 30)
    assert folder.listing_faults() == []


def test_a_dossier_whose_code_is_not_known_stands_on_its_board():
    from hcc.dossiers.operations.receive import receive
    from unit.dossiers.building import AGENCY, CALENDAR

    dossier = standing("submitted")
    receive(dossier, agency=AGENCY, calendar=CALENDAR, own_code=False, act=act(minutes=4))
    folder = dossier.__parent__
    [(moment, row)] = folder.board(Board.NO_CODE)
    assert (row.number, row.code, row.official) == (dossier.reception_number, "", "tiepnhan")
    assert moment == int(dossier.received_at.timestamp())
    assert standing("received", folder).dossier_code
    assert len(list(folder.board(Board.NO_CODE))) == 1
    assert folder.listing_faults() == []
    folder._boards[place_key(Board.NO_CODE, due=1, id=row.id)] = row.line
    assert folder.listing_faults() == ["a board shows other dossiers than it should"]


# Cases

DAYS, MORE = TimeLimit(LimitUnit.WORKING_DAYS, 3), TimeLimit(LimitUnit.DAYS, 23, case="Phải xác minh")
VERIFIED = record(
    limits=[DAYS, MORE],
    papers=[Component("Tờ khai"), Component("Văn bản xác minh", case="Phải xác minh")],
    cases=(Case("Phải xác minh"),),
)
NOTHING_ORDINARY = record(
    limits=[TimeLimit(LimitUnit.DAYS, 5, case="Cấp đổi"), TimeLimit(LimitUnit.DAYS, 9, case="Cấp lại")],
    papers=[Component("Đơn")],
    cases=(Case("Cấp đổi"), Case("Cấp lại")),
)
PAPERS_OF_THEIR_OWN = record(
    papers=[Component("Đơn"), Component("Văn bản cử", case="Cử"), Component("Giấy khai sinh", case="Đương nhiên")],
    cases=(Case("Cử"), Case("Đương nhiên")),
)


def test_the_case_decides_the_papers_and_the_limit():
    dossier = prepared("passed", of=VERIFIED)
    assert [component.name for _, component in dossier.components()] == ["Tờ khai"]
    assert incomplete(dossier) == []
    assert limit_of(dossier) == Limit(Unit.WORKING_DAYS, 3)
    prepare(dossier, case="Phải xác minh", act=act())
    assert [component.name for _, component in dossier.components()] == ["Tờ khai", "Văn bản xác minh"]
    assert [one.facts for one in incomplete(dossier)] == [{"paper": "Văn bản xác minh"}]
    assert limit_of(dossier) == Limit(Unit.DAYS, 23)
    assert dossier.chain.last.facts == {"case": "Phải xác minh"}


@pytest.mark.parametrize("of", [NOTHING_ORDINARY, PAPERS_OF_THEIR_OWN])
def test_where_there_is_no_ordinary_case_somebody_says_which_it_is(of):
    dossier = prepared("passed", of=of)
    assert [type(one) for one in incomplete(dossier)] == [CaseMissing]
    prepare(dossier, case=of.cases[0].name, act=act())
    assert not [one for one in incomplete(dossier) if isinstance(one, CaseMissing)]


def test_a_case_the_procedure_does_not_have_is_refused():
    dossier = prepared("passed", of=VERIFIED)
    with pytest.raises(CaseUnknown):
        prepare(dossier, case="Bịa", act=act())
    assert dossier.case == ""


def test_a_case_that_only_words_speak_of_changes_no_paper():
    """Components that name a case the record does not list belong to every dossier, as they always did."""
    of = record(papers=[Component("Tờ khai", case="Trường hợp khác")])
    dossier = draft(of=of)
    prepare(dossier, person=PERSON, act=act())
    assert [type(one) for one in incomplete(dossier)] == [PaperMissing]


def test_the_channel_decides_which_limit_holds():
    of = record(limits=[TimeLimit(LimitUnit.DAYS, 5, channel="online"), DAYS])
    dossier = prepared("passed", of=of)
    assert limit_of(dossier) == Limit(Unit.WORKING_DAYS, 3)
    for channel in ("online", "online_helped"):
        prepare(dossier, channel=channel, act=act())
        assert limit_of(dossier) == Limit(Unit.DAYS, 5)


def test_every_verdict_is_one_kind_or_the_other():
    neutral = {Verdict.NOT_NEEDED}
    assert STANDS_FOR_A_PAPER | BLOCKS | neutral == set(Verdict)
    assert not STANDS_FOR_A_PAPER & BLOCKS
    assert all(issubclass(kind, Refusal) for kind in (PaperWanting, PaperMissing))


def test_the_folder_of_papers_is_read_once_there_is_a_paper(tmp_path):
    """It has a record of its own: a reception that needs no scan does not read it."""
    dossier = draft()
    assert not dossier.has_papers
    papers, dossier.papers = dossier.papers, None
    prepare(dossier, person=PERSON, verdicts=dict.fromkeys(range(3), Verdict.COMPARED), act=act())
    assert (dossier.missing(), dossier.wanting(), dossier.owed()) == ([], [], None)
    dossier.papers = papers
    attached(dossier, tmp_path / "scan")
    assert dossier.has_papers
    assert dossier.component_verdict(0) is Verdict.ATTACHED


def test_findings_that_say_the_same_and_no_more_are_one_object():
    """A dossier writes it once, and every act upon it writes the dossier."""
    dossier = draft()
    prepare(dossier, person=PERSON, verdicts={0: Verdict.PASSED, 1: Finding(Verdict.PASSED), 2: LATER}, act=act())
    assert dossier.verdicts == {0: Finding(Verdict.PASSED), 1: Finding(Verdict.PASSED), 2: LATER}
    assert dossier.verdicts[0] is dossier.verdicts[1]
