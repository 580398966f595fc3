"""Any acts by anyone in any order: dossiers, chains, lists, numbers and due moments always agree."""

import re
from collections import Counter
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from hcc.core.calendar import LOCAL
from hcc.core.deadlines import AfterPause, DeadlinePolicy
from hcc.core.errors import Refusal
from hcc.dossiers.checklist import Finding, Verdict
from hcc.dossiers.course import Defect
from hcc.dossiers.day_figures import figures_at
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.people import Parties, Person
from hcc.dossiers.resources import Dossier, DossierFolder, reception_day
from hcc.dossiers.results import ResultPaper
from hcc.dossiers.workflow import WORKFLOW
from hcc.dossiers.worklist import Span
from hcc.procedures.record import LimitUnit, TimeLimit
from unit.dossiers.building import (
    AGENCY,
    CALENDAR,
    COLLEAGUE,
    HANDLER,
    PATHS,
    PERSON,
    RESULTS,
    TODAY,
    act,
    catalogue,
    dossier_in,
    record,
)
from unit.dossiers.test_every_act import ACTS

WORDING = TimeLimit(LimitUnit.WORDING, wording="Theo quy định", review="chưa rõ")
PEOPLE = st.sampled_from(["tiepnhan", "xuly", "xulykhac"])
WHY = st.sampled_from(["Thiếu căn cứ.", "Lý do khác.", "Vì thế.", " "])
WORDS = st.sampled_from(["Đủ điều kiện.", "Đồng ý.", ""])
DAYS = st.integers(-3, 40).map(lambda days: TODAY + timedelta(days=days))
OFFICIALS = st.sampled_from([HANDLER, COLLEAGUE, None])
VERDICTS = st.sampled_from(
    [
        {0: "passed", 1: "compared_with_original"},
        {0: "passed", 1: "from_database"},
        {},
        {0: "not_needed"},
        {0: "wrong"},
        {1: Finding(Verdict.PAPER_LATER, "Máy quét hỏng", date(2026, 12, 31))},
    ]
)
TIMING = {"calendar": st.just(CALENDAR)}
OPTIONS: dict[str, dict] = {
    "receive": {
        "agency": st.just(AGENCY),
        "promised_days": st.sampled_from([None, 0, 5]),
        "own_code": st.booleans(),
        **TIMING,
    },
    "refuse": {"reason": WHY},
    "assign": {"official": OFFICIALS},
    "reassign": {"official": OFFICIALS, "reason": WHY},
    "request_supplement": {
        "defects": st.lists(
            st.builds(Defect, WORDS, st.sampled_from([None, 0, 1, 7]), missing=st.booleans()), max_size=2
        ),
        "director": st.booleans(),
        "second_reason": WHY,
        **TIMING,
    },
    "supply": TIMING,
    "require_payment": {"amount": st.sampled_from([0, 1, 50_000]), "purpose": WHY},
    "confirm_payment": {
        "amount": st.sampled_from([1, 50_000]),
        "method": st.sampled_from(["cash", "portal"]),
        "receipt_number": WHY,
    },
    "consult": {"official": OFFICIALS, "of": WHY, "question": WORDS, "due": DAYS},
    "answer_consultation": {"number": st.integers(1, 3), "opinion": WORDS},
    "appraise": {"opinion": WORDS},
    "record_external_work": {"system": WHY, "number": WHY},
    "submit_for_approval": {
        "outcome": st.sampled_from(["granted", "declined", "maybe"]),
        "text": WORDS,
        "papers": st.sampled_from([[], [ResultPaper(number="1", symbol="QD")], [ResultPaper(code="KQ")]]),
    },
    "approve": {"clerk_registers": st.booleans()},
    "send_back": {"reason": WHY},
    "register_and_seal": {
        "number": st.sampled_from(["1", "2", "3", ""]),
        "symbol": st.just("QD"),
        "day": DAYS,
        "more": st.booleans(),
    },
    "extend": {"until": DAYS, "reason": WHY, **TIMING},
    "stop": {"reason": WHY, "basis": WHY},
    "request_withdrawal": {"reason": WHY},
    "accept_withdrawal": {"given_back": WHY},
    "decline_withdrawal": {"reason": WHY},
    "announce_result": {"means": st.sampled_from(["phone", "not_reached"])},
    "note_call": {"to": WHY, "reached": st.booleans(), "note": WORDS},
    "return_result": {
        "to": st.sampled_from(["Mẫu", ""]),
        "identified_by": st.just("Thẻ"),
        "proxy": st.booleans(),
        "authorisation": WHY,
    },
    "correct": {
        "parties": st.sampled_from([Parties(), Parties(PERSON), Parties(Person("Người Khác"))]),
        "reason": WHY,
    },
    "set_dossier_code": {
        "code": st.sampled_from(["H44.99-261123-7001", "H44.99-261123-7002", "HS-7003", "?"]),
        "unusual": st.booleans(),
    },
    "hand_over": {"to": WHY, **TIMING},
    "prepare": {
        "person": st.sampled_from([PERSON, Person(), Person("Mẫu", "12"), None]),
        "verdicts": VERDICTS,
        "channel": st.sampled_from([None, "post"]),
    },
    "submit": {},
    "process": {},
    "resolve": {},
}
"""What is given to each act: right things and wrong ones."""
KEPT = (
    ("request_supplement", "supplements"),
    ("confirm_payment", "payments"),
    ("hand_over", "control_slip"),
    ("consult", "consultations"),
    ("appraise", "appraisals"),
    ("record_external_work", "external_work"),
    ("announce_result", "announcements"),
    ("note_call", "calls"),
)
"""What an act adds, and where it is kept."""


class Office(RuleBasedStateMachine):
    """A few dossiers of three procedures, and everything that may be asked of them."""

    dossiers = Bundle("dossiers")

    @initialize(resume=st.booleans())
    def open(self, resume):
        self.folder = DossierFolder()
        self.policy = DeadlinePolicy(pause=AfterPause.RESUME if resume else AfterPause.RESTART)
        civil = record("1.000003", field="ho-tich", results=RESULTS)
        self.procedures = catalogue(record(), record("1.000002", limits=[WORDING]), civil)
        self.minutes = 10.0
        self.known: dict[str, dict] = {}
        self.numbers: dict[str, str] = {}

    def now(self, by: str):
        self.minutes += 7
        return act(by, minutes=self.minutes)

    def do(self, verb: str, dossier: Dossier, options: dict, *, by: str, age: int = 0) -> None:
        """One act; `age` makes its form so many acts old."""
        operation = ACTS[verb][0]
        if verb in ("receive", "supply", "request_supplement", "extend"):
            options = {**options, "policy": self.policy}
        length = len(dossier.chain)
        try:
            operation(dossier, **options, seen=length - age, act=self.now(by))
        except Refusal:
            assert len(dossier.chain) == length
            assert seen_of(dossier) == self.known[dossier.token], "a refusal changed the dossier"
            return
        assert age == 0, "an old form got through"
        saved_nothing_new = verb == "prepare" and len(dossier.chain) == length
        assert len(dossier.chain) == length + 1 or saved_nothing_new
        self.known[dossier.token] = seen_of(dossier)

    @precondition(lambda self: len(self.folder) < 4)
    @rule(target=dossiers, code=st.sampled_from(["1.000001", "1.000002", "1.000003"]))
    def greet(self, code):
        dossier = greet(self.folder, procedure=self.procedures[code], today=TODAY, act=self.now("tiepdon"))
        self.known[dossier.token] = seen_of(dossier)
        return dossier

    @precondition(lambda self: len(self.folder) < 4)
    @rule(target=dossiers, state=st.sampled_from(sorted(PATHS)))
    def one_that_came_earlier(self, state):
        """The first morning's dossiers stand anywhere on the way."""
        dossier = dossier_in(state, self.folder)
        self.known[dossier.token] = seen_of(dossier)
        return dossier

    @rule(days=st.integers(1, 4))
    def time_passes(self, days):
        self.minutes += days * 24 * 60

    @rule(dossier=dossiers, verb=st.sampled_from(sorted(OPTIONS)), by=PEOPLE, data=st.data())
    def anything(self, dossier, verb, by, data):
        options = data.draw(st.fixed_dictionaries(OPTIONS[verb]), label=verb)
        age = data.draw(st.sampled_from([0, 0, 0, 1]), label="age")
        self.do(verb, dossier, options, by=by, age=age)

    @rule(dossier=dossiers, by=PEOPLE, data=st.data())
    def something_the_state_allows(self, dossier, by, data):
        table = [*WORKFLOW.acts_from(dossier.state), *WORKFLOW.standing_in(dossier.state)]
        verbs = sorted({one.act for one in table} & set(OPTIONS))
        if verbs:
            verb = data.draw(st.sampled_from(verbs), label="verb")
            options = data.draw(st.fixed_dictionaries(OPTIONS[verb]), label=verb)
            self.do(verb, dossier, options, by=dossier.handler or by)

    @rule(dossier=dossiers, data=st.data())
    def the_right_thing(self, dossier, data):
        """An act as it is usually done, by whoever has the dossier."""
        table = [*WORKFLOW.acts_from(dossier.state), *WORKFLOW.standing_in(dossier.state)]
        granted = {permission for given in dossier.standing.grants.values() for permission in given}
        verbs = sorted({one.act for one in table if one.permission in granted} & set(OPTIONS))
        if verbs:
            self.usual(dossier, data.draw(st.sampled_from(verbs), label="verb"))

    @rule(dossier=dossiers, steps=st.integers(1, 4))
    def on_to_the_handler(self, dossier, steps):
        """The usual first acts, so that the middle of the way is reached as often as its beginning."""
        for verb in ("submit", "receive", "process")[:steps]:
            if dossier.state in WORKFLOW.transitions[verb].sources:
                self.usual(dossier, verb)

    def usual(self, dossier: Dossier, verb: str) -> None:
        if verb in ("submit", "supply"):
            right = {"verdicts": {0: "passed", 1: "from_database"}}
            person = {"person": PERSON} if dossier.received_at is None else {}
            self.do("prepare", dossier, {**person, **right}, by="tiepnhan")
        options = {**ACTS[verb][1]}
        if verb == "receive":
            options["promised_days"] = 5
        if verb == "extend" and dossier.due is not None:
            options["until"] = CALENDAR.next_working_day(dossier.due.moment.date() + timedelta(days=3))
        if verb in ("consult", "register_and_seal"):
            options["due" if verb == "consult" else "day"] = reception_day(act(minutes=self.minutes + 7).at)
        if verb == "register_and_seal":
            options["number"] = f"{self.minutes:.0f}"
        if verb == "answer_consultation":
            options["number"] = next(one.number for one in dossier.consultations if one.open)
        self.do(verb, dossier, options, by=dossier.handler or "xuly")

    @invariant()
    def every_state_fits_its_history(self):
        for dossier in self.folder.all():
            state = WORKFLOW.initial
            for done in dossier.chain:
                if done.what in WORKFLOW.transitions:
                    assert done.facts["to"] in WORKFLOW.transitions[done.what].targets
                    WORKFLOW.target(done.what, state)
                    state = done.facts["to"]
            assert dossier.state == state

    @invariant()
    def chains_are_whole_and_tell_of_everything_that_is_kept(self):
        for dossier in self.folder.all():
            assert dossier.chain.faults() == []
            done = Counter(one.what for one in dossier.chain)
            for verb, kept in KEPT:
                assert len(getattr(dossier, kept)) == done[verb], (verb, kept)
            slips = [one.facts["slip"] for one in dossier.chain if "slip" in one.facts]
            assert [slip.line for slip in dossier.slips] == slips
            assert (dossier.extension is not None) is bool(done["extend"])
            assert done["extend"] <= 1

    @invariant()
    def the_lists_are_right(self):
        assert self.folder.listing_faults() == []
        states = Counter(dossier.state for dossier in self.folder.all())
        for state in WORKFLOW.states:
            listed = self.folder.worklist(state, limit=1_000).rows
            assert len(listed) == self.folder.count_in(Span(state)) == states[state]
            assert [row.due for row in listed] == sorted(row.due for row in listed)

    @invariant()
    def figures_of_this_moment_are_those_of_the_dossiers(self):
        at = act(minutes=self.minutes).at
        total = figures_at(self.folder, at).total
        there = [one for one in self.folder.all() if one.received_at and not one.resolved_at and not one.standing.final]
        waiting = [one for one in there if one.due.paused_since is not None]
        assert (total.in_process, total.waiting) == (len(there), len(waiting))
        assert total.overdue == sum(one.due.moment < at for one in there if one not in waiting)
        assert total.adds_up

    @invariant()
    def numbers_are_given_once_and_have_no_gap(self):
        taken: dict[str, list[int]] = {}
        codes: list[str] = []
        for dossier in self.folder.all():
            assert bool(dossier.reception_number) is (dossier.received_at is not None)
            if dossier.reception_number:
                assert self.numbers.setdefault(dossier.token, dossier.reception_number) == dossier.reception_number
                assert self.folder.by_number(dossier.reception_number) is dossier
                day, serial = re.fullmatch(r"H44\.99-(\d{6})-(\d{4})", dossier.reception_number).groups()
                taken.setdefault(day, []).append(int(serial))
            if dossier.dossier_code:
                assert self.folder.by_number(dossier.dossier_code) is dossier
                codes.append(dossier.dossier_code)
        assert len(codes) == len(set(codes))
        for serials in taken.values():
            assert sorted(serials) == list(range(1, len(serials) + 1))

    @invariant()
    def slips_have_no_gap_and_lead_to_their_dossiers(self):
        taken: dict[tuple[str, int], list[int]] = {}
        for dossier in self.folder.all():
            for slip in dossier.slips:
                taken.setdefault((slip.kind, slip.year), []).append(slip.number)
                assert slip.year == reception_day(slip.at).year
                assert self.folder.by_slip(slip.kind.value, slip.year, slip.number) is dossier
        for numbers in taken.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    @invariant()
    def a_due_moment_lies_behind_reception_and_in_a_session(self):
        for dossier in self.folder.all():
            assert (dossier.due is not None) is (dossier.received_at is not None)
            if dossier.due is not None:
                moment = dossier.due.moment.astimezone(LOCAL)
                assert moment > dossier.received_at
                assert any(begin <= moment <= end for begin, end in CALENDAR.sessions_on(moment.date()))
                waiting = bool(dossier.pauses) and dossier.pauses[-1].answered_at is None
                assert (dossier.due.paused_since is not None) is waiting
                if dossier.extension is not None:
                    assert dossier.due.moment >= dossier.extension.moment

    @invariant()
    def who_handles_and_what_was_decided_fit_the_state(self):
        for dossier in self.folder.all():
            what = {one.what for one in dossier.chain}
            assert (dossier.handler is not None) is bool(what & {"process", "assign"})
            decided = dossier.state in ("resolved", "returned") or dossier.sealing
            assert (dossier.decision is not None) is decided
            if dossier.state in ("resolved", "returned"):
                assert dossier.resolved_at is not None
                declined = dossier.decision.outcome == "declined"
                assert dossier.results or dossier.external_work or not (declined or dossier.record.results)
            if dossier.state == "awaiting_approval":
                assert dossier.proposal is not None
            assert (dossier.returned is not None) is (dossier.state == "returned")
            assert (dossier.payment_request is not None) >= (dossier.state == "payment_required")
            assert any(one.open for one in dossier.consultations) >= (dossier.state == "consulting")
            assert (dossier.withdrawal is not None) >= (dossier.state == "withdrawal_requested")

    @invariant()
    def second_requests_count_as_overdue(self):
        for dossier in self.folder.all():
            assert dossier.counts_as_overdue is (len(dossier.supplements) > 1)

    @invariant()
    def final_states_stay(self):
        for dossier in self.folder.all():
            known = self.known[dossier.token]
            if WORKFLOW.states[known["state"]].final:
                assert seen_of(dossier) == known


def seen_of(dossier: Dossier) -> dict:
    """Everything about a dossier, by name."""
    apart = {"chain", "papers", "revision", "__parent__"}
    kept = {name: value for name, value in dossier.__dict__.items() if name not in apart}
    return {**kept, "verdicts": dict(dossier.verdicts), "head": dossier.chain.head}


def test_every_act_of_the_table_is_asked_for():
    assert set(OPTIONS) == set(ACTS)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
