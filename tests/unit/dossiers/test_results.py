"""From the proposal to the paper in the person's hand: who signs, what is registered, what needs a result."""

from datetime import date

import pytest

from hcc.dossiers.events import DossierResolved
from hcc.dossiers.operations.announce_result import announce_result
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.note_call import CalledMissing, note_call
from hcc.dossiers.operations.record_external_work import ExternalWorkMissing, record_external_work
from hcc.dossiers.operations.register_and_seal import (
    OutgoingDayWrong,
    OutgoingNumberMissing,
    OutgoingNumberTaken,
    register_and_seal,
)
from hcc.dossiers.operations.resolve import ResultMissing, resolve
from hcc.dossiers.operations.return_result import ProxyPaperMissing, return_result
from hcc.dossiers.operations.send_back import send_back
from hcc.dossiers.operations.submit_for_approval import ResultCodeWrong, ResultFileMissing, submit_for_approval
from hcc.dossiers.results import Result, ResultPaper, Signature
from hcc.dossiers.workflow import SEALING
from hcc.dossiers.worklist import Board
from unit.dossiers.building import RESULTS, TODAY, act, attached, dossier_in, record
from unit.dossiers.refusing import refused

CIVIL = record(field="ho-tich", results=RESULTS)
CHAIR = Signature("Trần Văn Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
PAPER = ResultPaper(number="41", symbol="GXN-UBND", code="kq.g15.000021")


def proposed(*, of=CIVIL, papers=(), outcome="granted", references=None):
    dossier = dossier_in("processing", of=of)
    options = {"outcome": outcome, "text": "Cấp giấy.", "references": references, "papers": papers}
    submit_for_approval(dossier, **options, act=act("xuly", minutes=6))
    return dossier


def approved(dossier, **options):
    approve(dossier, signature=CHAIR, **options, act=act("pheduyet", minutes=7))
    return dossier


def sealed(dossier, *, minutes=9, **options):
    options = {"number": "12", "symbol": "GXN-UBND", "day": TODAY, **options}
    return register_and_seal(dossier, **options, act=act("vanthu", minutes=minutes))


# An office without a clerk's register: approving is enough


def test_what_was_proposed_is_issued_as_it_is_approved():
    heard = []
    dossier = proposed(papers=[PAPER])
    approve(dossier, signature=CHAIR, act=act("pheduyet", minutes=7, heard=heard))
    assert dossier.state == "resolved"
    assert dossier.results == (
        Result(
            "Giấy xác nhận",
            "41",
            "GXN-UBND",
            signed_on=TODAY,
            signer="Trần Văn Mẫu",
            capacity=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            code="KQ.G15.000021",
        ),
    )
    assert dossier.results[0].line == "41/GXN-UBND"
    assert dossier.resolved_at == act(minutes=7).at
    assert heard == [DossierResolved(dossier)]


def test_a_result_whose_number_is_not_known_is_named_and_signed():
    [result] = approved(proposed()).results
    assert (result.title, result.line, result.signer, result.sealed) == ("Giấy xác nhận", "", "Trần Văn Mẫu", False)


def test_certified_papers_are_results_by_their_numbers():
    dossier = approved(proposed(of=record(results=RESULTS), references=("1205 01/2026 - SCT/BS", "1206")))
    assert [result.number for result in dossier.results] == ["1205 01/2026 - SCT/BS", "1206"]


def test_a_procedure_without_a_result_has_none():
    assert approved(proposed(of=record(field="ho-tich"))).results == ()


def test_declining_takes_a_numbered_refusal_which_is_the_result():
    dossier = approved(proposed(outcome="declined"), clerk_registers=True, symbol="TC-UBND")
    assert dossier.state == "resolved"
    [slip] = dossier.slips
    assert (slip.kind, slip.line, slip.reason) == ("refusal", "01/TC-UBND", "Cấp giấy.")
    [result] = dossier.results
    assert (result.title, result.line) == ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "01/TC-UBND")
    assert dossier.chain.last.facts["slip"] == "01/TC-UBND"


@pytest.mark.parametrize("code", ["KQ.G15.21", "G15.000021", "KQ.G15.0000211"])
def test_a_result_code_has_its_shape(code):
    dossier = dossier_in("processing")
    options = {"outcome": "granted", "text": "Cấp.", "papers": [ResultPaper(code=code)]}
    refused(dossier, ResultCodeWrong, submit_for_approval, dossier, **options, act=act("xuly", minutes=6))


def test_the_file_of_a_result_is_a_paper_of_the_dossier(tmp_path):
    dossier = dossier_in("processing")
    options = {"outcome": "granted", "text": "Cấp.", "papers": [ResultPaper(file=1)]}
    refused(dossier, ResultFileMissing, submit_for_approval, dossier, **options, act=act("xuly", minutes=6))
    attached(dossier, tmp_path / "in", component=None)
    submit_for_approval(dossier, **options, act=act("xuly", minutes=6))
    assert approved(dossier).results[0].file == 1


# With a clerk


def test_the_clerk_registers_and_seals_and_the_dossier_is_ready():
    dossier = approved(proposed(papers=[PAPER]), clerk_registers=True)
    assert (dossier.state, dossier.sealing, dossier.results, dossier.resolved_at) == ("processing", True, (), None)
    [(moment, row)] = dossier.__parent__.board(Board.TO_SEAL)
    assert (moment, row.sealing) == (row.due, True)
    result = sealed(dossier)
    assert (dossier.state, dossier.sealing, dossier.results) == ("resolved", False, (result,))
    assert (result.line, result.sealed, result.signer, result.code) == (
        "12/GXN-UBND", True, "Trần Văn Mẫu", "KQ.G15.000021",
    )  # fmt: skip
    assert dossier.resolved_at == act(minutes=9).at
    assert list(dossier.__parent__.board(Board.TO_SEAL)) == []
    assert dossier.__parent__.by_outgoing("GXN-UBND", 2026, "12") is dossier


def test_several_results_are_registered_one_after_the_other():
    papers = [ResultPaper("Giấy xác nhận"), ResultPaper("Trích lục")]
    dossier = approved(proposed(papers=papers), clerk_registers=True)
    sealed(dossier, more=True)
    assert dossier.state == "processing"
    sealed(dossier, number="13", minutes=10)
    assert dossier.state == "resolved"
    assert [(result.title, result.number) for result in dossier.results] == [
        ("Giấy xác nhận", "12"),
        ("Trích lục", "13"),
    ]


def test_a_number_of_the_register_is_used_once_a_year():
    first = approved(proposed(), clerk_registers=True)
    folder = first.__parent__
    sealed(first)
    other = dossier_in(SEALING, folder)
    taken = refused(folder, OutgoingNumberTaken, sealed, other)
    assert taken.facts == {"number": "12", "symbol": "GXN-UBND", "year": 2026, "dossier": first.reception_number}
    sealed(other, symbol="QD-UBND")


def test_a_paper_is_registered_with_number_symbol_and_a_day_that_can_be():
    dossier = approved(proposed(), clerk_registers=True)
    refused(dossier.__parent__, OutgoingNumberMissing, sealed, dossier, symbol=" ")
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        refused(dossier.__parent__, OutgoingDayWrong, sealed, dossier, day=day)


def test_the_clerk_sends_back_what_is_wrong_and_its_number_is_free_again():
    dossier = approved(proposed(papers=[ResultPaper("A"), ResultPaper("B")]), clerk_registers=True)
    sealed(dossier, more=True)
    send_back(dossier, reason="Sai họ tên.", act=act("vanthu", minutes=10))
    assert (dossier.state, dossier.sealing, dossier.results, dossier.decision) == ("processing", False, (), None)
    assert dossier.chain.last.facts == {"to": "processing", "reason": "Sai họ tên.", "approved": True}
    assert dossier.__parent__.by_outgoing("GXN-UBND", 2026, "12") is None
    assert dossier.__parent__.listing_faults() == []


def test_certified_papers_do_not_wait_for_the_clerk():
    dossier = approved(proposed(of=record(results=RESULTS), references=("1205",)), clerk_registers=True)
    assert dossier.state == "resolved"


# Work done elsewhere


def test_nothing_is_resolved_without_a_result_or_the_work_it_was_done_by():
    dossier = dossier_in(SEALING)
    refused(dossier.__parent__, ResultMissing, resolve, dossier, act=act("vanthu", minutes=9))
    record_external_work(dossier, system="Hệ thống hộ tịch", number="25/2026", act=act("xuly", minutes=10))
    resolve(dossier, act=act("xuly", minutes=11))
    assert (dossier.state, dossier.results) == ("resolved", ())
    assert [(work.system, work.number, work.by) for work in dossier.external_work] == [
        ("Hệ thống hộ tịch", "25/2026", "xuly")
    ]


def test_work_elsewhere_recorded_before_makes_the_approval_enough():
    dossier = dossier_in("processing", of=CIVIL)
    record_external_work(dossier, system="Hộ tịch", number="25/2026", act=act("xuly", minutes=6))
    submit_for_approval(dossier, outcome="granted", text="Đã đăng ký.", act=act("xuly", minutes=6))
    assert approved(dossier, clerk_registers=True).state == "resolved"


def test_work_elsewhere_has_a_system_and_a_number():
    dossier = dossier_in("processing")
    for system, number in (("", "1"), ("Hộ tịch", " ")):
        options = {"system": system, "number": number, "act": act("xuly", minutes=6)}
        refused(dossier, ExternalWorkMissing, record_external_work, dossier, **options)


# Given out


def test_calls_that_reached_nobody_and_the_one_that_did_are_noted():
    dossier = dossier_in("resolved")
    announce_result(dossier, means="not_reached", note="Gọi hai lần", act=act("traketqua", minutes=8))
    announce_result(dossier, means="phone", act=act("traketqua", minutes=9))
    assert [(one.means, one.note) for one in dossier.announcements] == [("not_reached", "Gọi hai lần"), ("phone", "")]
    assert dossier.state == "resolved"


def test_calls_are_kept_with_whom_they_reached_and_nobody_s_name_stands_in_the_evidence():
    dossier = dossier_in("resolved")
    refused(dossier, CalledMissing, note_call, dossier, to="  ", reached=True, act=act("traketqua", minutes=8))
    note_call(dossier, to=" Nguyễn  Thị Mẫu", reached=False, note="Máy bận", act=act("traketqua", minutes=8))
    note_call(dossier, to="Trưởng xóm", reached=True, act=act("tiepnhan", minutes=9))
    told = [(one.by, one.to, one.reached, one.note) for one in dossier.calls]
    assert told == [("traketqua", "Nguyễn Thị Mẫu", False, "Máy bận"), ("tiepnhan", "Trưởng xóm", True, "")]
    assert (dossier.chain.last.what, dossier.chain.last.facts) == ("note_call", {"reached": True})
    assert dossier.state == "resolved"


def test_somebody_else_takes_the_result_by_a_paper_of_authorisation():
    dossier = dossier_in("resolved")
    options = {"to": "Trần Văn Ví Dụ", "identified_by": "Thẻ căn cước", "proxy": True}
    refused(dossier, ProxyPaperMissing, return_result, dossier, **options, act=act("traketqua", minutes=8))
    return_result(dossier, **options, authorisation="Giấy ủy quyền 12", act=act("traketqua", minutes=8))
    assert (dossier.returned.proxy, dossier.returned.authorisation) == (True, "Giấy ủy quyền 12")
    assert dossier.chain.last.facts["proxy"] is True
