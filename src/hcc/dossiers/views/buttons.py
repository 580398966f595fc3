"""What may be done to a dossier now, as buttons; and what was done, in words."""

from dataclasses import dataclass, replace

from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.procedures.process_words import passing_words, unit_words

from ..process_way import further_steps, must_go_on, process_of
from ..resources import Dossier
from ..workflow import WORKFLOW


@dataclass(frozen=True)
class ActButton:
    """An act someone may do now. `asks` leads to a page with a form, otherwise the button does it at once."""

    verb: str
    label: TranslationString
    icon: str
    asks: bool = True
    key: str = ""
    style: str = "plain"
    seldom: bool = False
    """Stands in the list of other acts, not in the bar."""


_SEND = "Ctrl+Enter"
ACTS = {
    button.verb: button
    for button in (
        ActButton("prepare", message("Fill in"), "pen", key="e"),
        ActButton("submit", message("Pass to reception"), "inbox", False, _SEND, "primary"),
        ActButton("receive", message("Receive and print the receipt"), "print", True, _SEND, "primary"),
        ActButton("refuse", message("Refuse"), "bad", key="t"),
        ActButton("request_supplement", message("Ask for what is missing"), "warn", key="b"),
        ActButton("supply", message("Everything is there"), "ok", False, _SEND, "primary"),
        ActButton("process", message("Take over"), "pen", False, _SEND, "primary"),
        ActButton("assign", message("Give it to an official"), "person", key="g"),
        ActButton("pass_on", message("Pass on to the next step"), "next"),
        ActButton("submit_for_approval", message("Put up for approval"), "pen", True, _SEND, "primary"),
        ActButton("approve", message("Approve"), "tick", False, _SEND, "primary"),
        ActButton("send_back", message("Send back"), "return", key="r"),
        ActButton("register_and_seal", message("Enter in the register and seal"), "stamp", True, _SEND, "primary"),
        ActButton("resolve", message("Result is ready"), "ok", False),
        ActButton("return_result", message("Hand over the result"), "return", True, _SEND, "primary"),
        ActButton("announce_result", message("Tell the person"), "phone"),
        ActButton("note_call", message("Note a call"), "phone", seldom=True),
        ActButton("confirm_payment", message("Confirm the payment"), "ok", True, _SEND, "primary"),
        ActButton("answer_consultation", message("Write the opinion down"), "pen", True, _SEND, "primary"),
        ActButton("decline_withdrawal", message("Go on with the dossier"), "ok"),
        ActButton("accept_withdrawal", message("Give the dossier back"), "return", style="destroy"),
        ActButton("hand_over", message("Hand the paper over"), "papers", seldom=True),
        ActButton("appraise", message("Write the appraisal down"), "pen", seldom=True),
        ActButton("consult", message("Ask for an opinion"), "people", seldom=True),
        ActButton("require_payment", message("Ask for a payment"), "warn", seldom=True),
        ActButton("record_external_work", message("Work done in another system"), "link", seldom=True),
        ActButton("set_dossier_code", message("Enter the dossier code"), "file", seldom=True),
        ActButton("correct", message("Correct the people"), "person", seldom=True),
        ActButton("reassign", message("Give it to another official"), "person", seldom=True),
        ActButton("extend", message("Promise a later day"), "calendar", seldom=True),
        ActButton("request_withdrawal", message("The person wants it back"), "return", seldom=True),
        ActButton("stop", message("Stop the dossier"), "bad", seldom=True),
    )
}
"""In the order in which they stand."""

RECORDED = {
    "greet": message("greeted and guided"),
    "prepare": message("filled in person and papers"),
    "attach": message("added a paper"),
    "detach": message("took a paper away"),
    "arrange": message("arranged the pages of papers"),
    "assign_paper": message("said which paper it is"),
    "submit": message("passed it to reception"),
    "receive": message("received it"),
    "refuse": message("refused it"),
    "request_supplement": message("asked for what is missing"),
    "supply": message("took in what was asked for"),
    "require_payment": message("asked for a payment"),
    "confirm_payment": message("confirmed the payment"),
    "hand_over": message("handed the paper over"),
    "assign": message("gave it to its handler"),
    "reassign": message("gave it to another handler"),
    "pass_on": message("passed it on to the next step"),
    "process": message("took it over"),
    "consult": message("asked for an opinion"),
    "answer_consultation": message("wrote the opinion down"),
    "appraise": message("wrote the appraisal down"),
    "record_external_work": message("noted work done in another system"),
    "certify": message("took certification numbers"),
    "submit_for_approval": message("put it up for approval"),
    "approve": message("approved the result"),
    "send_back": message("sent it back"),
    "register_and_seal": message("registered and sealed the result"),
    "extend": message("promised a later day"),
    "stop": message("stopped it"),
    "request_withdrawal": message("wrote down that the person wants it back"),
    "accept_withdrawal": message("gave it back"),
    "decline_withdrawal": message("let it go on"),
    "resolve": message("said that the result is ready"),
    "announce_result": message("told the person, or tried to"),
    "note_call": message("called the person, or tried to"),
    "return_result": message("handed over the result"),
    "correct": message("corrected the people"),
    "set_dossier_code": message("entered the dossier code"),
}


def acts_for(dossier: Dossier, request: Request) -> list[ActButton]:
    """What this official may do to this dossier now: the table decides, and the grants."""
    table = [*WORKFLOW.acts_from(dossier.state), *WORKFLOW.standing_in(dossier.state)]
    verbs = {one.act for one in table if request.has_permission(one.permission, dossier)}
    if request.office.own_code and dossier.dossier_code in ("", dossier.reception_number):
        verbs.discard("set_dossier_code")
    buttons = [button for verb, button in ACTS.items() if verb in verbs]
    if "submit_for_approval" not in verbs or not (passing := _passing(dossier, request)):
        return buttons
    if must_go_on(dossier):
        proposing = ACTS["submit_for_approval"]
        buttons = [replace(one, style="plain", key="") if one is proposing else one for one in buttons]
    return [passing, *buttons]


def _passing(dossier: Dossier, request: Request) -> ActButton | None:
    """The button that passes it on, named for the step; first of all where nothing can be granted before."""
    process, steps = process_of(dossier), further_steps(dossier)
    if process is None or not steps or dossier.leg is None:
        return None
    button = ACTS["pass_on"]
    here = process.step(dossier.leg.step)
    if len(steps) == 1 and here is not None:
        words = passing_words(process, here, steps[0], unit_words(steps[0], request.site.accounts))
        button = replace(button, label=words)
    return replace(button, style="primary", key=_SEND) if must_go_on(dossier) else button
