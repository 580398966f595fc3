"""The page of one dossier: steps, papers, person, history, and what may be done next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.evidence import Record
from hcc.core.moments import BasisLine, basis_lines, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message

from ..checklist import BLOCKS
from ..operations.attach import SENTENCES
from ..operations.submit import incomplete, papers_wanting
from ..operations.submit_for_approval import numbers_taken
from ..paper_advice import acted, advice_of
from ..people import OUTSIDE
from ..people_rules import person_warnings
from ..prepare_form import CHANNEL_NAMES, VERDICT_NAMES
from ..resources import Channel, Dossier, NumberedDossier, reception_day
from ..schemas import OUTCOME_NAMES
from ..steps import five_steps
from ..workflow import (
    DRAFT,
    PAYMENT_REQUIRED,
    PROCESSING,
    RECEIVED,
    REFUSED,
    RESOLVED,
    RETURNED,
    STOPPED,
    SUBMITTED,
    SUPPLEMENT_REQUESTED,
    WITHDRAWAL_REQUESTED,
)
from .buttons import RECORDED, acts_for
from .changes import corrected_lines
from .course import course_of, dong, others_of
from .internal_process import stays_of
from .reading import kilobytes

STATE_KINDS = {
    **dict.fromkeys((SUPPLEMENT_REQUESTED, PAYMENT_REQUIRED, WITHDRAWAL_REQUESTED), "warn"),
    **dict.fromkeys((REFUSED, STOPPED), "bad"),
    **dict.fromkeys((RESOLVED, RETURNED), "ok"),
}
"""How a state is marked: somebody is waited for, it ended without a result, the result is there. Others are work."""


@dataclass(frozen=True)
class ShownEvent:
    """One line of the history."""

    at: str
    who: str
    what: TranslationString | str
    reason: str = ""
    lines: tuple[str, ...] = ()
    """What was written instead of what."""


def shown_event(record: Record, dossier: Dossier, request: Request) -> ShownEvent:
    return ShownEvent(
        short_moment(record.at, request.locale_name),
        request.doer(record),
        RECORDED.get(record.what, record.what),
        record.facts.get("reason", ""),
        tuple(_instead(record, dossier, request)),
    )


def _instead(record: Record, dossier: Dossier, request: Request) -> Iterator[str]:
    if changed := record.facts.get("changed"):
        yield from corrected_lines(dossier, changed, request.localizer.translate)
    if "code" in record.facts:
        old, new = record.facts["code"]
        yield f"{old or '–'} → {new}"


def dossier_page(dossier: Dossier, request: Request, complaints: list[str] | None = None) -> dict:
    """Everything the page shows; `complaints` are sentences of a refused act, to stand on top."""
    lang = request.locale_name
    components = [(index, component, dossier.component_verdict(index)) for index, component in dossier.components()]
    moments = (dossier.created_at, dossier.submitted_at, dossier.received_at, dossier.resolved_at, None)
    may_attach = request.has_permission(Permission.DOSSIER_ATTACH, dossier)
    acts = acts_for(dossier, request)
    may_certify = _may_certify(dossier, request)
    certify_first = may_certify and not numbers_taken(dossier)
    if certify_first:
        acts = [replace(act, style="plain", key="") if act.style == "primary" else act for act in acts]
    due = dossier.due if dossier.state != STOPPED else None  # nothing is promised any more
    return {
        "title": dossier.reception_number or message("Dossier"),
        "back": ("/ban-lam-viec", message("Desk")),
        "dossier": dossier,
        "record": dossier.record,
        "person": dossier.person,
        "state": dossier.standing,
        "state_kind": STATE_KINDS.get(dossier.state, "info"),
        "steps": five_steps(
            dossier.step + (dossier.state == RETURNED), moments, lang, ended=dossier.state in (REFUSED, STOPPED)
        ),
        "across": True,
        "due": short_moment(due.moment, lang) if due else None,
        "due_days": due_lines(due, lang) if due else [],
        "components": components,
        "verdict_names": VERDICT_NAMES,
        "blocks": BLOCKS,
        "outcome_names": OUTCOME_NAMES,
        "first_missing": next(iter(dossier.missing()), None),
        "papers": list(dossier.papers),
        **sending_page(request),
        "events": [shown_event(record, dossier, request) for record in dossier.chain.latest()],
        "acts": [act for act in acts if not act.seldom],
        "other_acts": [act for act in acts if act.seldom],
        "course": course_of(dossier, request),
        "stays": list(stays_of(dossier, request)),
        "others": others_of(dossier),
        "channel": CHANNEL_NAMES[Channel(dossier.channel)],
        "hamlet": message("Lives outside the commune") if dossier.person.hamlet == OUTSIDE else dossier.person.hamlet,
        "handler": request.name_of(dossier.handler) if dossier.handler else "",
        "returned_fee": dong(dossier.returned.fee) if dossier.returned else "",
        "paused": due is not None and due.paused_since is not None,
        "print_first": dossier.state == RECEIVED and not any(act.style == "primary" for act in acts),
        "standing_in_the_way": [c.sentence for c in _standing_in_the_way(dossier)] if may_attach else [],
        "warnings": _warnings(dossier, request),
        "may_attach": may_attach,
        "may_copy": not request.office.own_code
        and request.has_permission(Permission.DOSSIER_SET_DOSSIER_CODE, dossier),
        "may_certify": may_certify,
        "certify_first": certify_first,
        "certify_at": f"/chung-thuc/{dossier.certifying_form}?dossier={dossier.token}",
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def sending_page(request: Request) -> dict:
    """What a page says of the papers it lists and of files on their way."""
    return {
        "advice_of": advice_of,
        "acted": acted,
        "kilobytes": kilobytes,
        "refused_file": None,
        "most_bytes": request.office.upload_mb * 2**20,
        "too_big": request.localizer.translate(
            TranslationString(SENTENCES["too-big"], mapping={"limit": request.office.upload_mb})
        ),
    }


def _may_certify(dossier: Dossier, request: Request) -> bool:
    return (
        bool(dossier.certifying_form)
        and dossier.state == PROCESSING
        and not dossier.sealing
        and request.stands_for(dossier.handler)
        and request.has_permission(Permission.CERTIFICATION_CERTIFY, request.site.books)
    )


def _warnings(dossier: Dossier, request: Request) -> list[TranslationString]:
    """What looks odd about the owner, and about whoever stands at the counter for her."""
    today = reception_day(request.now)
    found = person_warnings(dossier.person, today)
    others = (dossier.parties.submitter, dossier.parties.proxy)
    return found + [one for other in others if other is not None for one in person_warnings(other, today)]


def _standing_in_the_way(dossier: Dossier) -> list[Refusal]:
    if dossier.state in (DRAFT, SUBMITTED):
        return incomplete(dossier)
    return papers_wanting(dossier) if dossier.state == SUPPLEMENT_REQUESTED else []


def due_lines(due, lang: str) -> list[BasisLine]:
    """The explanation of a due moment."""
    return basis_lines(due.lines, lang)


def show_dossier(context: Dossier, request: Request):
    if context.begun_by:  # it has no page of its own yet
        return HTTPSeeOther(f"/ban-lam-viec/tiep-nhan/counter?visit={context.token}#files")
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
