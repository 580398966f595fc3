"""Dossiers of an older database keep everything they had: the old program's own export, brought to today's shape."""

import pytest
import transaction
import ZODB

from hcc.core.act import Act
from hcc.core.evidence import Chain
from hcc.dossiers import workflow
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.evolving import chains_within_dossiers
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.correct import correct
from hcc.dossiers.operations.hand_over import hand_over
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.reassign import reassign
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.people import Parties, Person
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.results import Decision, Result
from hcc.dossiers.workflow import WORKFLOW
from unit.dossiers.building import CALENDAR, COLLEAGUE, DEFECT, TODAY, act, dossier_in
from unit.site.exports import brought_up_to_date


@pytest.fixture
def dossiers_of_one_person():
    """Dossiers as the program wrote them when a dossier had one person, ticks and one result: its own export."""
    with brought_up_to_date("dossiers_of_one_person.zexp") as site:
        yield list(site.dossiers.all())


def test_every_dossier_keeps_its_state_people_numbers_and_chain(dossiers_of_one_person):
    old = ("draft", "submitted", "received", "refused", "processing", "awaiting_approval", "resolved", "returned")
    assert [dossier.state for dossier in dossiers_of_one_person] == [*old, "draft"]
    for dossier in dossiers_of_one_person:
        assert dossier.state in WORKFLOW.states
        assert dossier.chain.faults() == []
        assert not {"person", "result", "handover", "chain"} & set(dossier.__dict__)
        if dossier.state not in ("draft", "submitted", "refused"):
            assert dossier.dossier_code == dossier.reception_number
            assert dossier.__parent__.by_number(dossier.dossier_code) is dossier
            assert dossier.receiver == "tiepnhan"
            assert dossier.person.name == "Nguyễn Thị Mẫu"
            assert dossier.person.phone == "0900000000"
    folder = dossiers_of_one_person[0].__parent__
    assert folder.listing_faults() == []
    assert (len(folder.slips), len(folder.outgoing), len(folder.guidance)) == (0, 0, 0)


def test_chains_of_an_older_database_are_the_same_before_and_after_their_step():
    database = ZODB.DB(None)
    with database.transaction() as connection:
        folder = connection.root()["dossiers"] = DossierFolder()
        dossier = dossier_in(workflow.RECEIVED, folder)
        records, heads = list(dossier.chain), [dossier.chain.digest_at(length) for length in range(5)]
        apart = Chain()
        for one in records:
            apart.append(Act(one.by, one.at), one.what, **one.facts)
        del dossier.evidence, dossier.evidence_head
        dossier.__dict__["chain"] = apart
        dossier._p_changed = True
    with database.transaction() as connection:
        folder = connection.root()["dossiers"]
        dossier = next(folder.all())
        assert (list(dossier.chain), dossier.version) == (records, len(records))
        process(dossier, act=act("xuly", minutes=60))
        chains_within_dossiers(folder)
    with database.transaction() as connection:
        folder = connection.root()["dossiers"]
        dossier = next(folder.all())
        assert list(dossier.chain)[:-1] == records
        assert [dossier.chain.digest_at(length) for length in range(5)] == heads
        assert dossier.chain.faults() == [] == folder.listing_faults()
        assert "chain" not in vars(dossier)
        chains_within_dossiers(folder)
        assert dossier.version == len(records) + 1
    transaction.abort()
    database.close()


def test_dossiers_of_an_older_database_go_on_through_today_s_acts(dossiers_of_one_person):
    """What the old program left in process is extended, sent for a supplement and refused like any other."""
    received, processing, awaiting = (dossiers_of_one_person[n] for n in (2, 4, 5))
    reassign(processing, official=COLLEAGUE, reason="Nghỉ ốm.", act=act("giamdoc", minutes=20))
    request_supplement(processing, defects=[DEFECT], calendar=CALENDAR, act=act("xulykhac", minutes=21))
    assert processing.slips[0].line == "01/PBS-HDHS"
    approve(awaiting, act=act("pheduyet", minutes=20))
    assert awaiting.results[0].title == "Giấy xác nhận"
    hand_over(received, to="Phòng Kinh tế", calendar=CALENDAR, act=act(minutes=20))
    correct(received, parties=Parties(Person("Nguyễn Thị Mẫn")), reason="Sai tên.", act=act(minutes=21))
    assert received.__parent__.listing_faults() == []


def test_ticks_become_findings_and_the_one_person_the_owner(dossiers_of_one_person):
    draft = dossiers_of_one_person[-1]
    owner = Person("Trần Văn Ví Dụ", "025190000001", "05/03/1990", no_phone=True, address="xóm Mẫu")
    assert (draft.person, draft.parties.submitter, draft.parties.proxy) == (owner, None, None)
    found = {index: finding.verdict for index, finding in draft.verdicts.items()}
    assert found == {0: Verdict.PAPER_LATER, 1: Verdict.FROM_DATABASE, 2: Verdict.NOT_NEEDED}
    received = dossiers_of_one_person[2]
    assert received.verdicts[1] == Finding(Verdict.COMPARED)
    assert received.missing() == []


def test_a_result_becomes_the_decision_and_the_paper_it_led_to(dossiers_of_one_person):
    awaiting, resolved, returned = (dossiers_of_one_person[n] for n in (5, 6, 7))
    assert awaiting.proposal == Decision("granted", "Cấp giấy.")
    assert (awaiting.decision, awaiting.results) == (None, ())
    for dossier in (resolved, returned):
        assert dossier.decision == Decision("granted", "Cấp giấy.")
        assert dossier.results == (Result("Giấy xác nhận", signed_on=TODAY),)
    assert (returned.returned.to, returned.returned.identified_by) == ("Nguyễn Thị Mẫu", "Thẻ căn cước")
    assert resolved.returned is None
