"""What happens to one visit: the acts of the office in the order of the pages, by the officials who did the work."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hcc.certifications.operations.certify import PaperRow, certify_visit
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.resources import Requester
from hcc.certifications.resources import Visit as CopyVisit
from hcc.certifications.signers import signer_named
from hcc.core.act import Act
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import DeadlinePolicy, policy_of
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.channels import Channel
from hcc.dossiers.course import Defect
from hcc.dossiers.operations.accept_withdrawal import accept_withdrawal
from hcc.dossiers.operations.announce_result import Means, announce_result
from hcc.dossiers.operations.answer_consultation import answer_consultation
from hcc.dossiers.operations.appraise import appraise
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.greet import greet, guide
from hcc.dossiers.operations.hand_over import hand_over
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.record_external_work import record_external_work
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.register_and_seal import register_and_seal
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.operations.supply import supply
from hcc.dossiers.people import Helper, Person
from hcc.dossiers.resources import CERTIFICATION_FIELD, Dossier, Verdict, reception_day
from hcc.dossiers.results import DECLINED, GRANTED, Signature
from hcc.dossiers.slips import SlipKind
from hcc.dossiers.symbols import symbol_on
from hcc.settings import Settings

from .arrivals import ASKS, REFUSED, Visit
from .office import Course, Rest, Work
from .plan import Plan, drawn

FAMILIES, MIDDLES, GIVEN = (
    ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Bùi", "Đinh", "Quách"),
    ("Thị", "Văn"),
    ("Mẫu", "Ví Dụ", "Thử", "Giả Định", "Minh Họa", "Thí Nghiệm"),
)
SEAT = "canbo"
"""Logins of the officials begin so; the first of them leads and signs."""
FIRST_SEAT = f"{SEAT}1"
Part = Generator[Work | Rest, Act, None]


@dataclass
class Centre:
    """Where it all happens."""

    site: Any
    settings: Settings
    plan: Plan
    policy: DeadlinePolicy = field(init=False)
    outgoing: int = 0
    """The last number of the clerk's paper register."""

    def __post_init__(self) -> None:
        self.policy = policy_of(self.settings)

    @property
    def calendar(self) -> OfficeCalendar:
        return self.site.calendar

    def symbol(self, kind: SlipKind, act: Act) -> str:
        """What a slip of this kind bears on the day of the act: as the office decided, else as the settings say."""
        return symbol_on(self.site.dossiers.symbols, kind.value, reception_day(act.at), self.settings)


def course_of(visit: Visit, centre: Centre) -> Course:
    """The whole of a visit."""
    return _Visited(visit, centre).course()


class _Visited:
    """One visit, and the dossier that came of it."""

    dossier: Dossier

    def __init__(self, visit: Visit, centre: Centre) -> None:
        self.visit, self.centre, self.wanted = visit, centre, visit.wanted
        self.site, self.plan, self.chance = centre.site, centre.plan, visit.chance
        self.procedure = self.site.procedures[self.wanted.code]
        chance = self.chance
        middle = chance.choice(MIDDLES)
        self.name = f"{chance.choice(FAMILIES)} {middle} {chance.choice(GIVEN)}"
        year = chance.randrange(1940, 2000)
        self.person = Person(
            self.name,
            f"025{int(middle == 'Thị')}{year % 100:02d}{visit.number:06d}",
            f"{year}",
            "0900000000",
            address="xóm Mẫu, xã An Mẫu",
        )
        # Drawn first, so that what happens later to one dossier never depends on how the queue went.
        self.happens = {name: chance.random() < share for name, share in self.plan.parts.items()}
        self.handling = drawn(self.wanted.handle, chance)

    copies: CopyVisit | None = None

    def _work(self, role: Role, name: str, *, login: str = "", paper: bool = False, more: float = 0) -> Work:
        """Work of the plan by its name; on paper or with the person there."""
        due = self.dossier.due.moment if paper and self.dossier.due is not None else None
        return Work(role, drawn(self.plan.minutes[name], self.chance) + more, due, login)

    def _days_after(self, at: datetime, name: str) -> datetime:
        return self._later(at, self.plan.days[name])

    def _later(self, at: datetime, days: tuple[float, float]) -> datetime:
        return self.centre.calendar.advance(at, timedelta(hours=8 * self.chance.uniform(*days)))

    @property
    def _at_counter(self) -> bool:
        return self.wanted.waits and self.visit.channel == Channel.ONLINE_HELPED

    def course(self) -> Course:
        if self.visit.what == ASKS:
            act = yield self._work(Role.GREETER, "guide")
            told = "Đã hướng dẫn giấy tờ cần mang theo và cách nộp trực tuyến."
            guide(self.site.dossiers, procedure=self.procedure, guidance=told, act=act)
            return
        yield from self._handed_in()
        if self.visit.what == REFUSED:
            act = yield self._work(Role.RECEIVER, "refuse")
            refuse(
                self.dossier,
                reason="Không thuộc thẩm quyền của Ủy ban nhân dân xã.",
                symbol=self.centre.symbol(SlipKind.REFUSAL, act),
                act=act,
            )
            return
        act = yield self._work(Role.RECEIVER, "receive")
        receive(
            self.dossier,
            agency=self.centre.settings.agency_code,
            calendar=self.centre.calendar,
            promised_days=self.wanted.promised_days,
            own_code=self.centre.settings.own_code,
            policy=self.centre.policy,
            act=act,
        )
        yield from self._received()

    def _handed_in(self) -> Part:
        act = yield self._work(Role.GREETER, "greet")
        helped = self.visit.channel == Channel.ONLINE_HELPED
        self.dossier = greet(
            self.site.dossiers,
            procedure=self.procedure,
            today=reception_day(act.at),
            name=self.name,
            helper=Helper("Đoàn viên Thử", act.by) if helped else None,
            act=act,
        )
        act = yield self._work(Role.RECEIVER, "prepare_helped" if helped else "prepare_home")
        seen = {index: Verdict.COMPARED for index in range(len(self.dossier.record.components))}
        case = self.wanted.case or None
        prepare(self.dossier, person=self.person, verdicts=seen, channel=self.visit.channel, case=case, act=act)
        submit(self.dossier, act=act)

    def _received(self) -> Part:
        certification = self.dossier.record.field == CERTIFICATION_FIELD
        role = Role.CERTIFIER if certification else Role.HANDLER
        act = yield self._work(role, "take_over", paper=not self._at_counter)
        process(self.dossier, act=act)
        handler = act.by
        if not certification:
            name = self.site.accounts[handler].name
            hand_over(self.dossier, to=name, login=handler, calendar=self.centre.calendar, act=act)
        if self.happens["withdrawn"]:
            yield from self._withdrawn()
            return
        if self.happens["supplements"] and self.dossier.record.components:
            yield from self._supplemented(role, handler)
        if self.wanted.elsewhere is not None:
            yield from self._asked_elsewhere(role, handler)
        act = yield Work(role, self.handling, self._due(), handler)
        self._handled(act)
        yield from self._decided()
        yield from self._given_out()

    def _due(self) -> datetime | None:
        """None while the person waits for it."""
        return None if self._at_counter or self.dossier.due is None else self.dossier.due.moment

    def _withdrawn(self) -> Part:
        act = yield self._work(Role.RECEIVER, "withdraw")
        request_withdrawal(self.dossier, reason="Đã làm ở nơi khác.", act=act)
        symbol = self.centre.symbol(SlipKind.STOP, act)
        accept_withdrawal(self.dossier, given_back="Toàn bộ giấy tờ đã nộp", symbol=symbol, act=act)

    def _supplemented(self, role: Role, handler: str) -> Part:
        act = yield self._work(role, "request_supplement", login=handler, paper=not self._at_counter)
        request_supplement(
            self.dossier,
            defects=[Defect("Chưa ký, chưa ghi rõ họ tên.", component=0)],
            calendar=self.centre.calendar,
            policy=self.centre.policy,
            symbol=self.centre.symbol(SlipKind.SUPPLEMENT_REQUEST, act),
            act=act,
        )
        yield Rest(self._days_after(act.at, "supplied_after_days"))
        act = yield self._work(Role.RECEIVER, "supply")
        prepare(self.dossier, verdicts={0: Verdict.PASSED}, act=act)
        supply(self.dossier, calendar=self.centre.calendar, policy=self.centre.policy, act=act)

    def _asked_elsewhere(self, role: Role, handler: str) -> Part:
        assert self.wanted.elsewhere is not None  # asked before
        act = yield Work(role, self.handling / 3, self._due(), handler)
        answered = self._later(act.at, self.wanted.elsewhere)
        question = "Đề nghị xác minh, cho ý kiến về hồ sơ."
        asked = consult(
            self.dossier, of=self.wanted.asked, question=question, due=answered.astimezone(LOCAL).date(), act=act
        )
        yield Rest(answered)
        act = yield self._work(role, "answer", login=handler, paper=True)
        answer_consultation(self.dossier, number=asked.number, opinion="Đủ điều kiện.", act=act)

    def _handled(self, act: Act) -> None:
        """What the handling comes to, and the proposal."""
        outcome = DECLINED if self.happens["declined"] else GRANTED
        appraise(self.dossier, opinion="Đã kiểm tra hồ sơ.", eligible=outcome == GRANTED, act=act)
        if outcome == GRANTED:
            if self.wanted.copies:
                self.copies = self._certified(act)
            if self.wanted.system:
                number = f"{self.visit.number:06d}/2025"
                record_external_work(self.dossier, system=self.wanted.system, number=number, act=act)
        text = "Trả kết quả theo đề nghị." if outcome == GRANTED else "Không đủ điều kiện theo quy định."
        submit_for_approval(self.dossier, outcome=outcome, text=text, act=act)

    def _certified(self, act: Act) -> CopyVisit:
        rows = [
            PaperRow("Giấy chứng nhận mẫu", self.name, self.chance.randint(1, 6), self.chance.randint(1, 5))
            for _ in range(self.chance.choice((1, 1, 1, 2, 3)))
        ]
        requester = Requester(self.name, self.person.citizen_number)
        signer = signer_named(self.site.accounts, FIRST_SEAT, on=act.at.astimezone(LOCAL).date())
        return certify_visit(
            self.site.books, requester=requester, rows=rows, signer=signer, dossier=self.dossier, act=act
        )

    def _decided(self) -> Part:
        act = yield self._work(Role.APPROVER, "approve", paper=not self._at_counter)
        signer = self.site.accounts[act.by]
        approve(
            self.dossier,
            signature=Signature(signer.name, signer.signing_capacity),
            clerk_registers=True,
            symbol=self.centre.symbol(SlipKind.REFUSAL, act),
            act=act,
        )
        for entry in self.copies.entries if self.copies is not None else ():
            confirm(self.site.books, entry=entry, act=act)
        if self.dossier.state == workflow.PROCESSING:
            act = yield self._work(Role.CLERK, "seal", paper=not self._at_counter)
            self.centre.outgoing += 1
            register_and_seal(
                self.dossier,
                number=f"{self.centre.outgoing}",
                symbol="UBND",
                day=reception_day(act.at),
                act=act,
            )

    def _given_out(self) -> Part:
        if not self._at_counter:
            act = yield self._work(Role.RETURNER, "announce", paper=True)
            announce_result(self.dossier, means=Means.PHONE, act=act)
            yield Rest(self._days_after(act.at, "fetched_after_days"))
        act = yield self._work(Role.RETURNER, "return_result")
        return_result(self.dossier, to=self.name, identified_by="Thẻ căn cước", act=act)


def papers_of(centre: Centre) -> Iterator[Dossier]:
    """Every dossier that was received."""
    return (dossier for dossier in centre.site.dossiers.all() if dossier.received_at is not None)
