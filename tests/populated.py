"""An office in the middle of its work: dossiers in every state, papers, book lines of every kind, a draft revision.

Everything is made by the office's own acts, without a page, except the one signature.
"""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from zlib import crc32

from account_states import Colleagues
from hcc.accounts.demo import OFFICIALS
from hcc.admin.council_fee_rows import ListedPlace
from hcc.certifications.operations.certify import PaperRow, certify_scan, certify_visit
from hcc.certifications.operations.certify_signature import certify_signature
from hcc.certifications.operations.confirm import confirm
from hcc.certifications.operations.confirm_paper import confirm_paper
from hcc.certifications.operations.deliver import deliver
from hcc.certifications.operations.numbering import SERIES
from hcc.certifications.operations.promise_later import promise_later
from hcc.certifications.operations.refuse_copy import refuse_copy
from hcc.certifications.operations.reserve import reserve
from hcc.certifications.operations.scan import take_scan
from hcc.certifications.operations.set_fee import set_fee
from hcc.certifications.operations.set_printer import set_printer
from hcc.certifications.operations.strike import strike
from hcc.certifications.operations.take_payment import take_payment
from hcc.certifications.promises import Why
from hcc.certifications.resources import CONTRACTS, SIGNATURES, TRANSLATORS, Requester, Signer, tray_key
from hcc.certifications.signature_visit import Identity, SeenIdentity, SignatureVisit, SignedPaper
from hcc.certifications.signers import signer_named
from hcc.core.act import Act
from hcc.core.calendar import DayRule, weekdays
from hcc.core.identifiers import filing_token
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.course import Defect
from hcc.dossiers.office_decisions import decisions_version
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.attach import attach
from hcc.dossiers.operations.begin import begin
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.record_external_work import record_external_work
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.require_payment import require_payment
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.stop import stop
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.paper_jobs import TEXT_LAYER
from hcc.dossiers.resources import Dossier, Person, Verdict
from hcc.files.received import Received, sha256_of
from hcc.jobs.queue import MOST_TRIES
from hcc.office_calendar.operations.days import set_days
from hcc.office_calendar.operations.sessions import set_sessions
from hcc.pdf.verdict import Verdict as Intake
from hcc.printing.corners import Corner
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import publish_revision
from hcc.procedures.operations.set_council_fees import FeePlace, set_council_fees
from hcc.procedures.record import Component
from office import LOGINS, Office, sample_pdf

FORMED, FORM = "3.000182", "mau-so-01.pdf"
MARRIAGE, COPY, FREE_TEXT = "1.004873", "2.000815", "2.000884"
"""Certificate of marital status (three working days), certified copies, certified signatures."""
DRAFTED = "2.001035"
DISCARDED = "2.001019"
"""Its draft is thrown away, and made anew."""
"""The procedure somebody is editing."""
PEOPLE = ("Nguyễn Thị Mẫu", "Trần Văn Ví Dụ", "Lê Thị Thử Nghiệm", "Phạm Văn Giả Định", "Hoàng Thị Minh Họa")
SIGNER = LOGINS[Role.APPROVER]
COUNCIL_FEE = FeePlace("1.000656", "Đăng ký không đúng hạn", "")
"""A fee of the shipped catalogue that the province's council sets."""


class PopulatedOffice:
    """Addresses of what stands in an office. Properties are made once; methods make a fresh thing a call."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.colleagues = Colleagues(office)
        self._made = 0

    def fresh(self) -> int:
        """A number that nothing has yet."""
        self._made += 1
        return self._made

    def decisions(self) -> int:
        """How many decisions of the office there were."""
        with self.office.site() as site:
            return decisions_version(site.dossiers)

    # The calendar

    def hours(self) -> str:
        """The first day of fresh working hours still to come."""
        self._made += 1
        day = self.office.now.date() + timedelta(days=3_000 + self._made)
        with self.office.changing() as site:
            week = weekdays(((time(8), time(12)), (time(13), time(17)))).week
            set_sessions(site.calendar_book, valid_from=day, week=week, note="Giờ thử", act=self._administrator())
        return day.isoformat()

    @cached_property
    def decided_on(self) -> date:
        """A day the centre decided to close on; the Saturday after it is worked instead."""
        monday = date(2027, 3, 8)
        with self.office.changing() as site:
            for day, rule in (
                (monday, DayRule(False, "Nghỉ phòng tránh bão theo chỉ đạo của tỉnh")),
                (monday + timedelta(days=5), DayRule(True, "Làm bù cho ngày 08/03/2027")),
                (date(2027, 11, 24), DayRule(True, "Trực giải quyết hồ sơ")),
            ):
                set_days(site.calendar_book, first=day, rule=rule, reason="Công văn hỏa tốc", act=self._administrator())
        return monday

    # Fees of the council

    council_fee = ListedPlace(COUNCIL_FEE, "").name
    council_fee_from = ""

    def council_fee_set(self) -> str:
        """The view that takes back a fresh figure for a late registration of a death, from `council_fee_from` on."""
        self._made += 1
        day = self.office.now.date() + timedelta(days=4_000 + self._made)
        with self.office.changing() as site:
            set_council_fees(
                site.procedures,
                amounts={COUNCIL_FEE: 8_000},
                resolution="Nghị quyết số 12/2026/NQ-HĐND",
                first=day,
                act=Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], self.office.now),
            )
        self.council_fee_from = day.isoformat()
        return "take_back_council_fee"

    def _administrator(self) -> Act:
        return Act(LOGINS[Role.ADMINISTRATOR], self.office.now)

    # Dossiers

    def dossier(
        self,
        state: str = workflow.DRAFT,
        *,
        of: str = MARRIAGE,
        at: datetime | None = None,
        papers: bool = True,
        scanned: bool = False,
    ) -> str:
        """The address of a fresh dossier in this state, begun at `at`; each further step is a minute later.

        `papers`: whether it was prepared; `scanned`: with one scan of two pages, number 1, from the beginning.
        """
        moment = at or self.office.now - timedelta(minutes=20)
        self._made += 1
        name = PEOPLE[self._made % len(PEOPLE)]
        with self.office.changing() as site:

            def act(role: Role) -> Act:
                nonlocal moment
                moment += timedelta(minutes=1)
                return Act(LOGINS[role], moment)

            dossier = greet(
                site.dossiers,
                procedure=site.procedures[of],
                today=moment.date(),
                name=name,
                guidance="Mang tờ khai và thẻ căn cước.",
                act=act(Role.GREETER),
            )
            path = f"/ho-so/{dossier.token}/"
            if papers:
                person = Person(name, "025190000000", "01/01/1990", "0900000000", False, "xóm Mẫu, xã An Mẫu")
                needed = [n for n, paper in enumerate(dossier.record.components) if n and paper.required]
                verdicts = {0: Verdict.PASSED} | {n: (Verdict.FROM_DATABASE, Verdict.COMPARED)[n % 2] for n in needed}
                prepare(dossier, person=person, verdicts=verdicts, act=act(Role.GREETER))
            if scanned:
                self._attach_scan(dossier, act(Role.GREETER))
            for step in _STEPS[state]:
                step(dossier, site, act, self.office)
        return path

    at_counter: tuple[tuple[str, str], ...] = ()
    """The counter's form of the dossier that `to_receive` made last, filled in."""

    def to_receive(self, state: str) -> str:
        """The token of a fresh dossier, and its form at the counter as the receiver has it."""
        token = self.dossier(state).split("/")[2]
        page = self.office.as_(Role.RECEIVER).get("/ban-lam-viec/tiep-nhan/counter", params={"dossier": token})
        form = page.forms["form"]
        form["again"] = True
        fields = form.submit_fields("receive")
        self.at_counter = tuple((name, value) for name, value in fields if name not in ("csrf_token", "key"))
        return token

    chosen = ""
    """The value of the box of the dossier that `to_choose` made last."""

    def to_choose(self, state: str) -> str:
        """A fresh dossier to choose on a desk; answers the value of its box there."""
        token = self.dossier(state).split("/")[2]
        with self.office.site() as site:
            self.chosen = f"{token}.{site.dossiers.get_by_token(token).version}"
        return self.chosen

    def dossier_with_paper(self, state: str = workflow.DRAFT) -> str:
        """A dossier with one scan of two pages, number 1, that came when it was in this state already."""
        path = self.dossier(state)
        with self.office.changing() as site:
            act = Act(LOGINS[Role.GREETER], self.office.now)
            self._attach_scan(site.dossiers.get_by_token(path.split("/")[2]), act)
        return path

    visit_begun = ""
    """The visit that `begun_at_counter` made last."""

    def begun_at_counter(self) -> str:
        """A visit whose first file, number 1, came to the receiver's counter."""
        with self.office.changing() as site:
            act = Act(LOGINS[Role.RECEIVER], self.office.now)
            dossier = begin(site.dossiers, token=filing_token(), act=act)
            self._attach_scan(dossier, act)
            self.visit_begun = dossier.token
        return self.visit_begun

    @cached_property
    def with_signed_file(self) -> str:
        """A draft with a scan that came signed, number 1."""
        path = self.dossier()
        with self.office.changing() as site:
            act = Act(LOGINS[Role.GREETER], self.office.now)
            self._attach_scan(site.dossiers.get_by_token(path.split("/")[2]), act, signed=True)
        return path

    def _attach_scan(self, dossier: Dossier, act: Act, *, signed: bool = False) -> None:
        with self._file(2) as (received, clean):
            attach(
                dossier,
                received=received,
                clean=clean,
                verdict=_accepted(2, signed=signed),
                name="to-khai.pdf",
                component=0,
                act=act,
            )

    @cached_property
    def draft(self) -> str:
        return self.dossier_with_paper()

    @cached_property
    def unprepared(self) -> str:
        """A draft of which only the name is known."""
        return self.dossier(papers=False)

    @cached_property
    def submitted(self) -> str:
        return self.dossier_with_paper(workflow.SUBMITTED)

    @cached_property
    def received(self) -> str:
        return self.dossier(workflow.RECEIVED)

    @cached_property
    def processing(self) -> str:
        return self.dossier(workflow.PROCESSING)

    @cached_property
    def sealing(self) -> str:
        """Approved, before the clerk."""
        return self.dossier(workflow.SEALING)

    @cached_property
    def consulting(self) -> str:
        return self.dossier(workflow.CONSULTING)

    @cached_property
    def asked(self) -> str:
        """Papers are asked for."""
        return self.dossier(workflow.SUPPLEMENT_REQUESTED)

    @cached_property
    def unpaid(self) -> str:
        return self.dossier(workflow.PAYMENT_REQUIRED)

    @cached_property
    def wanted_back(self) -> str:
        return self.dossier(workflow.WITHDRAWAL_REQUESTED)

    @cached_property
    def stopped(self) -> str:
        return self.dossier(workflow.STOPPED)

    def supplied(self) -> str:
        """A fresh dossier for which everything that was asked for is there, and not yet taken in."""
        path = self.dossier(workflow.SUPPLEMENT_REQUESTED)
        with self.office.changing() as site:
            dossier = site.dossiers.get_by_token(path.split("/")[2])
            prepare(dossier, verdicts={0: Verdict.PASSED}, act=Act(LOGINS[Role.RECEIVER], self.office.now))
        return path

    def worked_elsewhere(self) -> str:
        """A fresh dossier before the clerk whose result was made in another system."""
        path = self.dossier(workflow.SEALING)
        with self.office.changing() as site:
            dossier = site.dossiers.get_by_token(path.split("/")[2])
            act = Act(LOGINS[Role.HANDLER], self.office.now)
            record_external_work(dossier, system="Hệ thống hộ tịch", number="25/2026", act=act)
        return path

    @cached_property
    def awaiting(self) -> str:
        return self.dossier(workflow.AWAITING_APPROVAL)

    @cached_property
    def resolved(self) -> str:
        return self.dossier(workflow.RESOLVED)

    @cached_property
    def returned(self) -> str:
        return self.dossier(workflow.RETURNED)

    @cached_property
    def refused(self) -> str:
        return self.dossier(workflow.REFUSED)

    def number_of(self, dossier: str) -> str:
        """The reception number of the dossier at this address."""
        with self.office.site() as site:
            return site.dossiers.get_by_token(dossier.split("/")[2]).reception_number

    def secret_of(self, dossier: str) -> str:
        with self.office.site() as site:
            return site.dossiers.get_by_token(dossier.split("/")[2]).lookup_secret

    # Certification

    def visit(self, *, at: datetime | None = None, rows: int = 2) -> str:
        """A fresh visit whose papers wait for ink."""
        kinds = ("Bằng tốt nghiệp trung học phổ thông", "Giấy khai sinh", "Sổ hộ khẩu")
        self._made += 1
        name = PEOPLE[self._made % len(PEOPLE)]
        papers = [PaperRow(kinds[n % 3], name, 2 + 2 * n, 5 - n) for n in range(rows)]
        with self.office.changing() as site:
            visit = certify_visit(
                site.books,
                requester=Requester(name, "025190000000"),
                rows=papers,
                signer=self._signer(site),
                act=Act(LOGINS[Role.CERTIFIER], at or self.office.now),
            )
            return f"/chung-thuc/luot/{visit.__name__}/"

    def ink_line(self, state: str = "numbered") -> str:
        """A fresh line of the book, for ink."""
        visit = self.visit(rows=1)
        with self.office.changing() as site:
            entry = site.books.visits[visit.split("/")[3]].entries[0]
            act = Act(LOGINS[Role.CERTIFIER], self.office.now)
            if state == "issued":
                confirm(site.books, entry=entry, act=act)
            elif state == "struck":
                strike(site.books, entry=entry, reason="Ghi nhầm số trang của bản chính", act=act)
            return _entry_path(entry)

    def scan(self) -> str:
        """A fresh scan of two pages that has no number yet."""
        with self.office.changing() as site, self._file(2) as (received, clean):
            scan = take_scan(
                site.books,
                received=received,
                clean=clean,
                verdict=_accepted(2),
                name="bang-tot-nghiep.pdf",
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return f"/chung-thuc/ban-quet/{scan.__name__}/"

    def issued_line(self) -> str:
        """A fresh line signed and sealed in ink."""
        path = self.ink_line()
        with self.office.changing() as site:
            _, kind, year, number = path.strip("/").split("/")
            confirm(site.books, entry=site.books[kind][year][number], act=Act(LOGINS[Role.CERTIFIER], self.office.now))
        return path

    chosen_for_ink = ""
    """The value of the box of the line that `to_choose_for_ink` made last."""

    def to_choose_for_ink(self) -> str:
        """A fresh line in the tray to be marked as signed and sealed; answers the value of its box there."""
        self.chosen_for_ink = ".".join(self.ink_line().strip("/").split("/")[1:])
        return self.chosen_for_ink

    chosen_for_signing = ""
    """The value of the box of the copy that `to_choose_for_signing` made last."""

    def to_choose_for_signing(self) -> str:
        """A fresh electronic copy for the signer's tray; answers the value of its box there."""
        self.chosen_for_signing = ".".join(self.electronic_line().strip("/").split("/")[1:])
        return self.chosen_for_signing

    def electronic_line(self) -> str:
        """A fresh line of an electronic copy that waits for the signer."""
        scan = self.scan()
        with self.office.changing() as site:
            entry = certify_scan(
                site.books,
                scan=site.books.scans[scan.split("/")[3]],
                requester=Requester(PEOPLE[0], ""),
                title="Bằng tốt nghiệp đại học",
                holder=PEOPLE[0],
                signer=self._signer(site),
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return _entry_path(entry)

    def signature_line(self) -> str:
        """A fresh line of two people who signed one paper."""
        with self.office.changing() as site:
            entry = certify_signature(
                site.books,
                people=[Requester(PEOPLE[0], "025190000000"), Requester(PEOPLE[1], "C1234567")],
                title="Giấy ủy quyền",
                papers=1,
                signer=self._signer(site),
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return _entry_path(entry)

    def kind_to_take_over(self) -> str:
        """The books of translators, with none of this year: what stood there was written by other rows."""
        with self.office.changing() as site:
            kind, year = site.books[TRANSLATORS], self.office.now.year
            for entry in kind.get(year) or ():
                site.books.waiting.pop(tray_key(entry), None)
                site.books.by_token.pop(entry.token, None)
            kind._books.pop(year, None)
            site.books.counters.begin_after(0, SERIES, TRANSLATORS, str(year))
        return f"/chung-thuc/{TRANSLATORS}/"

    def translated_line(self) -> str:
        """A fresh line of a translator who translated one paper twice."""
        with self.office.changing() as site:
            entry = certify_signature(
                site.books,
                book=TRANSLATORS,
                people=[Requester(PEOPLE[2], "025190000000")],
                title="Giấy khai sinh",
                papers=2,
                pages=3,
                circumstances=SignatureVisit(
                    receiver=PEOPLE[3],
                    paper=SignedPaper(originals=2, sheets=2, translated_from="Anh", translated_to="Việt"),
                ),
                signer=self._signer(site),
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return _entry_path(entry)

    @cached_property
    def priced(self) -> str:
        """The kind of transaction whose fee an administrator has set."""
        with self.office.changing() as site:
            set_fee(
                site.books.fees,
                kind="transaction",
                amount=70_000,
                basis="Nghị quyết mẫu số 01/2026/NQ-HĐND",
                act=self._administrator(),
            )
        return "transaction"

    @cached_property
    def contract_line(self) -> str:
        """A line of a contract of two sides, in three originals, which stays."""
        transaction = self.priced
        with self.office.changing() as site:
            entry = certify_signature(
                site.books,
                book=CONTRACTS,
                people=[Requester(PEOPLE[0], "025190000000"), Requester(PEOPLE[1], "C1234567")],
                title="Hợp đồng tặng cho quyền sử dụng đất",
                pages=4,
                circumstances=SignatureVisit(
                    receiver=PEOPLE[3],
                    identities=(
                        SeenIdentity(Identity.CARD, side="Bên A"),
                        SeenIdentity(Identity.PASSPORT, side="Bên B"),
                    ),
                    paper=SignedPaper(originals=3, sheets=2, transaction=transaction),
                ),
                signer=self._signer(site),
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return _entry_path(entry)

    @cached_property
    def signed_line(self) -> str:
        """A line of two people who signed one paper, which stays."""
        return self.signature_line()

    def _signer(self, site) -> Signer | None:
        return signer_named(site.accounts, SIGNER, on=self.office.now.date())

    def kept_book(self) -> str:
        """The book of contracts, with a fresh line that is known on paper only."""
        with self.office.changing() as site:
            kind = site.books[CONTRACTS]
            book = kind.get(self.office.now.year)
            kind.restored_at = Act("", self.office.now).at
            last = (book.last_number if book is not None else 0) + 1
            act = Act(LOGINS[Role.CERTIFIER], self.office.now)
            confirm_paper(site.books, kind=CONTRACTS, last=last, act=act)
        return f"/chung-thuc/{CONTRACTS}/{self.office.now.year}/"

    def day_to_close(self) -> str:
        """A day of that book that is not closed, each later than the one before."""
        self._made += 1
        return f"{date(self.office.now.year, 1, 1) + timedelta(days=self._made):%d/%m/%Y}"

    def padded_book(self) -> str:
        """The book of signatures, with a fresh outage pad of two sheets."""
        with self.office.changing() as site:
            act = Act(LOGINS[Role.CERTIFIER], self.office.now)
            book, _ = reserve(site.books, kind=SIGNATURES, count=2, act=act)
            return f"/chung-thuc/{SIGNATURES}/{book.year}/"

    def reserved_line(self) -> str:
        """A fresh line of an outage pad."""
        with self.office.changing() as site:
            act = Act(LOGINS[Role.CERTIFIER], self.office.now)
            book, pad = reserve(site.books, kind=SIGNATURES, count=1, act=act)
            return f"/chung-thuc/{SIGNATURES}/{book.year}/{pad.first}/"

    def fresh_paper(self) -> str:
        """A number that stands on no other paper."""
        self._made += 1
        return f"GT-{self._made}"

    def restored_kind(self) -> str:
        """A kind of book that waits for the last number on paper."""
        with self.office.changing() as site:
            site.books[CONTRACTS].restored_at = Act("", self.office.now).at
        return f"/chung-thuc/{CONTRACTS}/"

    def year_to_close(self) -> str:
        """The book of a former year that nobody closed."""
        with self.office.changing() as site:
            kind = site.books[TRANSLATORS]
            year = next(year for year in range(2000, 2026) if kind.get(year) is None)
            kind.book(year).chain.append(Act(LOGINS[Role.CERTIFIER], self.office.now), "began")
        return f"/chung-thuc/{TRANSLATORS}/{year}/"

    def paid_visit(self) -> str:
        """A fresh visit that is paid."""
        path = self.visit()
        visit = path.split("/")[3]
        with self.office.changing() as site:
            take_payment(
                site.books,
                visit=site.books.visits[visit],
                photocopy=4_000,
                exempt="",
                form="01BLP2-001",
                series="AA-26P",
                number=f"{crc32(visit.encode()) % 10_000_000:07}",  # no two receipts have one number
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
        return path

    @cached_property
    def line_to_pay(self) -> str:
        """A line of signatures that is not paid for."""
        return self.signature_line()

    def paid_line(self) -> str:
        """Where the money of a fresh line of signatures is, which is paid."""
        name = ".".join(self.signature_line().strip("/").split("/")[1:])
        with self.office.changing() as site:
            take_payment(
                site.books,
                visit=site.books.cash[name],
                photocopy=0,
                exempt="Miễn theo Nghị quyết 12/2026/NQ-HĐND",
                form="",
                series="",
                number="",
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
        return f"/chung-thuc/thu-tien/{name}/"

    @cached_property
    def promised_visit(self) -> str:
        """A visit whose papers were promised for a later day."""
        path = self.visit()
        with self.office.changing() as site:
            promise_later(
                site.books,
                visit=site.books.visits[path.split("/")[3]],
                why=Why.MANY,
                days=2,
                calendar=site.calendar,
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
        return path

    def parked_job(self) -> str:
        """The address of a fresh job that was tried too often."""
        moment = self.office.now.timestamp()
        with self.office.changing() as site:
            [job] = site.jobs.add(TEXT_LAYER, subject="x/1", now=moment)
            for _ in range(MOST_TRIES):
                site.jobs.held.put(job.id, "a worker", moment)
                site.jobs.failed(job, "too-slow", holder="a worker", now=moment)
        return f"/quan-tri/viec-nen/{job.id}"

    @cached_property
    def printer(self) -> str:
        """The name of a printer of the certification desk."""
        with self.office.changing() as site:
            return set_printer(
                site.books.printers,
                name="Quầy 2, khay tay",
                corner=Corner.BOTTOM_RIGHT,
                dx_mm=2,
                dy_mm=-1.5,
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            ).name

    @cached_property
    def refused_copy(self) -> str:
        """A written refusal with two reasons."""
        with self.office.changing() as site:
            refusal = refuse_copy(
                site.books,
                requester=Requester(PEOPLE[0], "025190000000"),
                title="Bằng tốt nghiệp trung học phổ thông",
                reasons={"altered", "damaged"},
                note="Năm sinh bị sửa bằng bút khác màu, góc dưới bị rách.",
                act=Act(LOGINS[Role.CERTIFIER], self.office.now),
            )
            return f"/chung-thuc/tu-choi/{refusal.__name__}/"

    @cached_property
    def waiting_visit(self) -> str:
        return self.visit()

    @cached_property
    def struck_visit(self) -> str:
        """A visit whose every number was struck."""
        path = self.visit(rows=1)
        with self.office.changing() as site:
            entry = site.books.visits[path.split("/")[3]].entries[0]
            strike(site.books, entry=entry, reason="Người dân không lấy nữa", act=Act(SIGNER, self.office.now))
        return path

    @cached_property
    def waiting_scan(self) -> str:
        return self.scan()

    @cached_property
    def numbered(self) -> str:
        return self.ink_line()

    @cached_property
    def issued(self) -> str:
        return self.ink_line("issued")

    @cached_property
    def struck(self) -> str:
        return self.ink_line("struck")

    @cached_property
    def to_sign(self) -> str:
        return self.electronic_line()

    @cached_property
    def signed(self) -> str:
        """An electronic copy, really signed."""
        return self.signed_afresh()

    def signed_afresh(self) -> str:
        """A fresh electronic copy, really signed."""
        path = self.electronic_line()
        answer = self.office.as_(Role.APPROVER).post(f"{path}sign", status=303)
        assert answer.location.endswith(path), "she is not asked who she is: her sign-in is fresh"
        return path

    @cached_property
    def copy_link(self) -> str:
        """The address by which a citizen fetches a signed copy."""
        _, _, kind, year, number, _ = self.signed_afresh().split("/")
        with self.office.changing() as site:
            act = Act(LOGINS[Role.CERTIFIER], self.office.now)
            return f"/ban-sao/{deliver(site.books, entry=site.books[kind][year][number], days=3650, act=act)}"

    def check_of(self, entry: str) -> str:
        """The public address of the paper behind a book line."""
        _, _, kind, year, number, _ = entry.split("/")
        with self.office.site() as site:
            return f"/kiem-tra/{site.books[kind][year][number].token}"

    # The catalogue

    def draft_of(self, code: str) -> str:
        """A procedure with a draft that changes its fee, its papers and its result."""
        with self.office.changing() as site:
            procedure = site.procedures[code]
            if procedure.draft() is None:
                record = procedure.latest().record
                record = replace(record, results=(*record.results, "Bản điện tử có giá trị như bản giấy."))
                act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], self.office.now)
                edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
        return f"/thu-tuc/{code}/"

    @cached_property
    def drafted(self) -> str:
        return self.draft_of(DRAFTED)

    def draft_stamp(self, code: str) -> str:
        with self.office.site() as site:
            return draft_stamp(site.procedures[code])

    @cached_property
    def formed(self) -> str:
        """A procedure whose text in force, revision 2, has a form to download."""
        with self.office.changing() as site:
            procedure = site.procedures[FORMED]
            site.procedures.forms.keep(FORM, sample_pdf())
            paper = Component("Tờ khai theo mẫu", original=1, form="Mẫu số 01", form_file=FORM)
            record = replace(procedure.latest().record, components=(paper,))
            act = Act(LOGINS[Role.CATALOGUE_ADMINISTRATOR], self.office.now)
            draft = edit_procedure(procedure, record=record, opened_on=draft_stamp(procedure), act=act)
            publish_revision(draft, effective=self.office.now.date(), act=act)
        return f"/thu-tuc/{FORMED}/"

    # The whole

    def fill(self) -> "PopulatedOffice":
        """Make everything that is made once, and enough besides that lists look as on a working day.

        A week passes meanwhile, so that some dossiers are overdue.
        """
        begun = self.office.now
        for hours, state in enumerate((workflow.RECEIVED, workflow.PROCESSING, workflow.AWAITING_APPROVAL)):
            self.dossier(state, at=begun + timedelta(hours=hours))
        self.office.later(days=7)
        for state in (workflow.DRAFT, workflow.SUBMITTED, workflow.RECEIVED, workflow.RESOLVED):
            self.dossier(state)
        self.visit(rows=3)
        self.parked_job()
        return self.ready()

    def ready(self) -> "PopulatedOffice":
        """Make everything that is made once now, so that no test makes it while it watches the database."""
        for name, thing in vars(type(self)).items():
            if isinstance(thing, cached_property):
                getattr(self, name)
        return self

    def _file(self, pages: int):
        return _PdfOnDisk(self.office.var, pages)


class _PdfOnDisk:
    """A received PDF and its clean copy as intake leaves them, in the database's own folder."""

    def __init__(self, var: Path, pages: int) -> None:
        self.var, self.pages = var, pages

    def __enter__(self) -> tuple[Received, Path]:
        (self.var / "tmp").mkdir(exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(dir=self.var / "tmp")
        original, clean = Path(self._folder.name, "received"), Path(self._folder.name, "clean.pdf")
        content = sample_pdf(self.pages)
        original.write_bytes(content)
        clean.write_bytes(content)
        return Received(original, len(content), sha256_of(original)), clean

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _accepted(pages: int, *, signed: bool = False) -> Intake:
    word = "signed" if signed else "clean"
    return Intake(accepted=True, word=word, pages=pages, removed=(), signed=signed, seconds=0.0)


def _entry_path(entry) -> str:
    return f"/chung-thuc/{entry.book.kind}/{entry.book.year}/{entry.number}/"


def _receive(dossier, site, act: Callable[[Role], Act], office: Office) -> None:
    agency = office.registry["hcc.settings"].agency_code
    receive(dossier, agency=agency, calendar=site.calendar, act=act(Role.RECEIVER))


_SUBMIT = (lambda dossier, site, act, office: submit(dossier, act=act(Role.GREETER)),)
_RECEIVE = (*_SUBMIT, _receive)
_PROCESS = (*_RECEIVE, lambda dossier, site, act, office: process(dossier, act=act(Role.HANDLER)))
_PROPOSE = (
    *_PROCESS,
    lambda dossier, site, act, office: submit_for_approval(
        dossier, outcome="granted", text="Cấp Giấy xác nhận tình trạng hôn nhân.", act=act(Role.HANDLER)
    ),
)
_APPROVE = (*_PROPOSE, lambda dossier, site, act, office: approve(dossier, act=act(Role.APPROVER)))
_STEPS: dict[str, tuple] = {
    workflow.DRAFT: (),
    workflow.SUBMITTED: _SUBMIT,
    workflow.REFUSED: (
        *_SUBMIT,
        lambda dossier, site, act, office: refuse(dossier, reason="Tờ khai chưa ký.", act=act(Role.RECEIVER)),
    ),
    workflow.RECEIVED: _RECEIVE,
    workflow.PROCESSING: _PROCESS,
    workflow.AWAITING_APPROVAL: _PROPOSE,
    workflow.SEALING: (
        *_PROPOSE,
        lambda dossier, site, act, office: approve(dossier, clerk_registers=True, act=act(Role.APPROVER)),
    ),
    workflow.CONSULTING: (
        *_PROCESS,
        lambda dossier, site, act, office: consult(
            dossier,
            official=site.accounts.get(LOGINS[Role.CERTIFIER]),
            question="Giấy tờ kèm theo có đúng bản chính không?",
            due=office.now.date() + timedelta(days=14),
            act=act(Role.HANDLER),
        ),
    ),
    workflow.SUPPLEMENT_REQUESTED: (
        *_PROCESS,
        lambda dossier, site, act, office: request_supplement(
            dossier,
            defects=[Defect("Chưa ký, chưa ghi rõ họ tên.", component=0)],
            calendar=site.calendar,
            act=act(Role.HANDLER),
        ),
    ),
    workflow.PAYMENT_REQUIRED: (
        *_PROCESS,
        lambda dossier, site, act, office: require_payment(
            dossier, amount=50_000, purpose="Lệ phí", act=act(Role.HANDLER)
        ),
    ),
    workflow.WITHDRAWAL_REQUESTED: (
        *_PROCESS,
        lambda dossier, site, act, office: request_withdrawal(dossier, reason="Không cần nữa.", act=act(Role.RECEIVER)),
    ),
    workflow.STOPPED: (
        *_PROCESS,
        lambda dossier, site, act, office: stop(
            dossier, reason="Trùng hồ sơ khác.", basis="Điều 17 Nghị định 61/2018", act=act(Role.APPROVER)
        ),
    ),
    workflow.RESOLVED: _APPROVE,
    workflow.RETURNED: (
        *_APPROVE,
        lambda dossier, site, act, office: return_result(
            dossier, to=dossier.person.name, identified_by="Thẻ căn cước", act=act(Role.RETURNER)
        ),
    ),
}
assert {person.role for person in OFFICIALS} == set(Role)
