"""Many dossiers, one act, a result each: every one is a transaction of its own, and none is done twice."""

import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.numbering import number_lock
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.acts import AT_ONCE, SLIPS, TAKES_SLIPS
from hcc.web.once import KEY_FIELD
from hcc.web.transactions import committed

from .boards import list_of
from .chosen import chosen_in
from .places import Desk
from .steps import BatchAct, DeskRule

PREFIX = "batch_"
"""Before the verb, in the name of the view."""
_KEY = re.compile(r"[0-9a-f]{32}\Z")
Do = Callable[[Dossier, int], object]
"""Does the act to a dossier that was seen at this act."""


class DossierGone(Refusal):
    text = message("This dossier is no longer there for you. Open the desk again.")


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier. `complaints` are empty when the act was done."""

    url: str
    number: str
    owner: str
    title: str
    complaints: tuple[Refusal, ...] = ()
    sentences: tuple[str, ...] = ()
    """The complaints in the reader's language."""

    @property
    def done(self) -> bool:
        return not self.complaints


def batch_act(context: Desk, request: Request) -> BatchAct:
    """The act this request is about; forbidden to those who only read here."""
    rule, verb = list_of(context.step), request.view_name.removeprefix(PREFIX)
    if isinstance(rule, DeskRule) and not rule.acted_by(request.roles):
        raise HTTPForbidden()
    return next(act for act in rule.batches if act.verb == verb)


def do_batch(context: Desk, request: Request) -> dict:
    """Do an act of one button to each chosen dossier; the page tells of each what became of it."""
    act = batch_act(context, request)
    operation, permission, _, given = AT_ONCE[act.verb]

    def do(dossier: Dossier, seen: int) -> None:
        operation(dossier, **given(request), seen=seen, act=request.act)

    return told(context, request, act, each_of(request, act.verb, permission, do))


def each_of(request: Request, verb: str, permission: Permission, do: Do) -> list[Outcome]:
    """What became of each chosen dossier, in the order of the list."""
    key = batch_key(request)
    return [_one(request, verb, permission, do, key, token, seen) for token, seen in chosen_in(request).items()]


def batch_key(request: Request) -> str:
    """The idempotency key of the form; one without is not ours."""
    key = request.POST.get(KEY_FIELD, "")
    if not isinstance(key, str) or not _KEY.match(key):
        raise HTTPBadRequest()
    return key


def told(context: Desk, request: Request, act: BatchAct, outcomes: list[Outcome]) -> dict:
    """The page of results, what was not done first."""
    failed = sum(not outcome.done for outcome in outcomes)
    if failed:
        request.response.status = 409 if failed == len(outcomes) else 200
    complaints = [
        (outcome.url, f"{outcome.number}: {sentence}" if outcome.number else sentence)
        for outcome in outcomes
        for sentence in outcome.sentences
    ]
    return {
        "title": act.label,
        "section": context.__name__,
        "back": (f"/ban-lam-viec/{context.__name__}", list_of(context.step).label),
        "outcomes": sorted(outcomes, key=lambda outcome: outcome.done),
        "done": len(outcomes) - failed,
        "failed": failed,
        "complaints": complaints,
        "errors": bool(complaints),
    }


def _one(request: Request, verb: str, permission: Permission, do: Do, key: str, token: str, seen: int) -> Outcome:
    """One dossier, in its own transaction; a repeat of the form finds it done and leaves it so."""
    own_key = hashlib.sha256(f"{key} {token}".encode()).hexdigest()[:32]

    def work() -> Outcome:
        dossier = request.site.dossiers.get_by_token(token)
        answers = request.official.answers
        if dossier is not None and answers.find(own_key):
            return _outcome(dossier)
        if dossier is None or not request.has_permission(Permission.DOSSIER_VIEW, dossier):
            raise DossierGone()
        if not request.has_permission(permission, dossier):
            raise NotInThisState(act=verb, state=dossier.state)
        do(dossier, seen)
        answers.keep(own_key, request.path, request.now)
        return _outcome(dossier)

    try:
        with number_lock(SLIPS) if verb in TAKES_SLIPS else nullcontext():
            return committed(request, work)
    except Refusal as refusal:
        complaints = tuple(refusal.complaints)
        sentences = tuple(request.sentence_of(complaint) for complaint in complaints)
        dossier = request.site.dossiers.get_by_token(token)
        if dossier is None or not request.has_permission(Permission.DOSSIER_VIEW, dossier):
            return Outcome("", "", "", "", complaints, sentences)
        return _outcome(dossier, complaints, sentences)


def _outcome(dossier: Dossier, complaints: tuple[Refusal, ...] = (), sentences: tuple[str, ...] = ()) -> Outcome:
    number = dossier.reception_number
    url = f"/ho-so/{dossier.token}/"
    return Outcome(url, number, dossier.person.name, dossier.record.title, complaints, sentences)
