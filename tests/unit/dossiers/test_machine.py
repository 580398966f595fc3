"""Any acts by anyone in any order: the dossiers, their chains, their worklist and their numbers always agree."""

import re
from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from hcc.core.errors import Refusal
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.send_back import send_back
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.resources import DossierFolder, Person
from hcc.dossiers.workflow import WORKFLOW
from hcc.procedures.record import LimitUnit, TimeLimit
from unit.dossiers.building import AGENCY, CALENDAR, PERSON, TODAY, act, catalogue, record

WORDING = TimeLimit(LimitUnit.WORDING, wording="Theo quy định", review="chưa rõ")
PEOPLE = st.sampled_from(["tiepnhan", "xuly", "xulykhac"])
REASONS = st.sampled_from(["", "  ", "Thiếu căn cứ."])


class Office(RuleBasedStateMachine):
    """A few dossiers of two procedures, and everything that may be asked of them."""

    dossiers = Bundle("dossiers")

    @initialize()
    def open(self):
        self.folder = DossierFolder()
        self.procedures = catalogue(record(), record("1.000002", limits=[WORDING]))
        self.minutes = 0.0
        self.known: dict[str, tuple] = {}
        self.numbers: dict[str, str] = {}
        self.refused = 0

    def now(self, by: str):
        self.minutes += 7
        return act(by, minutes=self.minutes)

    def do(self, operation, dossier, *, by="tiepnhan", age=0, **options):
        """One act; `age` makes its form so many acts old."""
        length = len(dossier.chain)
        try:
            operation(dossier, seen=length - age, act=self.now(by), **options)
        except Refusal:
            self.refused += 1
            assert len(dossier.chain) == length
            assert self.seen_of(dossier) == self.known[dossier.token], "a refusal changed the dossier"
        else:
            assert age == 0, "an old form got through"
            assert len(dossier.chain) == length + 1 or (operation is prepare and len(dossier.chain) == length)
            self.known[dossier.token] = self.seen_of(dossier)

    @staticmethod
    def seen_of(dossier):
        return (
            dossier.state, dossier.person, dict(dossier.verdicts), dossier.handler, dossier.proposal, dossier.decision,
            dossier.reception_number, dossier.due, dossier.returned, dossier.refusal_reason, dossier.chain.head,
        )  # fmt: skip

    @precondition(lambda self: len(self.folder) < 4)
    @rule(target=dossiers, code=st.sampled_from(["1.000001", "1.000002"]))
    def greet(self, code):
        dossier = greet(self.folder, procedure=self.procedures[code], today=TODAY, act=self.now("tiepdon"))
        self.known[dossier.token] = self.seen_of(dossier)
        return dossier

    @rule(
        dossier=dossiers,
        person=st.sampled_from([PERSON, Person(), Person("Mẫu", "12")]),
        verdicts=st.sampled_from([{0: "passed", 1: "compared_with_original"}, {}, {0: "not_needed"}]),
        age=st.sampled_from([0, 0, 0, 1]),
    )
    def prepare(self, dossier, person, verdicts, age):
        self.do(prepare, dossier, person=person, verdicts=verdicts, age=age)

    @rule(dossier=dossiers, steps=st.integers(1, 4))
    def go_on_as_usual(self, dossier, steps):
        """The usual next acts, so that late states are reached as often as early ones."""
        for _ in range(steps):
            if dossier.state == "draft":
                self.do(prepare, dossier, person=PERSON, verdicts={0: "passed", 1: "from_database"})
                self.do(submit, dossier)
            elif dossier.state == "submitted":
                self.do(receive, dossier, agency=AGENCY, calendar=CALENDAR, promised_days=5)
            elif dossier.state == "received":
                self.do(process, dossier, by="xuly")
            elif dossier.state == "processing":
                self.do(submit_for_approval, dossier, by=dossier.handler, outcome="granted", text="Cấp giấy.")
            elif dossier.state == "awaiting_approval":
                self.do(approve, dossier, by="pheduyet")

    @rule(dossier=dossiers, age=st.sampled_from([0, 0, 0, 2]))
    def submit(self, dossier, age):
        self.do(submit, dossier, age=age)

    @rule(dossier=dossiers, promised=st.sampled_from([None, 0, 5]), age=st.sampled_from([0, 0, 0, 1]))
    def receive(self, dossier, promised, age):
        self.do(receive, dossier, agency=AGENCY, calendar=CALENDAR, promised_days=promised, age=age)

    @rule(dossier=dossiers, reason=REASONS)
    def refuse(self, dossier, reason):
        self.do(refuse, dossier, reason=reason)

    @rule(dossier=dossiers, by=PEOPLE)
    def process(self, dossier, by):
        self.do(process, dossier, by=by)

    @rule(dossier=dossiers, by=PEOPLE, outcome=st.sampled_from(["granted", "declined", "maybe"]), text=REASONS)
    def submit_for_approval(self, dossier, by, outcome, text):
        self.do(submit_for_approval, dossier, by=by, outcome=outcome, text=text)

    @rule(dossier=dossiers, age=st.sampled_from([0, 0, 1]))
    def approve(self, dossier, age):
        self.do(approve, dossier, by="pheduyet", age=age)

    @rule(dossier=dossiers, reason=REASONS)
    def send_back(self, dossier, reason):
        self.do(send_back, dossier, by="pheduyet", reason=reason)

    @rule(dossier=dossiers, to=st.sampled_from(["Mẫu", ""]))
    def return_result(self, dossier, to):
        self.do(return_result, dossier, by="traketqua", to=to, identified_by="Thẻ")

    @invariant()
    def every_state_is_in_the_table_and_fits_its_history(self):
        for dossier in self.folder.all():
            state = WORKFLOW.initial
            for done in dossier.chain:
                if done.what in WORKFLOW.transitions:
                    state = WORKFLOW.target(done.what, state)
            assert dossier.state == state

    @invariant()
    def chains_are_whole(self):
        assert all(dossier.chain.faults() == [] for dossier in self.folder.all())

    @invariant()
    def the_worklist_is_right(self):
        assert self.folder.listing_faults() == []
        states = Counter(dossier.state for dossier in self.folder.all())
        for state in WORKFLOW.states:
            listed = self.folder.worklist(state, limit=1_000).rows
            assert len(listed) == self.folder.count(state) == states[state]
            assert [row.due for row in listed] == sorted(row.due for row in listed)

    @invariant()
    def numbers_are_given_once_and_have_no_gap(self):
        taken: dict[str, list[int]] = {}
        for dossier in self.folder.all():
            before_reception = dossier.state in ("draft", "submitted", "refused")
            assert bool(dossier.reception_number) is not before_reception
            if dossier.reception_number:
                assert self.numbers.setdefault(dossier.token, dossier.reception_number) == dossier.reception_number
                assert self.folder.by_number(dossier.reception_number) is dossier
                assert dossier.due is not None
                day, serial = re.fullmatch(r"H44\.99-(\d{6})-(\d{4})", dossier.reception_number).groups()
                taken.setdefault(day, []).append(int(serial))
        for serials in taken.values():
            assert sorted(serials) == list(range(1, len(serials) + 1))

    @invariant()
    def who_handles_and_what_was_decided_fit_the_state(self):
        for dossier in self.folder.all():
            handled = dossier.state in ("processing", "awaiting_approval", "resolved", "returned")
            assert (dossier.handler is not None) is handled
            assert (dossier.decision is not None) is (dossier.state in ("resolved", "returned"))
            if dossier.state == "awaiting_approval":
                assert dossier.proposal is not None
            assert (dossier.returned is not None) is (dossier.state == "returned")

    @invariant()
    def final_states_stay(self):
        for dossier in self.folder.all():
            known = self.known[dossier.token]
            if WORKFLOW.states[known[0]].final:
                assert self.seen_of(dossier) == known


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
