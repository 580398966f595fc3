"""The steps of a dossier, who may do what in each state. Official codes: design/domain.md 2.3."""

from hcc.core.acl import ASSIGNED, HELPING
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
RESOLVED = "resolved"
RETURNED = "returned"

_SEES = (P.DOSSIER_VIEW,)
# Who reads a dossier is whoever works on it in that state: its papers may be identity scans.
_WORKS: dict[Role | str, tuple[P, ...]] = {Role.RECEIVER: _SEES, Role.HANDLER: _SEES, Role.CERTIFIER: _SEES}
_DONE: dict[Role | str, tuple[P, ...]] = {**_WORKS, Role.APPROVER: _SEES, Role.RETURNER: _SEES}
_PREPARES = (P.DOSSIER_VIEW, P.DOSSIER_PREPARE, P.DOSSIER_ATTACH, P.DOSSIER_SUBMIT)

STATES = (
    State(DRAFT, message("Being prepared"), {Role.GREETER: _PREPARES, Role.RECEIVER: _PREPARES, HELPING: _PREPARES}),
    State(
        SUBMITTED,
        message("Waiting for reception"),
        {
            Role.GREETER: _SEES,
            Role.RECEIVER: (
                P.DOSSIER_VIEW,
                P.DOSSIER_PREPARE,
                P.DOSSIER_ATTACH,
                P.DOSSIER_RECEIVE,
                P.DOSSIER_REFUSE,
            ),
        },
        official_code=1,
    ),
    State(
        RECEIVED,
        message("Received"),
        {
            **_WORKS,
            Role.HANDLER: (P.DOSSIER_VIEW, P.DOSSIER_PROCESS),
            Role.CERTIFIER: (P.DOSSIER_VIEW, P.DOSSIER_PROCESS),
        },
        official_code=2,
    ),
    State(REFUSED, message("Not received"), {Role.RECEIVER: _SEES}, final=True, official_code=3),
    State(
        PROCESSING,
        message("In process"),
        {**_WORKS, ASSIGNED: (P.DOSSIER_VIEW, P.DOSSIER_SUBMIT_FOR_APPROVAL)},
        official_code=4,
    ),
    State(
        AWAITING_APPROVAL,
        message("Waiting for approval"),
        {**_WORKS, Role.APPROVER: (P.DOSSIER_VIEW, P.DOSSIER_APPROVE, P.DOSSIER_SEND_BACK)},
        official_code=4,
    ),
    State(
        RESOLVED,
        message("Result ready"),
        {**_DONE, Role.RETURNER: (P.DOSSIER_VIEW, P.DOSSIER_RETURN_RESULT)},
        official_code=9,
    ),
    State(RETURNED, message("Result returned"), dict(_DONE), final=True, official_code=10),
)

TRANSITIONS = (
    Transition("submit", (DRAFT,), SUBMITTED, P.DOSSIER_SUBMIT),
    Transition("receive", (SUBMITTED,), RECEIVED, P.DOSSIER_RECEIVE),
    Transition("refuse", (SUBMITTED,), REFUSED, P.DOSSIER_REFUSE),
    Transition("process", (RECEIVED,), PROCESSING, P.DOSSIER_PROCESS),
    Transition("submit_for_approval", (PROCESSING,), AWAITING_APPROVAL, P.DOSSIER_SUBMIT_FOR_APPROVAL),
    Transition("approve", (AWAITING_APPROVAL,), RESOLVED, P.DOSSIER_APPROVE),
    Transition("send_back", (AWAITING_APPROVAL,), PROCESSING, P.DOSSIER_SEND_BACK),
    Transition("return_result", (RESOLVED,), RETURNED, P.DOSSIER_RETURN_RESULT),
)

STANDING = (
    Standing("prepare", (DRAFT, SUBMITTED), P.DOSSIER_PREPARE),
    Standing("attach", (DRAFT, SUBMITTED), P.DOSSIER_ATTACH),
    Standing("detach", (DRAFT, SUBMITTED), P.DOSSIER_ATTACH),
)
"""Acts that leave a dossier where it is."""

WORKFLOW = Workflow(STATES, TRANSITIONS, initial=DRAFT, standing=STANDING)

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
    AWAITING_APPROVAL: 4,
    RESOLVED: 5,
    RETURNED: 5,
}
"""Which of the five steps a state belongs to."""
