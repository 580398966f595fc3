"""Dossiers for tests, brought to a state by the acts that lead there, and pictures of objects to compare."""

import io
import pickle
from datetime import date, datetime, timedelta
from pathlib import Path

from ZODB.blob import Blob

from hcc.accounts.resources import Official
from hcc.core.act import Act
from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.roles import Role
from hcc.dossiers import workflow
from hcc.dossiers.course import Defect
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.attach import attach
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.greet import greet
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.require_payment import require_payment
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.stop import stop
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.resources import Attachment, Dossier, DossierFolder, Person
from hcc.files.received import receive as receive_bytes
from hcc.pdf.intake import Verdict
from hcc.procedures.operations.publish import put_in_force
from hcc.procedures.record import Component, LimitUnit, ProcedureRecord, TimeLimit
from hcc.procedures.resources import Procedure, ProcedureFolder

MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)
TODAY = date(2026, 11, 23)
AGENCY = "H44.99"
CALENDAR = OfficeCalendar()
THREE_DAYS = TimeLimit(LimitUnit.WORKING_DAYS, 3)
PAPERS = (Component("Tờ khai", original=1), Component("Giấy chứng sinh"), Component("Giấy ủy quyền", required=False))


def record(
    code: str = "1.000001", *, limits=(THREE_DAYS,), papers=PAPERS, field: str = "chung-thuc", **more
) -> ProcedureRecord:
    return ProcedureRecord(code, "Thủ tục mẫu", field, time_limits=tuple(limits), components=tuple(papers), **more)


def catalogue(*records: ProcedureRecord) -> ProcedureFolder:
    """A catalogue whose procedures are in force since the day before, also with texts that today's rules refuse."""
    folder = ProcedureFolder()
    for one in records or (record(),):
        procedure = folder[one.code] = Procedure(one.code)
        revision = procedure.add_revision(one, made_by="danhmuc", made_at=MONDAY)
        put_in_force(revision, effective=TODAY - timedelta(days=1), act=act("danhmuc", minutes=-600))
    return folder


def act(by: str = "tiepnhan", *, minutes: float = 0, heard: list | None = None) -> Act:
    at = MONDAY + timedelta(minutes=minutes)
    return Act(by, at) if heard is None else Act(by, at, heard.append)


def draft(dossiers: DossierFolder | None = None, *, of: ProcedureRecord | None = None) -> Dossier:
    """A draft, one minute old."""
    procedure = catalogue(of or record())[(of or record()).code]
    return greet(
        DossierFolder() if dossiers is None else dossiers,
        procedure=procedure,
        today=TODAY,
        act=act("tiepdon", minutes=1),
    )


RESULTS = ("Giấy xác nhận",)
HANDLER = Official("xuly", "Phạm Thị Thử", "Xử lý", frozenset({Role.HANDLER}))
COLLEAGUE = Official("xulykhac", "Bùi Văn Khác", "Xử lý", frozenset({Role.HANDLER}))
DEFECT = Defect("Chưa ký.", component=0)
VERDICTS = {0: "passed", 1: "compared_with_original"}
PERSON = Person(name="Nguyễn Thị Mẫu", citizen_number="025190000001", birth="1990", phone="0900000000")


def _submitted(dossier: Dossier) -> None:
    prepare(dossier, person=PERSON, verdicts=VERDICTS, act=act("tiepdon", minutes=2))
    submit(dossier, act=act("tiepdon", minutes=3))


def _received(dossier: Dossier) -> None:
    _submitted(dossier)
    receive(dossier, agency=AGENCY, calendar=CALENDAR, act=act(minutes=4))


def _processing(dossier: Dossier) -> None:
    _received(dossier)
    process(dossier, act=act("xuly", minutes=5))


def _awaiting(dossier: Dossier) -> None:
    _processing(dossier)
    submit_for_approval(dossier, outcome="granted", text="Cấp giấy.", act=act("xuly", minutes=6))


def _resolved(dossier: Dossier) -> None:
    _awaiting(dossier)
    approve(dossier, act=act("pheduyet", minutes=7))


def _returned(dossier: Dossier) -> None:
    _resolved(dossier)
    return_result(dossier, to="Nguyễn Thị Mẫu", identified_by="Thẻ căn cước", act=act("traketqua", minutes=8))


def _sealing(dossier: Dossier) -> None:
    _awaiting(dossier)
    approve(dossier, clerk_registers=True, act=act("pheduyet", minutes=7))


def _consulting(dossier: Dossier) -> None:
    _processing(dossier)
    consult(dossier, official=COLLEAGUE, question="Có đủ căn cứ không?", due=TODAY, act=act("xuly", minutes=6))


def _supplement(dossier: Dossier) -> None:
    _processing(dossier)
    request_supplement(dossier, defects=[DEFECT], calendar=CALENDAR, act=act("xuly", minutes=6))


def _payment(dossier: Dossier) -> None:
    _processing(dossier)
    require_payment(dossier, amount=50_000, purpose="Lệ phí", act=act("xuly", minutes=6))


def _withdrawal(dossier: Dossier) -> None:
    _processing(dossier)
    request_withdrawal(dossier, reason="Không cần nữa.", act=act(minutes=6))


def _stopped(dossier: Dossier) -> None:
    _processing(dossier)
    stop(dossier, reason="Trùng hồ sơ.", basis="Điều 17 Nghị định 61", act=act("pheduyet", minutes=6))


def _refused(dossier: Dossier) -> None:
    _submitted(dossier)
    refuse(dossier, reason="Không thuộc thẩm quyền.", act=act(minutes=4))


PATHS = {
    workflow.DRAFT: lambda dossier: None,
    workflow.SUBMITTED: _submitted,
    workflow.RECEIVED: _received,
    workflow.REFUSED: _refused,
    workflow.PROCESSING: _processing,
    workflow.AWAITING_APPROVAL: _awaiting,
    workflow.SEALING: _sealing,
    workflow.CONSULTING: _consulting,
    workflow.SUPPLEMENT_REQUESTED: _supplement,
    workflow.PAYMENT_REQUIRED: _payment,
    workflow.WITHDRAWAL_REQUESTED: _withdrawal,
    workflow.STOPPED: _stopped,
    workflow.RESOLVED: _resolved,
    workflow.RETURNED: _returned,
}


def dossier_in(state: str, dossiers: DossierFolder | None = None, *, of: ProcedureRecord | None = None) -> Dossier:
    """A dossier that went through the office until it stood in this state, or approved before the clerk (SEALING)."""
    dossier = draft(
        dossiers, of=of or (record(field="ho-tich", results=RESULTS) if state == workflow.SEALING else None)
    )
    PATHS[state](dossier)
    assert dossier.state == (workflow.PROCESSING if state == workflow.SEALING else state)
    assert dossier.sealing is (state == workflow.SEALING)
    return dossier


def files(folder: Path, content: bytes = b"%PDF-1.7 as it came") -> dict:
    """What the intake hands to `attach`: the received file and its clean copy."""
    folder.mkdir()
    received = receive_bytes(io.BytesIO(content), folder, limit=1_000)
    clean = folder / "clean.pdf"
    clean.write_bytes(b"%PDF-1.7 clean")
    return {"received": received, "clean": clean}


def attached(dossier: Dossier, folder: Path, *, component: int | None = 0, name: str = "to-khai.pdf") -> Attachment:
    return attach(dossier, **files(folder), verdict=CLEAN, name=name, component=component, act=act(minutes=2))


CLEAN = Verdict(True, "clean", 2, (), False, 0.1)
BROKEN = Verdict(False, "damaged", 0, (), False, 0.1)


class _Picture(pickle.Pickler):
    def persistent_id(self, thing: object) -> int | None:
        return id(thing) if isinstance(thing, Blob) else None


def picture(thing: object) -> bytes:
    """Everything there is to an object and all it leads to, as bytes; two are equal when nothing changed between."""
    out = io.BytesIO()
    _Picture(out).dump(thing)
    return out.getvalue()
