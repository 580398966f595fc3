"""Every act against every state and an old form: what the table does not have is refused, and nothing changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hcc.core.errors import NotInThisState
from hcc.dossiers.operations.accept_withdrawal import accept_withdrawal
from hcc.dossiers.operations.announce_result import announce_result
from hcc.dossiers.operations.answer_consultation import answer_consultation
from hcc.dossiers.operations.appraise import appraise
from hcc.dossiers.operations.approve import approve
from hcc.dossiers.operations.assign import assign
from hcc.dossiers.operations.confirm_payment import confirm_payment
from hcc.dossiers.operations.consult import consult
from hcc.dossiers.operations.correct import correct
from hcc.dossiers.operations.decline_withdrawal import decline_withdrawal
from hcc.dossiers.operations.extend import extend
from hcc.dossiers.operations.hand_over import hand_over
from hcc.dossiers.operations.moving import StaleForm
from hcc.dossiers.operations.note_call import note_call
from hcc.dossiers.operations.prepare import prepare
from hcc.dossiers.operations.process import process
from hcc.dossiers.operations.reassign import reassign
from hcc.dossiers.operations.receive import receive
from hcc.dossiers.operations.record_external_work import record_external_work
from hcc.dossiers.operations.refuse import refuse
from hcc.dossiers.operations.register_and_seal import register_and_seal
from hcc.dossiers.operations.request_supplement import request_supplement
from hcc.dossiers.operations.request_withdrawal import request_withdrawal
from hcc.dossiers.operations.require_payment import require_payment
from hcc.dossiers.operations.resolve import resolve
from hcc.dossiers.operations.return_result import return_result
from hcc.dossiers.operations.send_back import send_back
from hcc.dossiers.operations.set_dossier_code import set_dossier_code
from hcc.dossiers.operations.stop import stop
from hcc.dossiers.operations.submit import submit
from hcc.dossiers.operations.submit_for_approval import submit_for_approval
from hcc.dossiers.operations.supply import supply
from hcc.dossiers.people import Parties
from hcc.dossiers.workflow import SEALING, VARIANTS, WORKFLOW
from unit.dossiers.building import (
    AGENCY,
    CALENDAR,
    COLLEAGUE,
    DEFECT,
    HANDLER,
    PERSON,
    TODAY,
    VERDICTS,
    act,
    dossier_in,
)
from unit.dossiers.refusing import refused

IN_TWO_WEEKS = TODAY + timedelta(days=14)
CORRECTED = Parties(owner=replace(PERSON, phone="0911111111"))
WHY = {"reason": "Lý do."}

ACTS = {
    "submit": (submit, {}, "tiepdon"),
    "receive": (receive, {"agency": AGENCY, "calendar": CALENDAR}, "tiepnhan"),
    "refuse": (refuse, WHY, "tiepnhan"),
    "assign": (assign, {"official": HANDLER}, "tiepnhan"),
    "process": (process, {}, "xuly"),
    "request_supplement": (request_supplement, {"defects": [DEFECT], "calendar": CALENDAR}, "xuly"),
    "supply": (supply, {"calendar": CALENDAR}, "tiepnhan"),
    "require_payment": (require_payment, {"amount": 50_000, "purpose": "Lệ phí"}, "xuly"),
    "confirm_payment": (confirm_payment, {"amount": 50_000, "method": "cash", "receipt_number": "0012"}, "tiepnhan"),
    "consult": (consult, {"of": "Phòng Kinh tế", "question": "Có được không?", "due": TODAY}, "xuly"),
    "answer_consultation": (answer_consultation, {"number": 1, "opinion": "Được."}, "xulykhac"),
    "submit_for_approval": (submit_for_approval, {"outcome": "granted", "text": "Cấp."}, "xuly"),
    "approve": (approve, {}, "pheduyet"),
    "send_back": (send_back, WHY, "pheduyet"),
    "register_and_seal": (register_and_seal, {"number": "12", "symbol": "GXN-UBND", "day": TODAY}, "vanthu"),
    "resolve": (resolve, {}, "vanthu"),
    "stop": (stop, {**WHY, "basis": "Điều 17"}, "pheduyet"),
    "request_withdrawal": (request_withdrawal, WHY, "tiepnhan"),
    "accept_withdrawal": (accept_withdrawal, {}, "tiepnhan"),
    "decline_withdrawal": (decline_withdrawal, WHY, "tiepnhan"),
    "return_result": (return_result, {"to": "Mẫu", "identified_by": "Thẻ"}, "traketqua"),
    "prepare": (prepare, {"verdicts": {2: "not_needed"}}, "tiepnhan"),
    "set_dossier_code": (set_dossier_code, {"code": "H44.99-261123-7777"}, "tiepnhan"),
    "correct": (correct, {"parties": CORRECTED, **WHY}, "tiepnhan"),
    "hand_over": (hand_over, {"to": "Phòng Kinh tế", "calendar": CALENDAR}, "tiepnhan"),
    "reassign": (reassign, {"official": COLLEAGUE, **WHY}, "giamdoc"),
    "appraise": (appraise, {"opinion": "Đủ điều kiện."}, "xuly"),
    "record_external_work": (record_external_work, {"system": "Hộ tịch", "number": "25/2026"}, "xuly"),
    "extend": (extend, {"until": IN_TWO_WEEKS, "calendar": CALENDAR, **WHY}, "giamdoc"),
    "announce_result": (announce_result, {"means": "phone"}, "traketqua"),
    "note_call": (note_call, {"to": "Nguyễn Thị Mẫu", "reached": False}, "traketqua"),
}
"""Each act as it is usually done. Papers are added with files: tests/unit/dossiers/test_operations.py."""

SEALED = {"register_and_seal", "resolve"}
STANDINGS = [*WORKFLOW.states, *VARIANTS]


def ready(verb: str, standing: str):
    """A dossier in a state, with what the act needs besides the state."""
    dossier = dossier_in(standing)
    if verb == "submit" and standing == "draft":
        prepare(dossier, person=PERSON, verdicts=VERDICTS, act=act(minutes=2))
    if verb == "supply" and standing == "supplement_requested":
        prepare(dossier, verdicts={0: "passed"}, act=act(minutes=7))
    if verb == "resolve" and standing == SEALING:
        record_external_work(dossier, system="Hộ tịch", number="25/2026", act=act("xuly", minutes=8))
    return dossier


def possible(verb: str, standing: str) -> bool:
    """Whether the table and the grants of where the dossier stands have the act."""
    state = VARIANTS.get(standing) or WORKFLOW.states[standing]
    entry = WORKFLOW.transitions.get(verb) or WORKFLOW.standing[verb]
    states = entry.sources if verb in WORKFLOW.transitions else entry.states
    return state.name in states and any(entry.permission in may for may in state.grants.values())


def test_the_acts_of_this_file_are_those_of_the_table():
    papers = {"attach", "detach", "arrange", "assign_paper"}
    assert set(ACTS) | papers == set(WORKFLOW.transitions) | set(WORKFLOW.standing)


@pytest.mark.parametrize("verb", ACTS)
@pytest.mark.parametrize("standing", STANDINGS)
def test_an_act_from_every_state(verb, standing):
    do, options, by = ACTS[verb]
    dossier = ready(verb, standing)
    length, state = len(dossier.chain), dossier.state
    if not possible(verb, standing):
        refusal = refused(dossier.__parent__, NotInThisState, do, dossier, **options, act=act(by, minutes=20))
        assert refusal.facts == {"act": verb, "state": state}
        return
    do(dossier, **options, act=act(by, minutes=20))
    transition = WORKFLOW.transitions.get(verb)
    assert dossier.state in (transition.targets if transition else (state,))
    assert len(dossier.chain) == length + 1
    last = dossier.chain.last
    assert (last.what, last.by) == (verb, by)
    assert last.facts.get("to", state) == dossier.state
    assert dossier.__parent__.listing_faults() == []
    assert dossier.chain.faults() == []


@pytest.mark.parametrize("verb", ACTS)
def test_an_act_from_an_old_form_is_refused_and_says_who_was_quicker(verb):
    do, options, by = ACTS[verb]
    standing = next(one for one in STANDINGS if possible(verb, one))
    dossier = ready(verb, standing)
    last = dossier.chain.last
    stale = {**options, "seen": dossier.version - 1, "act": act(by, minutes=20)}
    refusal = refused(dossier.__parent__, StaleForm, do, dossier, **stale)
    assert refusal.facts == {"by": last.by, "what": last.what}
    do(dossier, **{**stale, "seen": dossier.version})


NUMBERED = {
    "receive", "refuse", "request_supplement", "supply", "approve", "stop", "accept_withdrawal", "extend",
}  # fmt: skip
"""Acts that take a number or a moment."""


@pytest.mark.parametrize("verb", sorted(NUMBERED))
def test_a_clock_that_was_set_back_takes_no_number(verb):
    from hcc.dossiers.operations.taking_slips import ClockBehind

    do, options, by = ACTS[verb]
    dossier = ready(verb, next(one for one in STANDINGS if possible(verb, one)))
    if verb == "extend":
        options = {**options, "until": date(2026, 12, 7)}
    refused(dossier.__parent__, ClockBehind, do, dossier, **options, act=act(by, minutes=-30))
