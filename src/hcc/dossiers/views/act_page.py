"""What the pages of acts upon a dossier have in common: their frame, their form, and where they lead."""

from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.forms import Button, Form

from ..resources import Dossier

FORM = "hcc:templates/dossiers/act.pt"


def act_page(dossier: Dossier, title: TranslationString, request: Request, **more: object) -> dict:
    """The page of an act, without its form."""
    return {
        "title": title,
        "back": (request.resource_path(dossier), message("Dossier")),
        "dossier": dossier,
        "record": dossier.record,
        "due": None,
        "due_days": [],
        "note": None,
        "missing": [],
        "checked": False,
        "changes": None,
        "draft": None,
        **more,
    }


def act_form(
    schema, request: Request, button: Button, values: dict | None = None, *, others: tuple[Button, ...] = (), **more
) -> Form:
    """A form that remembers on which state of the dossier it was opened."""
    return Form(
        schema.bind(request=request),
        request,
        buttons=[button, *others],
        buttons_outside=True,
        appstruct={"seen": request.context.version, **(values or {})},
        **more,
    )


def act_done(request: Request, sentence: TranslationString, dossier: Dossier) -> str:
    """Where to go next: to the dossier, or to the desk when it went on to where it is not hers to read."""
    request.flash(sentence)
    may_see = request.has_permission(Permission.DOSSIER_VIEW, dossier)
    return request.resource_path(dossier) if may_see else "/ban-lam-viec"
