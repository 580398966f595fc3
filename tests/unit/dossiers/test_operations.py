"""The acts upon a dossier: what each changes and records, each refusal with its facts, and that a refusal changes
nothing."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hcc.core.calendar import LOCAL
from hcc.core.errors import NotInThisState, Refusals
from hcc.core.identifiers import is_filing_token
from hcc.dossiers.due import due_for
from hcc.dossiers.events import DossierReceived, DossierReturned
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.attach import (
    HandedInAlready,
    NoSuchPaper,
    PaperRefused,
    PaperStays,
    attach,
    detach,
)
from hcc.dossiers.operations.greet import ProcedureNotOffered, greet
from hcc.dossiers.operations.moving import ReasonMissing, StaleForm
from hcc.dossiers.operations.prepare import VerdictNotAllowed, prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import ClockBehind, PromiseNeeded, receive
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.return_result import ReceiverMissing, return_result
from hcc.dossiers.operations.send_back import send_back
from hcc.dossiers.operations.submit import PaperMissing, submit
from hcc.dossiers.operations.submit_for_approval import NotTheHandler, submit_for_approval
from hcc.dossiers.people import Parties
from hcc.dossiers.people_rules import (
    BirthWrong,
    CitizenNumberWrong,
    NameMissing,
    PhoneWrong,
    person_warnings,
    read_birth,
)
from hcc.dossiers.quotas import QUOTAS, TooManyPapers
from hcc.dossiers.resources import NOTE_LIMIT, Decision, DossierFolder, Finding, Person, Row, Verdict
from hcc.dossiers.results import Signature
from hcc.dossiers.workflow import WORKFLOW
from hcc.procedures.record import Component, LimitUnit, TimeLimit
from unit.dossiers.building import (
    AGENCY,
    BROKEN,
    CALENDAR,
    CLEAN,
    MONDAY,
    PAPERS,
    PATHS,
    PERSON,
    TODAY,
    VERDICTS,
    act,
    attached,
    catalogue,
    dossier_in,
    draft,
    files,
    picture,
    record,
)
from unit.dossiers.refusing import refused

WORDING = TimeLimit(LimitUnit.WORDING, wording="Theo quy định", review="chưa rõ")


# Each act done: state, facts, record, worklist


def row_of(dossier) -> Row:
    return next(row for row in dossier.__parent__.worklist(dossier.state).rows if row.id == dossier.id)


def test_greet_begins_a_draft_under_the_revision_of_the_day():
    folder, procedures = DossierFolder(), catalogue()
    dossier = greet(
        folder,
        procedure=procedures["1.000001"],
        today=TODAY,
        name=" Nguyễn  Thị Mẫu\n",
        guidance="Mang thẻ\r\ncăn cước",
        act=act("tiepdon"),
    )
    assert (dossier.state, dossier.person.name, dossier.guidance) == ("draft", "Nguyễn Thị Mẫu", "Mang thẻ\ncăn cước")
    assert dossier.revision is procedures["1.000001"].published(TODAY)
    assert is_filing_token(dossier.token)
    assert folder[dossier.token] is dossier
    assert dossier.reception_number == ""
    last = dossier.chain.last
    assert (last.by, last.what, last.facts) == (
        "tiepdon",
        "greet",
        {"to": "draft", "procedure": "1.000001", "revision": 1},
    )
    assert folder.listing_faults() == []
    assert row_of(dossier).owner == "Nguyễn Thị Mẫu"


def test_every_dossier_has_its_own_token_secret_and_id():
    folder = DossierFolder()
    made = [draft(folder) for _ in range(5)]
    assert [dossier.id for dossier in made] == [1 << 32 | n for n in range(1, 6)]
    assert len({d.token for d in made}) == len({d.lookup_secret for d in made}) == 5


def test_greet_refuses_what_is_not_offered_today():
    folder, procedures = DossierFolder(), catalogue()
    refused(folder, ProcedureNotOffered, greet, folder, procedure=None, today=TODAY, act=act())
    long_ago = {"procedure": procedures["1.000001"], "today": date(2020, 1, 1), "act": act()}
    refused(folder, ProcedureNotOffered, greet, folder, **long_ago)


def test_prepare_writes_the_person_and_the_checklist_down():
    dossier = draft()
    typed = Person(" Nguyễn  Thị Mẫu", "025 190 000 001", "5/3/1990", "+84 900 000 000", False, " Xóm Mẫu\n")
    prepare(dossier, person=typed, verdicts={0: "passed", 1: "", 2: "not_needed", 9: "passed"}, act=act("tiepdon"))
    assert dossier.person == Person("Nguyễn Thị Mẫu", "025190000001", "05/03/1990", "0900000000", False, "Xóm Mẫu")
    assert dossier.verdicts == {0: Finding(Verdict.PASSED), 2: Finding(Verdict.NOT_NEEDED)}
    assert dossier.missing() == [1]
    fields = ["owner.address", "owner.birth", "owner.citizen_number", "owner.name", "owner.phone"]
    assert dossier.chain.last.facts == {"fields": fields, "verdicts": {"0": "passed", "2": "not_needed"}}
    assert row_of(dossier).owner == "Nguyễn Thị Mẫu"
    assert dossier.state == "draft"


def test_prepare_gathers_every_complaint():
    dossier = draft()
    typed = Person(" ", "12345", "31/2/1990", "115")
    complaints = refused(
        dossier, Refusals, prepare, dossier, person=typed, verdicts={0: "not_needed"}, act=act()
    ).complaints
    assert [(type(c), c.facts) for c in complaints] == [
        (CitizenNumberWrong, {"count": 5}),
        (PhoneWrong, {"phone": "115"}),
        (BirthWrong, {"birth": "31/2/1990"}),
        (VerdictNotAllowed, {"paper": "Tờ khai"}),
    ]


def test_having_no_phone_is_an_answer():
    dossier = draft()
    prepare(dossier, person=Person("Mẫu", phone="không có", no_phone=True), verdicts={}, act=act())
    assert (dossier.person.phone, dossier.person.no_phone) == ("", True)


def test_attached_cannot_be_ticked_only_attached(tmp_path):
    dossier = draft()
    prepare(dossier, person=PERSON, verdicts={0: "attached", 1: "attached"}, act=act())
    assert dossier.missing() == [0, 1]
    attached(dossier, tmp_path / "one", component=0)
    assert dossier.component_verdict(0) == "attached"
    assert dossier.missing() == [1]


def test_a_verdict_that_does_not_exist_is_a_mistake_of_the_program():
    dossier = draft()
    before = picture(dossier)
    with pytest.raises(ValueError, match="not a valid Verdict"):
        prepare(dossier, person=PERSON, verdicts={0: "perhaps"}, act=act())
    assert picture(dossier) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5/3/1990", "05/03/1990"),
        ("05.03.1990", "05/03/1990"),
        ("29-2-2024", "29/02/2024"),
        (" 1990 ", "1990"),
        ("29/2/2023", None),
        ("1/13/1990", None),
        ("1879", None),
        ("90", None),
        ("3/1990", None),
        ("１９９０", None),
    ],
)
def test_birth_dates(typed, kept):
    assert read_birth(typed) == kept


def test_a_birth_year_that_disagrees_with_the_number_is_a_warning_and_no_refusal():
    assert person_warnings(PERSON, TODAY) == []
    assert person_warnings(Person("Mẫu", birth="1990"), TODAY) == []
    warning = person_warnings(Person("Mẫu", "025190000001", "05/03/1991"), TODAY)[0]
    assert warning.mapping == {"year": 1990, "birth": "05/03/1991"}


def test_attach_keeps_the_bytes_as_they_came(tmp_path):
    import hashlib

    dossier = draft()
    paper = attached(dossier, tmp_path / "in", name="C:\\giấy tờ\\To khai.pdf")
    with paper.original.open("r") as kept:
        assert kept.read() == b"%PDF-1.7 as it came"
    with paper.clean.open("r") as kept:
        assert kept.read() == b"%PDF-1.7 clean"
    assert paper.sha256 == hashlib.sha256(b"%PDF-1.7 as it came").hexdigest()
    assert paper.clean_sha256 == hashlib.sha256(b"%PDF-1.7 clean").hexdigest()
    assert (paper.name, paper.pages, paper.size, paper.added_by) == ("To khai.pdf", 2, 19, "tiepnhan")
    assert dossier["giay-to"]["1"] is paper
    facts = dossier.chain.last.facts
    assert (facts["number"], facts["sha256"], facts["verdict"]) == (1, paper.sha256, "clean")


def test_a_paper_of_no_component_belongs_to_anything_else(tmp_path):
    dossier = draft()
    assert attached(dossier, tmp_path / "one", component=None).component is None
    assert attached(dossier, tmp_path / "two", component=99).component is None


def test_attach_refusals(tmp_path):
    dossier = draft()
    options = {**files(tmp_path / "in"), "name": "x.pdf", "component": 0, "act": act()}
    refusal = refused(dossier, PaperRefused, attach, dossier, verdict=BROKEN, **options)
    assert refusal.word == "damaged"
    for n in range(QUOTAS.dossier_papers):
        attached(dossier, tmp_path / f"{n}")
    full = refused(dossier, TooManyPapers, attach, dossier, verdict=CLEAN, **options)
    assert full.facts == {"most": QUOTAS.dossier_papers}
    assert options["received"].path.exists(), "a refused file is left where it is"


def test_detach_takes_away_and_leaves_on_record(tmp_path):
    dossier = draft()
    paper = attached(dossier, tmp_path / "one")
    detach(dossier, number=1, act=act())
    assert len(dossier.papers) == 0
    assert dossier.chain.last.facts == {"number": 1, "sha256": paper.sha256}
    refused(dossier, NoSuchPaper, detach, dossier, number=1, act=act())


def test_the_number_of_a_paper_taken_away_is_never_given_again(tmp_path):
    """Or a second click on "take away", and the log of who read what, would mean another paper."""
    dossier = draft()
    attached(dossier, tmp_path / "one")
    attached(dossier, tmp_path / "two")
    detach(dossier, number=2, act=act())
    assert attached(dossier, tmp_path / "three").number == 3
    detach(dossier, number=3, act=act())
    detach(dossier, number=1, act=act())
    assert attached(dossier, tmp_path / "four").number == 4


def test_papers_of_an_older_database_go_on_counting(tmp_path):
    dossier = draft()
    attached(dossier, tmp_path / "one")
    del dossier.papers.__dict__["last_number"]
    assert dossier.papers.next_number == 2


@pytest.mark.parametrize("name", ["", "giay-to", "01x", "٣", "-1", "1234567", "99"])
def test_what_is_no_paper_is_a_key_error(name, tmp_path):
    dossier = draft()
    attached(dossier, tmp_path / "one")
    with pytest.raises(KeyError):
        dossier["giay-to"][name]


def test_submit_passes_a_complete_draft_on():
    dossier = draft()
    prepare(dossier, person=PERSON, verdicts=VERDICTS, act=act("tiepdon", minutes=2))
    submit(dossier, act=act("tiepdon", minutes=3))
    assert dossier.state == "submitted"
    assert dossier.submitted_at == act(minutes=3).at
    assert row_of(dossier).state == "submitted"


def test_submit_says_everything_that_is_missing():
    dossier = draft()
    complaints = refused(dossier, Refusals, submit, dossier, act=act()).complaints
    assert [(type(c), c.facts) for c in complaints] == [
        (NameMissing, {}),
        (PaperMissing, {"paper": "Tờ khai"}),
        (PaperMissing, {"paper": "Giấy chứng sinh"}),
    ]
    prepare(dossier, person=PERSON, verdicts={0: "passed"}, act=act())
    one = refused(dossier, PaperMissing, submit, dossier, act=act())
    assert one.facts == {"paper": "Giấy chứng sinh"}


def test_not_needed_does_not_stand_in_for_a_mandatory_paper():
    """A record can become stricter than what was ticked under an older wording of the form."""
    dossier = draft(of=record(papers=[Component("Giấy ủy quyền", required=False)]))
    prepare(dossier, person=PERSON, verdicts={0: "not_needed"}, act=act())
    assert dossier.missing() == []
    strict = draft()
    strict.verdicts = {0: Finding(Verdict.NOT_NEEDED), 1: Finding(Verdict.COMPARED)}
    assert strict.missing() == [0]


def test_receive_numbers_and_promises():
    folder, heard = DossierFolder(), []
    dossier = dossier_in("submitted", folder)
    number = receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=10, heard=heard))
    assert number == dossier.reception_number == "H44.99-261123-0001"
    assert dossier.state == "received"
    assert dossier.received_at == act(minutes=10).at
    assert dossier.due.moment == datetime(2026, 11, 27, 9, 22, tzinfo=LOCAL)
    assert dossier.due.moment.tzinfo is UTC
    assert heard == [DossierReceived(dossier)]
    assert folder.by_number(number) is dossier
    assert folder[number].dossier is dossier
    facts = dossier.chain.last.facts
    assert facts == {"to": "received", "number": number, "due": "2026-11-27T09:22:00+07:00"}
    assert row_of(dossier).due == int(dossier.due.moment.timestamp())


def test_numbers_have_no_gap_in_a_day_and_begin_anew_the_next():
    folder = DossierFolder()
    numbers = []
    for minutes in (10, 11, 12, 60 * 48, 60 * 48 + 1):
        dossier = dossier_in("submitted", folder)
        options = {"agency": AGENCY, "calendar": CALENDAR}
        broken = dossier_in("submitted", folder)
        broken.parties = Parties()
        with pytest.raises(NameMissing):
            receive(broken, act=act(minutes=minutes), **options)
        numbers.append(receive(dossier, act=act(minutes=minutes), **options))
    assert numbers == [f"H44.99-261123-000{n}" for n in (1, 2, 3)] + [f"H44.99-261125-000{n}" for n in (1, 2)]


def test_the_day_of_a_number_is_the_office_s():
    """7:00 in the morning is still the day before in UTC."""
    dossier = dossier_in("submitted")
    early = act(minutes=(24 - 9) * 60 - 12 + 5 * 60)
    assert early.at.date() == date(2026, 11, 23)
    assert receive(dossier, agency=AGENCY, calendar=CALENDAR, act=early) == "H44.99-261124-0001"


def test_without_a_limit_that_can_be_counted_the_official_promises():
    dossier = dossier_in("submitted", of=record(limits=[WORDING]))
    assert due_for(dossier, at=MONDAY, calendar=CALENDAR) is None
    options = {"agency": AGENCY, "calendar": CALENDAR, "act": act(minutes=10)}
    refused(dossier.__parent__, PromiseNeeded, receive, dossier, **options)
    refused(dossier.__parent__, PromiseNeeded, receive, dossier, promised_days=0, **options)
    receive(dossier, promised_days=2, **options)
    assert dossier.due.moment == datetime(2026, 11, 26, 9, 22, tzinfo=LOCAL)
    assert dossier.promised_days == 2


def test_the_law_s_limit_stands_over_a_promise():
    dossier = dossier_in("submitted")
    receive(dossier, agency=AGENCY, calendar=CALENDAR, promised_days=200, act=act(minutes=10))
    assert dossier.due.moment == datetime(2026, 11, 27, 9, 22, tzinfo=LOCAL)


def test_receive_says_everything_at_once_and_takes_no_number():
    dossier = dossier_in("submitted", of=record(limits=[WORDING]))
    dossier.verdicts = {}
    complaints = refused(
        dossier.__parent__, Refusals, receive, dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=-60)
    ).complaints
    assert [type(c) for c in complaints] == [PaperMissing, PaperMissing, PromiseNeeded, ClockBehind]


def test_a_clock_behind_the_dossier_s_last_record_is_noticed():
    dossier = dossier_in("submitted")
    prepare(dossier, person=PERSON, verdicts={2: "not_needed"}, act=act(minutes=30))
    assert dossier.submitted_at < act(minutes=20).at < dossier.chain.last.at
    late = {"agency": AGENCY, "calendar": CALENDAR}
    refused(dossier.__parent__, ClockBehind, receive, dossier, act=act(minutes=20), **late)
    receive(dossier, act=act(minutes=30), **late)


def test_refuse_ends_the_dossier_with_its_reason():
    dossier = dossier_in("submitted")
    refuse(dossier, reason=" Không thuộc thẩm quyền. \x00", act=act(minutes=4))
    assert (dossier.state, dossier.refusal_reason) == ("refused", "Không thuộc thẩm quyền.")
    facts = {"to": "refused", "reason": "Không thuộc thẩm quyền.", "slip": "01/PTC-HDHS"}
    assert dossier.chain.last.facts == facts
    assert dossier.reception_number == ""


def test_a_reason_of_nothing_is_no_reason():
    submitted, awaiting, processing = (dossier_in(s) for s in ("submitted", "awaiting_approval", "processing"))
    for nothing in ("", "  \n", "\u200b\x00"):
        refused(submitted, ReasonMissing, refuse, submitted, reason=nothing, act=act())
        refused(awaiting, ReasonMissing, send_back, awaiting, reason=nothing, act=act())
        refused(
            processing, ReasonMissing, submit_for_approval, processing, outcome="granted", text=nothing, act=act("xuly")
        )


def test_a_reason_is_kept_to_its_limit():
    dossier = dossier_in("submitted")
    refuse(dossier, reason="a" * (NOTE_LIMIT + 5), act=act(minutes=4))
    assert len(dossier.refusal_reason) == NOTE_LIMIT


def test_process_makes_the_official_the_handler():
    dossier = dossier_in("received")
    process(dossier, act=act("xuly", minutes=5))
    assert (dossier.state, dossier.handler, row_of(dossier).handler) == ("processing", "xuly", "xuly")


def test_who_comes_second_does_not_take_the_dossier_from_the_first():
    dossier = dossier_in("processing")
    refused(dossier, NotInThisState, process, dossier, act=act("xulykhac"))
    assert dossier.handler == "xuly"


def test_submit_for_approval_proposes():
    dossier = dossier_in("processing")
    submit_for_approval(
        dossier, outcome="declined", text="Không đủ điều kiện.", references=("12 01/2026 - SCT/BS",), act=act("xuly")
    )
    assert dossier.proposal == Decision("declined", "Không đủ điều kiện.", ("12 01/2026 - SCT/BS",))
    assert dossier.decision is None
    assert dossier.chain.last.facts == {
        "to": "awaiting_approval",
        "outcome": "declined",
        "references": ["12 01/2026 - SCT/BS"],
    }


def test_only_the_handler_proposes():
    dossier = dossier_in("processing")
    options = {"outcome": "granted", "text": "Cấp.", "act": act("xulykhac")}
    refusal = refused(dossier, NotTheHandler, submit_for_approval, dossier, **options)
    assert refusal.facts == {"handler": "xuly"}


def test_an_outcome_that_does_not_exist_is_refused():
    dossier = dossier_in("processing")
    refused(dossier, ReasonMissing, submit_for_approval, dossier, outcome="maybe", text="Cấp.", act=act("xuly"))


def test_approve_makes_the_proposal_the_result():
    dossier = dossier_in("awaiting_approval")
    approve(dossier, act=act("pheduyet", minutes=7))
    assert dossier.decision == replace(dossier.proposal, signature=Signature("pheduyet", (), TODAY))
    assert dossier.resolved_at == act(minutes=7).at
    assert dossier.chain.last.facts == {"to": "resolved", "outcome": "granted", "signer": "pheduyet"}


def test_send_back_drops_the_proposal_and_keeps_the_handler():
    dossier = dossier_in("awaiting_approval")
    send_back(dossier, reason="Thiếu căn cứ.", act=act("pheduyet", minutes=7))
    assert (dossier.state, dossier.proposal, dossier.handler) == ("processing", None, "xuly")
    assert dossier.chain.last.facts == {"to": "processing", "reason": "Thiếu căn cứ."}


def test_return_result_records_who_took_it():
    dossier, heard = dossier_in("resolved"), []
    return_result(
        dossier, to=" Nguyễn  Thị Mẫu", identified_by="Thẻ căn cước ", fee=16_000, originals="Giấy chứng sinh\n",
        act=act("traketqua", minutes=8, heard=heard),
    )  # fmt: skip
    taken = dossier.returned
    assert (taken.to, taken.identified_by, taken.fee, taken.originals, taken.at) == (
        "Nguyễn Thị Mẫu", "Thẻ căn cước", 16_000, "Giấy chứng sinh", act(minutes=8).at,
    )  # fmt: skip
    assert dossier.chain.last.facts == {"to": "returned", "fee": 16_000, "on_time": True, "proxy": False}
    assert heard == [DossierReturned(dossier)]


def test_a_result_fetched_late_was_still_ready_in_time():
    """On time is decided by when the result was ready (QĐ 766/QĐ-TTg), not by when it was fetched."""
    dossier = dossier_in("resolved")
    month = 30 * 24 * 60
    return_result(dossier, to="Mẫu", identified_by="Thẻ", act=act("traketqua", minutes=month))
    assert dossier.returned.at > dossier.due.moment
    assert dossier.chain.last.facts["on_time"] is True


def test_a_result_ready_late_was_late():
    dossier = dossier_in("awaiting_approval")
    approve(dossier, act=act("pheduyet", minutes=7 * 24 * 60))
    return_result(dossier, to="Mẫu", identified_by="Thẻ", act=act("traketqua", minutes=7 * 24 * 60 + 1))
    assert dossier.chain.last.facts["on_time"] is False


def test_a_result_is_not_handed_to_nobody():
    dossier = dossier_in("resolved")
    for to, paper in (("", "Thẻ"), ("Mẫu", " "), ("\u200b", "Thẻ")):
        refused(dossier, ReceiverMissing, return_result, dossier, to=to, identified_by=paper, act=act())


CLOSED = sorted(set(WORKFLOW.states) - set(WORKFLOW.standing["attach"].states))


@pytest.mark.parametrize("state", CLOSED)
def test_nothing_is_added_or_taken_away_while_others_decide_and_afterwards(state, tmp_path):
    dossier = dossier_in(state)
    for do, options in (
        (attach, {**files(tmp_path / "in"), "verdict": CLEAN, "name": "x.pdf", "component": None}),
        (detach, {"number": 1}),
    ):
        refusal = refused(dossier.__parent__, NotInThisState, do, dossier, **options, act=act())
        assert refusal.facts["state"] == state


@pytest.mark.parametrize("state", ["received", "processing", "consulting"])
def test_what_was_handed_in_stays_as_it_is_after_reception(state, tmp_path):
    dossier = draft()
    attached(dossier, tmp_path / "handed")
    PATHS[state](dossier)
    options = {**files(tmp_path / "in"), "verdict": CLEAN, "name": "x.pdf", "act": act(minutes=9)}
    refused(dossier, HandedInAlready, attach, dossier, component=0, **options)
    refused(dossier, PaperStays, detach, dossier, number=1, act=act(minutes=9))
    refused(dossier, NotInThisState, prepare, dossier, verdicts={0: "wrong"}, act=act(minutes=9))
    attach(dossier, component=None, **options)
    detach(dossier, number=2, act=act(minutes=10))


def test_a_paper_that_was_still_owed_is_added_after_reception(tmp_path):
    dossier = draft()
    later = Finding(Verdict.PAPER_LATER, "Máy quét hỏng", date(2026, 11, 30))
    prepare(dossier, person=PERSON, verdicts={**VERDICTS, 0: later}, act=act(minutes=2))
    submit(dossier, act=act(minutes=3))
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))
    assert dossier.owed() == date(2026, 11, 30)
    attached(dossier, tmp_path / "in")
    assert dossier.owed() is None
    assert dossier.component_verdict(0) is Verdict.ATTACHED
    assert dossier.__parent__.listing_faults() == []


def test_a_scan_of_what_was_missing_is_there_and_of_what_was_wrong_is_looked_at(tmp_path):
    dossier = draft()
    prepare(dossier, person=PERSON, verdicts={0: "missing", 1: Finding(Verdict.WRONG, "Mờ.")}, act=act())
    attached(dossier, tmp_path / "one", component=0)
    attached(dossier, tmp_path / "two", component=1)
    assert dossier.component_verdict(0) is Verdict.ATTACHED
    assert dossier.component_verdict(1) is Verdict.WRONG


def test_prepare_from_an_old_form_is_refused():
    dossier = dossier_in("submitted")
    refusal = refused(dossier, StaleForm, prepare, dossier, person=PERSON, verdicts={}, seen=1, act=act())
    assert refusal.facts == {"by": "tiepdon", "what": "submit"}


def test_every_refusal_has_a_sentence_without_gaps():
    dossier = dossier_in("processing")
    for raised in (
        refused(dossier, NotTheHandler, submit_for_approval, dossier, outcome="granted", text="C", act=act("khac")),
        refused(dossier, StaleForm, approve, dossier, seen=0, act=act()),
    ):
        assert "${" not in raised.sentence.interpolate()


def test_components_are_those_of_the_revision_it_was_filed_under():
    folder, procedures = DossierFolder(), catalogue()
    procedure = procedures["1.000001"]
    dossier = greet(folder, procedure=procedure, today=TODAY, act=act())
    from hcc.procedures.operations.publish import publish_revision

    newer = procedure.add_revision(record(papers=[]), made_by="danhmuc", made_at=MONDAY, base=1)
    publish_revision(newer, effective=TODAY, act=act("danhmuc"))
    assert procedure.published(TODAY) is newer
    assert dossier.record.components == PAPERS


def test_bytes_past_the_limit_are_refused(tmp_path):
    from hcc.files.received import TooBig
    from hcc.files.received import receive as receive_bytes

    with pytest.raises(TooBig):
        receive_bytes(io.BytesIO(b"x" * 11), tmp_path, limit=10)
