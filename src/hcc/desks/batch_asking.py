"""An act upon many that asks something first: the form once, then a result for each."""

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.asking import ASKING, Asking
from hcc.web.acting import REFUSED, UNREADABLE, show_form
from hcc.web.forms import TOKEN_FIELD, Form
from hcc.web.once import KEY_FIELD

from .batch import Outcome, batch_act, batch_key, each_of, told
from .boards import list_of
from .chosen import chosen_in
from .places import Desk

_HIDDEN = frozenset((TOKEN_FIELD, KEY_FIELD, "seen"))
DONE = "hcc:templates/desks/batch.pt"


def ask_batch(context: Desk, request: Request) -> dict:
    """The form of the act with the chosen dossiers above it; sent, it does the act to each of them.

    What is wrong with the form is told once, at its field, and nothing is done then; what is wrong with a dossier is
    told beside that dossier, and the others go on.
    """
    batch_key(request)
    act = batch_act(context, request)
    asking = ASKING[act.verb]
    dossiers = _visible(request)
    if not dossiers:
        request.override_renderer = DONE
        return told(context, request, act, [])
    form = _form(asking, dossiers[0], request)
    page = {
        "title": act.label,
        "section": context.__name__,
        "back": (f"/ban-lam-viec/{context.__name__}", list_of(context.step).label),
        "dossiers": dossiers,
        "chosen": [f"{token}.{seen}" for token, seen in chosen_in(request).items()],
        "form": form,
    }
    if asking.button.name not in request.POST:
        return show_form(form, page)
    form.retype([(name, value) for name, value in request.POST.items() if name != "chosen"])
    typed = form.judge()
    if typed is None:
        request.response.status = UNREADABLE
        return {**page, "rendered": form.serialize(form.cstruct), "errors": True}
    typed = {name: value for name, value in typed.items() if name not in _HIDDEN}

    def do(dossier: Dossier, seen: int) -> None:
        given = asking.given(dict(typed), dossier, request)
        asking.operation(dossier, **given, seen=seen, act=request.act)

    outcomes = each_of(request, act.verb, asking.permission, do)
    if at := _wrong_in_form(form, outcomes):
        request.response.status = REFUSED
        return {**page, "rendered": form.render_refused(typed, [], at), "errors": True}
    request.override_renderer = DONE
    return told(context, request, act, outcomes)


def _visible(request: Request) -> list[Dossier]:
    found = (request.site.dossiers.get_by_token(token) for token in chosen_in(request))
    return [one for one in found if one is not None and request.has_permission(Permission.DOSSIER_VIEW, one)]


def _form(asking: Asking, dossier: Dossier, request: Request) -> Form:
    """What may be chosen in it is read off the first dossier: those of a desk are much alike, and each is checked."""
    schema = asking.schema(dossier, request).bind(request=request)
    return Form(schema, request, action=request.path, buttons=[asking.button], buttons_outside=True)


def _wrong_in_form(form: Form, outcomes: list[Outcome]) -> dict[str, list[str]]:
    """Sentences by field, where what was typed, and nothing else, is why no dossier was done."""
    names = {child.name for child in form.children}
    at: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.done or not all(complaint.field in names for complaint in outcome.complaints):
            return {}
        for complaint, said in zip(outcome.complaints, outcome.sentences, strict=True):
            told = at.setdefault(complaint.field, [])
            told += [said] if said not in told else []
    return at
