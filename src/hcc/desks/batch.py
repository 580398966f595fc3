"""Many dossiers, one act, a result each: every one is a transaction of its own, and none is done twice."""

import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.numbering import number_lock
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.acts import AT_ONCE, SLIPS, TAKES_SLIPS
from hcc.web.once import KEY_FIELD
from hcc.web.transactions import committed

from .places import Desk
from .steps import DESKS

MOST = 50
"""Dossiers at once: a page of a desk."""
_KEY = re.compile(r"[0-9a-f]{32}\Z")
_CHOSEN = re.compile(r"([0-9A-Za-z_-]{8,64})\.(\d{1,8})\Z")


class DossierGone(Refusal):
    text = message("This dossier is no longer there for you. Open the desk again.")


@dataclass(frozen=True)
class Outcome:
    """What became of one dossier. `sentences` are empty when the act was done."""

    url: str
    number: str
    owner: str
    title: str
    sentences: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return not self.sentences


def do_batch(context: Desk, request: Request) -> dict:
    """Do the desk's act to each chosen dossier; the page tells of each what became of it."""
    rule = DESKS[context.step]
    key = request.POST.get(KEY_FIELD, "")
    if not isinstance(key, str) or not _KEY.match(key):
        raise HTTPBadRequest()
    chosen = [found for value in request.POST.getall("chosen") if (found := _read(value))][:MOST]
    outcomes = [_one(request, rule.batch, key, token, seen) for token, seen in dict(chosen).items()]
    failed = sum(not outcome.done for outcome in outcomes)
    if failed:
        request.response.status = 409 if failed == len(outcomes) else 200
    return {
        "title": rule.batch_label,
        "section": context.__name__,
        "back": (f"/ban-lam-viec/{context.__name__}", rule.label),
        "outcomes": sorted(outcomes, key=lambda outcome: outcome.done),
        "done": len(outcomes) - failed,
        "failed": failed,
    }


def _read(value: object) -> tuple[str, int] | None:
    found = _CHOSEN.match(value) if isinstance(value, str) and value.isascii() else None
    return (found[1], int(found[2])) if found else None


def _one(request: Request, verb: str, key: str, token: str, seen: int) -> Outcome:
    """One dossier, in its own transaction; a repeat of the form finds it done and leaves it so."""
    operation, permission, _, given = AT_ONCE[verb]
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
        operation(dossier, **given(request), seen=seen, act=request.act)
        answers.keep(own_key, request.path, request.now)
        return _outcome(dossier)

    try:
        with number_lock(SLIPS) if verb in TAKES_SLIPS else nullcontext():
            return committed(request, work)
    except Refusal as refusal:
        sentences = tuple(request.sentence_of(complaint) for complaint in refusal.complaints)
        dossier = request.site.dossiers.get_by_token(token)
        if dossier is None or not request.has_permission(Permission.DOSSIER_VIEW, dossier):
            return Outcome("", "", "", "", sentences)
        return _outcome(dossier, sentences)


def _outcome(dossier: Dossier, sentences: tuple[str, ...] = ()) -> Outcome:
    number = dossier.reception_number
    return Outcome(f"/ho-so/{dossier.token}/", number, dossier.person.name, dossier.record.title, sentences)
