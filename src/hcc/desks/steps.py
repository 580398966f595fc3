"""What stands on each desk: the states it shows, what is to be done next in each, and whose they are."""

from dataclasses import dataclass
from enum import StrEnum

from hcc.core.text import TranslationString, message
from hcc.dossiers import workflow


class Whose(StrEnum):
    """Whose dossiers of a state a desk shows when nothing else is asked for."""

    ALL = "all"
    HANDLER = "handler"
    """Those whose handler the official is, or stands for today."""


@dataclass(frozen=True)
class Stand:
    """One state on a desk."""

    state: str
    next_act: TranslationString
    whose: Whose = Whose.ALL
    timed: bool = True
    """Whether it can be soon or late: the clock of the law runs."""


@dataclass(frozen=True)
class DeskRule:
    """One desk as it is shown. `batch`: the act of one button that may be done to many at once."""

    label: TranslationString
    icon: str
    stands: tuple[Stand, ...]
    empty: TranslationString
    batch: str = ""
    batch_label: TranslationString | None = None
    batch_state: str = ""

    @property
    def offered(self) -> tuple[Stand, ...]:
        """The stands whose state the table of the process has."""
        return tuple(stand for stand in self.stands if stand.state in workflow.WORKFLOW.states)


GREET_LABEL = (message("Greeting"), "people")

DESKS: dict[str, DeskRule] = {
    "prepare": DeskRule(
        message("Preparation"),
        "papers",
        (Stand(workflow.DRAFT, message("Fill in and pass on"), timed=False),),
        message("Nobody is being helped with papers at this moment. Begin with the greeting desk."),
        "submit",
        message("Pass the chosen ones to reception"),
        workflow.DRAFT,
    ),
    "receive": DeskRule(
        message("Reception"),
        "inbox",
        (
            Stand(workflow.SUBMITTED, message("Check and receive"), timed=False),
            Stand("supplement_requested", message("Take in what is brought"), timed=False),
            Stand("payment_required", message("Confirm the payment"), timed=False),
            Stand("withdrawal_requested", message("Give it back or go on"), timed=False),
        ),
        message("Nobody waits to hand in a dossier. Press n when somebody comes to the counter."),
    ),
    "process": DeskRule(
        message("Processing"),
        "file",
        (
            Stand(workflow.RECEIVED, message("Take over")),
            Stand(workflow.PROCESSING, message("Work on it"), Whose.HANDLER),
            Stand("consulting", message("Wait for the opinion"), Whose.HANDLER),
        ),
        message("You have no dossier to work on, and none waits to be taken over."),
        "process",
        message("Take the chosen ones over"),
        workflow.RECEIVED,
    ),
    "approve": DeskRule(
        message("Approval"),
        "pen",
        (Stand(workflow.AWAITING_APPROVAL, message("Approve or send back")),),
        message("Nothing waits for your approval."),
        "approve",
        message("Approve the chosen ones"),
        workflow.AWAITING_APPROVAL,
    ),
    "return_result": DeskRule(
        message("Returning"),
        "return",
        (Stand(workflow.RESOLVED, message("Hand over"), timed=False),),
        message("Every result has been fetched."),
    ),
}
"""By the step of the process."""
