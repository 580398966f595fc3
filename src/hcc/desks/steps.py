"""What stands on each desk: the states it shows, what is to be done next in each, and whose they are."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from hcc.core.roles import Role
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
    aside: bool = False
    """Shown only when it is asked for by its counter: others come first at this desk."""


@dataclass(frozen=True)
class BatchAct:
    """An act that may be done to many at once, to those that stand in one of `states`."""

    verb: str
    label: TranslationString
    states: tuple[str, ...]
    icon: str = "tick"


@dataclass(frozen=True)
class DeskRule:
    """One desk as it is shown."""

    label: TranslationString
    icon: str
    stands: tuple[Stand, ...]
    empty: TranslationString
    batches: tuple[BatchAct, ...] = ()
    """What may be done to many; the first is the act of the desk."""
    acting: frozenset[Role] = frozenset()
    """Who does its acts, where some who open it only read; empty: everybody who opens it."""
    follows: bool = False
    """Asks by handler too, though it shows the dossiers of all."""
    of_unit: bool = False
    """Its acts may be those of one unit, by the internal process of a dossier (`OF_THE_UNIT`)."""

    passes_on: bool = False
    """Whoever handles a dossier here passes it on where its process has a further step of handling."""

    def acted_by(self, roles: Collection[Role]) -> bool:
        """Whether somebody of these roles does the acts of the desk."""
        return not self.acting or not self.acting.isdisjoint(roles)

    @property
    def timed(self) -> bool:
        """Whether anything it shows by itself can be soon or late."""
        return any(stand.timed and not stand.aside for stand in self.stands)

    @property
    def offered(self) -> tuple[Stand, ...]:
        """The stands whose state the table of the process has."""
        return tuple(stand for stand in self.stands if stand.state in workflow.WORKFLOW.states)


GREET_LABEL = (message("Greeting"), "people")

RESULT_BATCHES = (
    BatchAct("announce_result", message("Note that those chosen were told"), (workflow.RESOLVED,), "bell"),
    BatchAct("hand_over", message("Hand the papers of the chosen ones over"), (workflow.RESOLVED,), "papers"),
)

DESKS: dict[str, DeskRule] = {
    "prepare": DeskRule(
        message("Preparation"),
        "papers",
        (Stand(workflow.DRAFT, message("Fill in and pass on"), timed=False),),
        message("Nobody is being helped with papers at this moment. Begin with the greeting desk."),
        (BatchAct("submit", message("Pass the chosen ones to reception"), (workflow.DRAFT,), "inbox"),),
    ),
    "receive": DeskRule(
        message("Reception"),
        "inbox",
        (
            Stand(workflow.SUBMITTED, message("Check and receive"), timed=False),
            Stand("supplement_requested", message("Take in what is brought"), timed=False),
            Stand("payment_required", message("Confirm the payment"), timed=False),
            Stand("withdrawal_requested", message("Give it back or go on"), timed=False),
            Stand(workflow.RECEIVED, message("Pass on to the handler"), aside=True),
        ),
        message("Nobody waits to hand in a dossier. Press n when somebody comes to the counter."),
        (
            BatchAct("hand_over", message("Hand the papers of the chosen ones over"), (workflow.RECEIVED,), "papers"),
            BatchAct("assign", message("Give the chosen ones to an official"), (workflow.RECEIVED,), "person"),
        ),
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
        (
            BatchAct("process", message("Take the chosen ones over"), (workflow.RECEIVED,)),
            BatchAct(
                "hand_over",
                message("Hand the papers of the chosen ones over"),
                (workflow.PROCESSING, workflow.CONSULTING),
                "papers",
            ),
        ),
        of_unit=True,
        passes_on=True,
    ),
    "approve": DeskRule(
        message("Approval"),
        "pen",
        (Stand(workflow.AWAITING_APPROVAL, message("Approve or send back")),),
        message("Nothing waits for your approval."),
        (BatchAct("approve", message("Approve the chosen ones"), (workflow.AWAITING_APPROVAL,)),),
        of_unit=True,
    ),
    "return_result": DeskRule(
        message("Returning"),
        "return",
        (Stand(workflow.RESOLVED, message("Hand over"), timed=False),),
        message("Every result has been fetched."),
        RESULT_BATCHES,
        of_unit=True,
    ),
    "direct": DeskRule(
        message("Follow-up"),
        "eye",
        (
            Stand(workflow.RECEIVED, message("Give it to an official")),
            Stand(workflow.PROCESSING, message("Look how it goes")),
            Stand(workflow.CONSULTING, message("Look how it goes")),
            Stand(workflow.AWAITING_APPROVAL, message("Look how it goes")),
            Stand(workflow.WITHDRAWAL_REQUESTED, message("Give it back or go on"), timed=False),
        ),
        message("Nothing that was received is unfinished."),
        (BatchAct("assign", message("Give the chosen ones to an official"), (workflow.RECEIVED,), "person"),),
        acting=frozenset((Role.DIRECTOR,)),
        follows=True,
    ),
}
"""By the step of the process."""
