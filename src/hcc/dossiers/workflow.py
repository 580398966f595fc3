"""The steps of a dossier, who may do what in each state. Official codes: design/domain.md 2.3.

Names of states and acts stand in databases and evidence: frozen.
"""

from typing import Protocol

from hcc.core.acl import ASSIGNED, CONSULTED, HELPING
from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.core.workflow import Standing, State, Transition, Workflow

DRAFT = "draft"
SUBMITTED = "submitted"
RECEIVED = "received"
REFUSED = "refused"
PROCESSING = "processing"
AWAITING_APPROVAL = "awaiting_approval"
CONSULTING = "consulting"
SUPPLEMENT_REQUESTED = "supplement_requested"
PAYMENT_REQUIRED = "payment_required"
WITHDRAWAL_REQUESTED = "withdrawal_requested"
STOPPED = "stopped"
RESOLVED = "resolved"
RETURNED = "returned"

SEALING = "sealing"
"""In process and approved: the clerk enters the result in the register and seals it. No state of its own."""

_SEES = (P.DOSSIER_VIEW,)
# Who reads a dossier is whoever works on it in that state: its papers may be identity scans. Over them stand the
# director, who answers for every dossier, and the auditor, who only reads.
_OVERSEE: dict[Role | str, tuple[P, ...]] = {Role.DIRECTOR: _SEES, Role.AUDITOR: _SEES}
_PREPARES = (P.DOSSIER_VIEW, P.DOSSIER_PREPARE, P.DOSSIER_ATTACH, P.DOSSIER_SUBMIT)
_COUNTER = (P.DOSSIER_VIEW, P.DOSSIER_CORRECT, P.DOSSIER_SET_DOSSIER_CODE, P.DOSSIER_REQUEST_WITHDRAWAL)
_OWN = (P.DOSSIER_VIEW, P.DOSSIER_CORRECT, P.DOSSIER_SET_DOSSIER_CODE, P.DOSSIER_HAND_OVER)
_LEADS = (P.DOSSIER_VIEW, P.DOSSIER_REASSIGN, P.DOSSIER_EXTEND, P.DOSSIER_STOP)
_DONE: dict[Role | str, tuple[P, ...]] = {
    Role.HANDLER: _SEES,
    Role.CERTIFIER: _SEES,
    Role.APPROVER: _SEES,
    Role.RETURNER: _SEES,
    **_OVERSEE,
}

STATES = (
    State(
        DRAFT,
        message("Being prepared"),
        {Role.GREETER: _PREPARES, Role.RECEIVER: _PREPARES, HELPING: _PREPARES, **_OVERSEE},
    ),
    State(
        SUBMITTED,
        message("Waiting for reception"),
        {
            Role.GREETER: _SEES,
            HELPING: _SEES,
            Role.RECEIVER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_PREPARE,
                P.DOSSIER_ATTACH,
                P.DOSSIER_RECEIVE,
                P.DOSSIER_REFUSE,
                P.DOSSIER_REQUEST_SUPPLEMENT,
                P.DOSSIER_REQUEST_WITHDRAWAL,
                P.DOSSIER_SET_DOSSIER_CODE,
            ),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (P.DOSSIER_VIEW, P.DOSSIER_REQUEST_SUPPLEMENT),
        },
        official_code=1,
    ),
    State(
        RECEIVED,
        message("Received"),
        {
            Role.RECEIVER: (*_COUNTER, P.DOSSIER_ATTACH, P.DOSSIER_ASSIGN, P.DOSSIER_HAND_OVER),
            Role.HANDLER: (P.DOSSIER_VIEW, P.DOSSIER_PROCESS),
            Role.CERTIFIER: (P.DOSSIER_VIEW, P.DOSSIER_PROCESS),
            Role.APPROVER: (P.DOSSIER_VIEW, P.DOSSIER_ASSIGN, P.DOSSIER_EXTEND, P.DOSSIER_STOP),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (P.DOSSIER_VIEW, P.DOSSIER_ASSIGN, P.DOSSIER_EXTEND, P.DOSSIER_STOP),
        },
        official_code=2,
    ),
    State(REFUSED, message("Not received"), {Role.RECEIVER: _SEES, **_OVERSEE}, final=True, official_code=3),
    State(
        PROCESSING,
        message("In process"),
        {
            Role.RECEIVER: (*_COUNTER, P.DOSSIER_ATTACH, P.DOSSIER_HAND_OVER),
            Role.HANDLER: _SEES,
            Role.CERTIFIER: _SEES,
            ASSIGNED: (
                *_OWN,
                P.DOSSIER_ATTACH,
                P.DOSSIER_APPRAISE,
                P.DOSSIER_CONSULT,
                P.DOSSIER_REQUEST_SUPPLEMENT,
                P.DOSSIER_REQUIRE_PAYMENT,
                P.DOSSIER_RECORD_EXTERNAL_WORK,
                P.DOSSIER_SUBMIT_FOR_APPROVAL,
            ),
            Role.APPROVER: _LEADS,
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (*_LEADS, P.DOSSIER_REQUEST_SUPPLEMENT),
        },
        official_code=4,
    ),
    State(
        CONSULTING,
        message("Waiting for an opinion"),
        {
            Role.RECEIVER: _COUNTER,
            Role.HANDLER: _SEES,
            Role.CERTIFIER: _SEES,
            ASSIGNED: (
                *_OWN,
                P.DOSSIER_ATTACH,
                P.DOSSIER_APPRAISE,
                P.DOSSIER_CONSULT,
                P.DOSSIER_ANSWER_CONSULTATION,
            ),
            CONSULTED: (P.DOSSIER_VIEW, P.DOSSIER_ANSWER_CONSULTATION),
            Role.APPROVER: _LEADS,
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: _LEADS,
        },
        official_code=4,
    ),
    State(
        AWAITING_APPROVAL,
        message("Waiting for approval"),
        {
            Role.RECEIVER: _COUNTER,
            Role.HANDLER: _SEES,
            Role.CERTIFIER: _SEES,
            ASSIGNED: (P.DOSSIER_VIEW, P.DOSSIER_HAND_OVER),
            Role.APPROVER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_APPROVE,
                P.DOSSIER_SEND_BACK,
                P.DOSSIER_REASSIGN,
                P.DOSSIER_EXTEND,
            ),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (P.DOSSIER_VIEW, P.DOSSIER_REASSIGN, P.DOSSIER_EXTEND),
        },
        official_code=4,
    ),
    State(
        SUPPLEMENT_REQUESTED,
        message("Papers are asked for"),
        {
            Role.RECEIVER: (
                *_COUNTER,
                P.DOSSIER_PREPARE,
                P.DOSSIER_ATTACH,
                P.DOSSIER_SUPPLY,
                P.DOSSIER_NOTE_CALL,
            ),
            ASSIGNED: _SEES,
            Role.APPROVER: (P.DOSSIER_VIEW, P.DOSSIER_REASSIGN, P.DOSSIER_STOP),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (P.DOSSIER_VIEW, P.DOSSIER_REASSIGN, P.DOSSIER_STOP),
        },
        official_code=5,
    ),
    State(
        PAYMENT_REQUIRED,
        message("Waiting for payment"),
        {
            Role.RECEIVER: (*_COUNTER, P.DOSSIER_CONFIRM_PAYMENT, P.DOSSIER_NOTE_CALL),
            Role.RETURNER: (P.DOSSIER_VIEW, P.DOSSIER_CONFIRM_PAYMENT, P.DOSSIER_NOTE_CALL),
            ASSIGNED: _SEES,
            Role.APPROVER: _LEADS,
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: _LEADS,
        },
        official_code=6,
    ),
    State(
        WITHDRAWAL_REQUESTED,
        message("The person wants it back"),
        {
            Role.RECEIVER: (P.DOSSIER_VIEW, P.DOSSIER_ACCEPT_WITHDRAWAL, P.DOSSIER_DECLINE_WITHDRAWAL),
            ASSIGNED: _SEES,
            Role.APPROVER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_REASSIGN,
                P.DOSSIER_ACCEPT_WITHDRAWAL,
                P.DOSSIER_DECLINE_WITHDRAWAL,
            ),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (
                P.DOSSIER_VIEW,
                P.DOSSIER_REASSIGN,
                P.DOSSIER_ACCEPT_WITHDRAWAL,
                P.DOSSIER_DECLINE_WITHDRAWAL,
            ),
        },
        official_code=7,
    ),
    State(
        STOPPED,
        message("Stopped"),
        {**_DONE, Role.RECEIVER: (P.DOSSIER_VIEW, P.DOSSIER_SET_DOSSIER_CODE)},
        final=True,
        official_code=8,
    ),
    State(
        RESOLVED,
        message("Result ready"),
        {
            **_DONE,
            Role.RECEIVER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_ANNOUNCE_RESULT,
                P.DOSSIER_NOTE_CALL,
                P.DOSSIER_SET_DOSSIER_CODE,
            ),
            Role.CLERK: (P.DOSSIER_VIEW, P.DOSSIER_HAND_OVER),
            ASSIGNED: (P.DOSSIER_VIEW, P.DOSSIER_HAND_OVER),
            Role.RETURNER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_HAND_OVER,
                P.DOSSIER_ANNOUNCE_RESULT,
                P.DOSSIER_NOTE_CALL,
                P.DOSSIER_RETURN_RESULT,
            ),
        },
        official_code=9,
    ),
    State(
        RETURNED,
        message("Result returned"),
        {**_DONE, Role.RECEIVER: (P.DOSSIER_VIEW, P.DOSSIER_SET_DOSSIER_CODE)},
        final=True,
        official_code=10,
    ),
)

VARIANTS = {
    SEALING: State(
        PROCESSING,
        message("Approved, waiting for register and seal"),
        {
            Role.RECEIVER: (P.DOSSIER_VIEW, P.DOSSIER_CORRECT, P.DOSSIER_SET_DOSSIER_CODE, P.DOSSIER_HAND_OVER),
            Role.HANDLER: _SEES,
            Role.CERTIFIER: _SEES,
            ASSIGNED: (*_OWN, P.DOSSIER_RECORD_EXTERNAL_WORK, P.DOSSIER_RESOLVE),
            Role.APPROVER: (P.DOSSIER_VIEW, P.DOSSIER_SEND_BACK, P.DOSSIER_REASSIGN, P.DOSSIER_EXTEND),
            Role.CLERK: (
                P.DOSSIER_VIEW,
                P.DOSSIER_REGISTER_AND_SEAL,
                P.DOSSIER_RESOLVE,
                P.DOSSIER_SEND_BACK,
                P.DOSSIER_HAND_OVER,
            ),
            Role.AUDITOR: _SEES,
            Role.DIRECTOR: (P.DOSSIER_VIEW, P.DOSSIER_REASSIGN, P.DOSSIER_EXTEND),
        },
        official_code=4,
    ),
}
"""What holds instead of the state's own grants while a dossier in process is approved."""

_OPEN = (RECEIVED, PROCESSING, CONSULTING, AWAITING_APPROVAL, SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED)
"""Received and not yet decided."""

TRANSITIONS = (
    Transition("submit", (DRAFT,), SUBMITTED, P.DOSSIER_SUBMIT),
    Transition("receive", (SUBMITTED,), RECEIVED, P.DOSSIER_RECEIVE),
    Transition("refuse", (SUBMITTED,), REFUSED, P.DOSSIER_REFUSE),
    Transition("assign", (RECEIVED,), PROCESSING, P.DOSSIER_ASSIGN),
    Transition("process", (RECEIVED,), PROCESSING, P.DOSSIER_PROCESS),
    Transition("request_supplement", (SUBMITTED, PROCESSING), SUPPLEMENT_REQUESTED, P.DOSSIER_REQUEST_SUPPLEMENT),
    Transition("supply", (SUPPLEMENT_REQUESTED,), PROCESSING, P.DOSSIER_SUPPLY, (SUBMITTED,)),
    Transition("require_payment", (PROCESSING,), PAYMENT_REQUIRED, P.DOSSIER_REQUIRE_PAYMENT),
    Transition("confirm_payment", (PAYMENT_REQUIRED,), PROCESSING, P.DOSSIER_CONFIRM_PAYMENT),
    Transition("consult", (PROCESSING, CONSULTING), CONSULTING, P.DOSSIER_CONSULT),
    Transition("answer_consultation", (CONSULTING,), PROCESSING, P.DOSSIER_ANSWER_CONSULTATION, (CONSULTING,)),
    Transition("submit_for_approval", (PROCESSING,), AWAITING_APPROVAL, P.DOSSIER_SUBMIT_FOR_APPROVAL),
    Transition("approve", (AWAITING_APPROVAL,), RESOLVED, P.DOSSIER_APPROVE, (PROCESSING,)),
    Transition("send_back", (AWAITING_APPROVAL, PROCESSING), PROCESSING, P.DOSSIER_SEND_BACK),
    Transition("register_and_seal", (PROCESSING,), RESOLVED, P.DOSSIER_REGISTER_AND_SEAL, (PROCESSING,)),
    Transition("resolve", (PROCESSING,), RESOLVED, P.DOSSIER_RESOLVE),
    Transition(
        "stop", (RECEIVED, PROCESSING, CONSULTING, SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED), STOPPED, P.DOSSIER_STOP
    ),
    Transition("request_withdrawal", (SUBMITTED, *_OPEN), WITHDRAWAL_REQUESTED, P.DOSSIER_REQUEST_WITHDRAWAL),
    Transition("accept_withdrawal", (WITHDRAWAL_REQUESTED,), STOPPED, P.DOSSIER_ACCEPT_WITHDRAWAL),
    Transition(
        "decline_withdrawal",
        (WITHDRAWAL_REQUESTED,),
        PROCESSING,
        P.DOSSIER_DECLINE_WITHDRAWAL,
        (SUBMITTED, RECEIVED, CONSULTING, AWAITING_APPROVAL, SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED),
    ),
    Transition("return_result", (RESOLVED,), RETURNED, P.DOSSIER_RETURN_RESULT),
)

_ATTACHED_IN = (DRAFT, SUBMITTED, RECEIVED, PROCESSING, CONSULTING, SUPPLEMENT_REQUESTED)
STANDING = (
    Standing("prepare", (DRAFT, SUBMITTED, SUPPLEMENT_REQUESTED), P.DOSSIER_PREPARE),
    Standing("attach", _ATTACHED_IN, P.DOSSIER_ATTACH),
    Standing("detach", _ATTACHED_IN, P.DOSSIER_ATTACH),
    Standing("arrange", _ATTACHED_IN, P.DOSSIER_ATTACH),
    Standing("assign_paper", _ATTACHED_IN, P.DOSSIER_ATTACH),
    Standing(
        "set_dossier_code",
        (SUBMITTED, *_OPEN, STOPPED, RESOLVED, RETURNED),
        P.DOSSIER_SET_DOSSIER_CODE,
    ),
    Standing("correct", _OPEN, P.DOSSIER_CORRECT),
    Standing("hand_over", (RECEIVED, PROCESSING, CONSULTING, AWAITING_APPROVAL, RESOLVED), P.DOSSIER_HAND_OVER),
    Standing(
        "reassign",
        (
            PROCESSING,
            CONSULTING,
            AWAITING_APPROVAL,
            SUPPLEMENT_REQUESTED,
            PAYMENT_REQUIRED,
            WITHDRAWAL_REQUESTED,
        ),
        P.DOSSIER_REASSIGN,
    ),
    Standing("appraise", (PROCESSING, CONSULTING), P.DOSSIER_APPRAISE),
    Standing("record_external_work", (PROCESSING,), P.DOSSIER_RECORD_EXTERNAL_WORK),
    Standing("extend", (RECEIVED, PROCESSING, CONSULTING, AWAITING_APPROVAL, PAYMENT_REQUIRED), P.DOSSIER_EXTEND),
    Standing("announce_result", (RESOLVED,), P.DOSSIER_ANNOUNCE_RESULT),
    Standing("note_call", (SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED, RESOLVED), P.DOSSIER_NOTE_CALL),
)
"""Acts that leave a dossier where it is."""

WORKFLOW = Workflow(STATES, TRANSITIONS, initial=DRAFT, standing=STANDING, variants=VARIANTS)


class Stands(Protocol):
    """What stands somewhere in this process."""

    @property
    def state(self) -> str: ...

    @property
    def sealing(self) -> bool: ...


def standing_of(one: Stands) -> State:
    """Where a dossier, or the row of one, stands, with what is granted there now."""
    return VARIANTS[SEALING] if one.sealing else WORKFLOW.states[one.state]


STEP_NAMES = (
    message("Greeting"),
    message("Preparation"),
    message("Reception"),
    message("Processing"),
    message("Returning the result"),
)
"""The five steps everyone sees (tiếp đón, chuẩn bị, tiếp nhận, xử lý, trả kết quả)."""

STEP_OF = {
    DRAFT: 2,
    SUBMITTED: 3,
    REFUSED: 3,
    RECEIVED: 4,
    PROCESSING: 4,
    CONSULTING: 4,
    AWAITING_APPROVAL: 4,
    SUPPLEMENT_REQUESTED: 4,
    PAYMENT_REQUIRED: 4,
    WITHDRAWAL_REQUESTED: 4,
    STOPPED: 4,
    RESOLVED: 5,
    RETURNED: 5,
}
"""Which of the five steps a state belongs to, once the dossier was received."""
