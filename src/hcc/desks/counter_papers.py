"""Files at the counter: each is kept the moment it arrives, before it is known whose dossier it will be (decision 25).

What is typed is kept with every file, so that the page is the same again without scripts.
"""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPForbidden, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal
from hcc.core.identifiers import lookup_secret
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.operations.arrange import assign_paper
from hcc.dossiers.operations.attach import NoSuchPaper, detach
from hcc.dossiers.operations.begin import begin, of_no_procedure, put_under
from hcc.dossiers.resources import Dossier
from hcc.dossiers.views.papers import component_named, keep_paper
from hcc.dossiers.views.reading import index_of
from hcc.files.names import shown_name

from .counter import PAGE, Counter, controls_of, token_of
from .counter_form import Controls, to_keep
from .places import ReceiveDesk


def attach_at_counter(context: ReceiveDesk, request: Request):
    """Take a file in and keep it in the dossier, or in the one that begins with it."""
    counter, controls = _counter(request)
    where = counter.at

    def find() -> tuple[Dossier, int | None]:
        _keep(counter, controls)
        dossier = counter.origin or begin(request.site.dossiers, token=counter.visit, act=request.act)
        return dossier, component_named(request) if _settle(counter, dossier) else None

    try:
        _check_open(counter)
        keep_paper(request, counter.holder or _empty(request), find, where)
    except Refusal as refusal:
        upload = request.POST.get("paper")
        name = shown_name(getattr(upload, "filename", None) or "", "") if upload is not None else ""
        return _refused(request, controls, refusal, name)
    return HTTPSeeOther(where)


def assign_at_counter(context: ReceiveDesk, request: Request):
    """Say which of the needed papers a paper is."""

    def do(dossier: Dossier, number: int, counter: Counter) -> None:
        component = index_of(request.POST.get(f"of_{number}", "")) if _settle(counter, dossier) else None
        assign_paper(dossier, number=number, component=component, act=request.act)

    return _on_paper(request, "assign", do)


def detach_at_counter(context: ReceiveDesk, request: Request):
    """Take a mistaken paper away."""

    def do(dossier: Dossier, number: int, counter: Counter) -> None:
        detach(dossier, number=number, act=request.act)
        request.flash(message("The paper was taken away. That it was there stays on record."))

    return _on_paper(request, "detach", do)


def _on_paper(request: Request, button: str, do: Callable[[Dossier, int, Counter], None]):
    """An act on the paper whose number the pressed button carries; what is typed is kept with it."""
    counter, controls = _counter(request)
    number = index_of(request.POST.get(button, ""))
    if number is None:
        raise HTTPBadRequest()
    try:
        _check_open(counter)
        if counter.holder is None:
            raise NoSuchPaper()
        do(counter.holder, number, counter)
    except Refusal as refusal:
        return _refused(request, controls, refusal)
    _keep(counter, controls)
    return HTTPSeeOther(counter.at)


def _counter(request: Request) -> tuple[Counter, Controls]:
    controls = controls_of(request)
    return Counter(request, token_of(request), controls), controls


def _check_open(counter: Counter) -> None:
    if counter.origin is None:
        return
    if not counter.open:
        raise NotInThisState(act="attach", state=counter.origin.state)
    if not counter.request.has_permission(Permission.DOSSIER_ATTACH, counter.origin):
        raise HTTPForbidden()


def _keep(counter: Counter, controls: Controls) -> None:
    request = counter.request
    typed = [(name, value) for name, value in to_keep(controls) if name != "visit"]
    typed.append(("visit", counter.visit))
    request.site.dossiers.keep_form(request.official.login, counter.name, typed, request.now)


def _settle(counter: Counter, dossier: Dossier) -> bool:
    """Put a begun dossier under the procedure that is chosen by now; whether the page listed its needed papers."""
    if dossier.begun_by and counter.revision is not None:
        put_under(dossier, counter.revision)
    return counter.components_as_shown


def _empty(request: Request) -> Dossier:
    """A dossier with no paper yet, to ask for room before there is one."""
    revision = of_no_procedure(request.now)
    dossier = Dossier(id=0, token="", secret=lookup_secret(), revision=revision, created_at=request.now)
    dossier.__parent__ = request.site.dossiers
    return dossier


def _refused(request: Request, controls: Controls, refusal: Refusal, name: str = "") -> dict:
    """The page as it was typed, which says why beside the name of the file."""
    counter = Counter(request, token_of(request), controls)
    sentences = [request.sentence_of(complaint) for complaint in refusal.complaints]
    complaints = [("#paper", f"{name}: {sentence}" if name else sentence) for sentence in sentences]
    refused_file = (name, " ".join(sentences)) if name else None
    return counter.refuse([], file_complaints=complaints, refused_file=refused_file)


def includeme(config: Configurator) -> None:
    here = {"context": ReceiveDesk, "permission": Permission.DESK_RECEIVE, "request_method": "POST", "once": True}
    for name, view in (
        ("counter_attach", attach_at_counter),
        ("counter_assign", assign_at_counter),
        ("counter_detach", detach_at_counter),
    ):
        config.add_view(view, name=name, renderer=PAGE, **here)
