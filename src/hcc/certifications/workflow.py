"""What becomes of a certification number: taken, then issued or struck; never used twice, never left out."""

from hcc.core.permissions import Permission as P
from hcc.core.roles import Role
from hcc.core.text import message
from hcc.core.workflow import State, Transition, Workflow

NUMBERED = "numbered"
ISSUED = "issued"
STRUCK = "struck"
CANCELLED = "cancelled"
"""Issued, and taken back: what the paper says no longer counts."""
REPLACED = "replaced"
"""Taken back, and another paper issued in its place."""
ON_PAPER = "on_paper"
"""Given on paper, and its line lost with the machine: what it says stands in the paper book."""
RESERVED = "reserved"
"""Printed on a sheet of the outage pad: used there when the machines stand still, and entered afterwards."""
OPEN_STATES = (RESERVED, ON_PAPER)
"""Nothing is known of the line but its number; it can be entered afterwards."""

_SEES = (P.CERTIFICATION_VIEW,)

STATES = (
    State(
        NUMBERED,
        message("Numbered, waiting for signature"),
        {
            Role.CERTIFIER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_CONFIRM, P.CERTIFICATION_STRIKE),
            Role.APPROVER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_CONFIRM, P.CERTIFICATION_SIGN),
        },
    ),
    State(
        ISSUED,
        message("Signed and issued"),
        {
            Role.CERTIFIER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_DELIVER),
            Role.APPROVER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_CANCEL, P.CERTIFICATION_DELIVER),
        },
    ),
    State(CANCELLED, message("Cancelled after issue"), {Role.CERTIFIER: _SEES, Role.APPROVER: _SEES}, final=True),
    State(REPLACED, message("Replaced by another paper"), {Role.CERTIFIER: _SEES, Role.APPROVER: _SEES}, final=True),
    State(STRUCK, message("Struck"), {Role.CERTIFIER: _SEES, Role.APPROVER: _SEES}, final=True),
    State(
        RESERVED,
        message("Reserved for the outage pad"),
        {
            Role.CERTIFIER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_KEEP, P.CERTIFICATION_STRIKE),
            Role.APPROVER: _SEES,
        },
    ),
    State(
        ON_PAPER,
        message("Given on paper"),
        {Role.CERTIFIER: (P.CERTIFICATION_VIEW, P.CERTIFICATION_KEEP), Role.APPROVER: _SEES},
    ),
)

TRANSITIONS = (
    Transition("confirm", (NUMBERED,), ISSUED, P.CERTIFICATION_CONFIRM),
    Transition("sign", (NUMBERED,), ISSUED, P.CERTIFICATION_SIGN),
    Transition("strike", (NUMBERED, RESERVED), STRUCK, P.CERTIFICATION_STRIKE),
    Transition("cancel", (ISSUED,), CANCELLED, P.CERTIFICATION_CANCEL, otherwise=(REPLACED,)),
    Transition("enter", OPEN_STATES, ISSUED, P.CERTIFICATION_KEEP),
)

WORKFLOW = Workflow(STATES, TRANSITIONS, initial=NUMBERED)
