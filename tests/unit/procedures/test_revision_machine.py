"""Everything that may be done with the texts of a procedure, in any order and over any days, the server often off.

What citizens see follows from days alone; nothing is ever deleted or rewritten; an index that is told of acts and of
days that passed shows what is in force.
"""

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.procedures.indexing import crossed_since, document_of
from hcc.procedures.operations.ask_end import ask_cancelling, ask_withdrawal, give_back_end
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import last_in_line, publish_revision
from hcc.procedures.operations.return_to import return_to
from hcc.procedures.operations.submit import send_back, submit_revision
from hcc.procedures.operations.withdraw import cancel_scheduled, withdraw_procedure
from hcc.procedures.resources import Procedure, ProcedureFolder, RevisionState
from unit.dossiers.building import MONDAY, record

CODE = "1.000001"
PEOPLE = st.sampled_from(["an", "binh"])
OFFSETS = st.integers(-12, 12)


class Texts(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = ProcedureFolder()
        self.procedure = self.folder[CODE] = Procedure(CODE)
        self.now = MONDAY
        self.written = 0
        self.approved: dict[int, tuple] = {}
        self.seen: dict[date, int] = {}
        self.indexed_on, self.position, self.indexed = "", 0, None

    @property
    def today(self) -> date:
        return self.now.date()

    def act(self, by: str = "an") -> Act:
        self.now += timedelta(seconds=1)
        return Act(by, self.now)

    def tried(self, operation, *args, **options) -> bool:
        """The act, or the refusal: then nothing has changed."""
        before = (len(self.folder.chain), len(self.procedure.revisions), self._states())
        with suppress(Refusal):
            operation(*args, **options)
            assert len(self.folder.chain) == before[0] + 1
            return True
        assert (len(self.folder.chain), len(self.procedure.revisions), self._states()) == before
        return False

    def _states(self) -> list[RevisionState]:
        return [one.state(self.today) for one in self.procedure.revisions.values()]

    @rule(by=PEOPLE, last=st.none() | OFFSETS)
    def write(self, by, last):
        self.written += 1
        ends = None if last is None else self.today + timedelta(days=last)
        text = record(CODE, audience=f"Lần {self.written}", effective_to=ends)
        if self.procedure.revisions:
            stamp = draft_stamp(self.procedure)
            assert self.tried(edit_procedure, self.procedure, record=text, opened_on=stamp, act=self.act(by))
        else:
            self.procedure.add_revision(text, made_by=by, made_at=self.now)

    @precondition(lambda self: self.procedure.draft() is not None)
    @rule(by=PEOPLE, reason=st.sampled_from(["", "Sai phí"]))
    def submit_or_send_back(self, by, reason):
        draft = self.procedure.draft()
        if draft.submitted_at is None:
            assert self.tried(submit_revision, draft, act=self.act(by))
            assert draft.state(self.today) is RevisionState.REVIEW
        else:
            assert self.tried(send_back, draft, reason=reason, act=self.act(by)) is bool(reason)

    @precondition(lambda self: self.procedure.draft() is not None)
    @rule(by=PEOPLE, offset=OFFSETS, reason=st.sampled_from(["", "Đến muộn"]))
    def publish(self, by, offset, reason):
        draft, day = self.procedure.draft(), self.today + timedelta(days=offset)
        writer, submitted = draft.made_by, draft.submitted_at
        if self.tried(publish_revision, draft, effective=day, reason=reason, act=self.act(by)):
            assert day >= self.today or reason
            assert not self.folder.four_eyes or (by != writer and submitted is not None)
            assert self.procedure.in_effect(max(day, self.today)) is draft
            self.seen = {past: number for past, number in self.seen.items() if past < day}

    @rule(ahead=st.integers(0, 12))
    def one_more_text(self, ahead):
        """Written, submitted and approved for a day on which it may take effect."""
        if self.procedure.draft() is None:
            self.write("an", None)
        draft, last = self.procedure.draft(), last_in_line(self.procedure)
        if draft.submitted_at is None:
            submit_revision(draft, act=self.act())
        first = max(self.today, last.effective_from if last is not None else self.today)
        day, other = first + timedelta(days=ahead), "binh" if draft.made_by == "an" else "an"
        assert self.tried(publish_revision, draft, effective=day, act=self.act(other))

    @rule(on=st.sampled_from([False, False, True]))
    def ask_for_two(self, on):
        self.folder.four_eyes = on

    @precondition(lambda self: self.procedure.published(self.today) or self.procedure.upcoming(self.today))
    @rule(by=PEOPLE, offset=OFFSETS, reason=st.sampled_from(["", "Bãi bỏ"]))
    def ask_for_withdrawal(self, by, offset, reason):
        """Nothing ends by that."""
        day = self.today + timedelta(days=offset)
        if self.tried(ask_withdrawal, self.procedure, on=day, reason=reason, act=self.act(by)):
            assert reason
            assert self.procedure.waiting_end(self.today)

    @precondition(lambda self: self.procedure.asked_end is not None)
    @rule(by=PEOPLE, reason=st.sampled_from(["", "Còn hiệu lực"]))
    def give_back(self, by, reason):
        mine = by == self.procedure.asked_end.by
        assert self.tried(give_back_end, self.procedure, reason=reason, act=self.act(by)) is bool(reason or mine)

    @precondition(lambda self: self.procedure.published(self.today) or self.procedure.upcoming(self.today))
    @rule(by=PEOPLE, offset=OFFSETS, as_asked=st.booleans(), reason=st.sampled_from(["", "Bãi bỏ"]))
    def withdraw(self, by, offset, as_asked, reason):
        asked = self.procedure.asked_end
        day = asked.on if asked is not None and as_asked else self.today + timedelta(days=offset)
        if self.tried(withdraw_procedure, self.procedure, on=day, reason=reason, act=self.act(by)):
            assert reason
            assert not self.folder.four_eyes or (asked is not None and asked.by != by and asked.on == day)
            assert self.procedure.asked_end is None
            assert [self.procedure.published(day + timedelta(days=n)) for n in range(30)] == [None] * 30
            self.seen = {past: number for past, number in self.seen.items() if past < day}

    @precondition(lambda self: self.procedure.upcoming(self.today) is not None)
    @rule()
    def cancel(self):
        coming, shown = self.procedure.upcoming(self.today), self.procedure.published(self.today)
        if self.folder.four_eyes:
            assert not self.tried(cancel_scheduled, coming, reason="Nhầm ngày", act=self.act("binh"))
            assert self.tried(ask_cancelling, coming, reason="Nhầm ngày", act=self.act("an"))
            assert not self.tried(cancel_scheduled, coming, reason="Nhầm ngày", act=self.act("an"))
        assert self.tried(cancel_scheduled, coming, reason="Nhầm ngày", act=self.act("binh"))
        assert coming.state(self.today) is RevisionState.WITHDRAWN
        assert self.procedure.published(self.today) is shown

    @precondition(lambda self: self.procedure.revisions)
    @rule(data=st.data())
    def bring_back(self, data):
        number = data.draw(st.sampled_from(list(self.procedure.revisions)))
        text = self.procedure.revisions[number].record
        if self.tried(return_to, self.procedure, number=number, reason="Nhầm", act=self.act()):
            assert self.procedure.draft().record == text
            assert self.procedure.draft().copy_of == number

    @rule(days=st.integers(0, 15))
    def days_pass(self, days):
        """Perhaps with the server off: nothing runs at midnight."""
        self.now += timedelta(days=days)

    @rule()
    def index_follows(self):
        """What an index does when somebody asks it: the changes since, then the days that passed."""
        changes = list(self.folder.journal.since(self.position))
        told = {code for _, _, code in changes}
        told |= set(crossed_since(self.folder, self.indexed_on, self.today))
        if changes:
            self.position = changes[-1][0]
        if CODE in told:
            self.indexed = document_of(self.procedure, self.today)
        self.indexed_on = self.today.isoformat()
        assert self.indexed == document_of(self.procedure, self.today)

    @invariant()
    def one_text_a_day(self):
        for offset in (-20, -1, 0, 1, 7, 40):
            day = self.today + timedelta(days=offset)
            shown = self.procedure.published(day)
            in_force = [one for one in self.procedure.revisions.values() if one.state(day) is RevisionState.PUBLISHED]
            assert in_force == ([shown] if shown is not None else [])

    @invariant()
    def what_is_told_beforehand_comes(self):
        ahead = [self.today + timedelta(days=offset) for offset in range(1, 40)]
        end, coming = self.procedure.ending(self.today), self.procedure.upcoming(self.today)
        if self.procedure.published(self.today) is None:
            assert end is None
        else:
            over = next((day for day in ahead if self.procedure.published(day) is None), None)
            assert (end if end is not None and end <= ahead[-1] else None) == over
        if coming is not None:
            assert coming.effective_from > self.today
            assert self.procedure.published(coming.effective_from) is coming
            before = [self.today + timedelta(days=n) for n in range((coming.effective_from - self.today).days)]
            assert {self.procedure.published(day) for day in before} <= {self.procedure.published(self.today), None}

    @invariant()
    def what_was_seen_stays_so(self):
        """A day that has passed is told the same ever after, but for acts that reach back to it."""
        shown = self.procedure.published(self.today)
        self.seen[self.today] = shown.number if shown is not None else 0
        for day, number in self.seen.items():
            then = self.procedure.published(day)
            assert (then.number if then is not None else 0) == number, day

    @invariant()
    def what_was_approved_is_never_written_again(self):
        assert list(self.procedure.revisions) == list(range(1, len(self.procedure.revisions) + 1))
        for number, one in self.procedure.revisions.items():
            if one.approved_at is not None:
                kept = (one.record, one.made_by, one.approved_by, one.approved_at, one.effective_from)
                assert self.approved.setdefault(number, kept) == kept
        drafts = [one for one in self.procedure.revisions.values() if one.approved_at is None]
        assert len(drafts) <= 1
        assert not self.folder.chain.faults()


Texts.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestTexts = Texts.TestCase
