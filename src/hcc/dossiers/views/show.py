"""The page of one dossier: steps, papers, person, history, and what may be done next."""

from dataclasses import dataclass

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.evidence import Record
from hcc.core.moments import basis_lines, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..checklist import BLOCKS
from ..operations.submit import incomplete
from ..people_rules import person_warnings
from ..prepare_form import VERDICT_NAMES
from ..resources import Dossier, NumberedDossier, reception_day
from ..schemas import OUTCOME_NAMES
from ..steps import five_steps
from ..workflow import RETURNED, STEP_OF, WORKFLOW


@dataclass(frozen=True)
class ActButton:
    """An act someone may do now. `asks` leads to a page with a form, otherwise the button does it at once."""

    verb: str
    label: TranslationString
    icon: str
    asks: bool
    key: str = ""
    style: str = "plain"


ACTS = {
    "prepare": ActButton("prepare", message("Fill in"), "pen", True, "e"),
    "submit": ActButton("submit", message("Pass to reception"), "inbox", False, "Ctrl+Enter", "primary"),
    "receive": ActButton("receive", message("Receive and print the receipt"), "print", True, "Ctrl+Enter", "primary"),
    "refuse": ActButton("refuse", message("Refuse"), "bad", True, "t"),
    "process": ActButton("process", message("Take over"), "pen", False, "Ctrl+Enter", "primary"),
    "submit_for_approval": ActButton(
        "submit_for_approval", message("Put up for approval"), "pen", True, "Ctrl+Enter", "primary"
    ),
    "approve": ActButton("approve", message("Approve"), "tick", False, "Ctrl+Enter", "primary"),
    "send_back": ActButton("send_back", message("Send back"), "return", True, "r"),
    "return_result": ActButton(
        "return_result", message("Hand over the result"), "return", True, "Ctrl+Enter", "primary"
    ),
}

RECORDED = {
    "greet": message("greeted and guided"),
    "prepare": message("filled in person and papers"),
    "attach": message("added a paper"),
    "detach": message("took a paper away"),
    "submit": message("passed it to reception"),
    "receive": message("received it"),
    "refuse": message("refused it"),
    "process": message("took it over"),
    "certify": message("took certification numbers"),
    "submit_for_approval": message("put it up for approval"),
    "approve": message("approved the result"),
    "send_back": message("sent it back"),
    "return_result": message("handed over the result"),
}


@dataclass(frozen=True)
class ShownEvent:
    """One line of the history."""

    at: str
    who: str
    what: TranslationString | str
    reason: str = ""


def shown_event(record: Record, request: Request) -> ShownEvent:
    return ShownEvent(
        short_moment(record.at, request.locale_name),
        request.doer(record),
        RECORDED.get(record.what, record.what),
        record.facts.get("reason", ""),
    )


def acts_for(dossier: Dossier, request: Request) -> list[ActButton]:
    """What this official may do to this dossier now: the table decides, and the grants."""
    verbs = [t.act for t in WORKFLOW.acts_from(dossier.state) if request.has_permission(t.permission, dossier)]
    if request.has_permission(Permission.DOSSIER_PREPARE, dossier):
        verbs.append("prepare")
    return [ACTS[verb] for verb in verbs]


def dossier_page(dossier: Dossier, request: Request, complaints: list[str] | None = None) -> dict:
    """Everything the page shows; `complaints` are sentences of a refused act, to stand on top."""
    lang = request.locale_name
    components = [(index, component, dossier.component_verdict(index)) for index, component in dossier.components()]
    moments = (dossier.created_at, dossier.submitted_at, dossier.received_at, dossier.resolved_at, None)
    may_attach = request.has_permission(Permission.DOSSIER_ATTACH, dossier)
    return {
        "title": dossier.reception_number or message("Dossier being prepared"),
        "back": ("/ban-lam-viec", message("Desk")),
        "dossier": dossier,
        "record": dossier.record,
        "person": dossier.person,
        "state": WORKFLOW.states[dossier.state],
        "steps": five_steps(STEP_OF[dossier.state] + (dossier.state == RETURNED), moments, lang),
        "across": True,
        "due": short_moment(dossier.due.moment, lang) if dossier.due else None,
        "due_days": due_lines(dossier.due, lang) if dossier.due else [],
        "components": components,
        "verdict_names": VERDICT_NAMES,
        "blocks": BLOCKS,
        "outcome_names": OUTCOME_NAMES,
        "first_missing": next(iter(dossier.missing()), None),
        "papers": list(dossier.papers),
        "events": [shown_event(record, request) for record in dossier.chain.latest()],
        "acts": acts_for(dossier, request),
        "standing_in_the_way": [c.sentence for c in incomplete(dossier)] if may_attach else [],
        "warnings": person_warnings(dossier.person, reception_day(request.now)),
        "may_attach": may_attach,
        "may_certify": request.has_permission(Permission.CERTIFICATION_CERTIFY, request.site.books)
        and request.stands_for(dossier.handler)
        and dossier.state == "processing",
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def due_lines(due, lang: str) -> list[tuple[str, str, TranslationString]]:
    """The explanation of a due moment: day, clock time (or empty), what it means for the count."""
    return basis_lines(due.lines, lang)


def show_dossier(context: Dossier, request: Request) -> dict:
    return dossier_page(context, request)


def find_by_number(context: NumberedDossier, request: Request):
    """/ho-so/<number>: 303 to the dossier for those who may see it, 404 for everyone else signed in."""
    dossier = context.dossier
    if dossier is None or not request.has_permission(Permission.DOSSIER_VIEW, dossier):
        raise HTTPNotFound()
    return HTTPSeeOther(request.resource_path(dossier))


def includeme(config: Configurator) -> None:
    config.add_view(
        show_dossier,
        context=Dossier,
        permission=Permission.DOSSIER_VIEW,
        request_method="GET",
        renderer="hcc:templates/dossiers/dossier.pt",
    )

    config.add_view(find_by_number, context=NumberedDossier, permission=Permission.DESK_VIEW, request_method="GET")
