"""What the pages of acts upon a dossier have in common: their frame, their form, and where they lead."""

from dataclasses import dataclass

from pyramid.request import Request

from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.forms import Button, Form

from ..resources import Dossier
from ..schemas import SeenSchema

FORM = "hcc:templates/dossiers/act.pt"


@dataclass(frozen=True)
class About:
    """What one wants to know of the dossier while one fills in a form about it."""

    state: TranslationString
    due: str
    phone: str
    handler: str
    papers: list[tuple[str, str]]
    """Where each scan is read, and its name."""
    copy_sheet: str
    """Address of the copy sheet, while another system has still to give the code."""

    @classmethod
    def of(cls, dossier: Dossier, request: Request) -> "About":
        due, path = dossier.due, request.resource_path(dossier.papers)
        wanting = not (request.office.own_code or dossier.dossier_code) and request.has_permission(
            Permission.DOSSIER_SET_DOSSIER_CODE, dossier
        )
        return cls(
            state=dossier.standing.label,
            due=short_moment(due.moment, request.locale_name) if due and due.paused_since is None else "",
            phone=dossier.person.reached_by,
            handler=request.name_of(dossier.handler) if dossier.handler else "",
            copy_sheet=request.resource_path(dossier, "copy_sheet") if wanting else "",
            papers=[(f"{path}{paper.number}/read", paper.name) for paper in dossier.papers],
        )


def act_page(dossier: Dossier, title: TranslationString, request: Request, **more: object) -> dict:
    """The page of an act, without its form."""
    return {
        "title": title,
        "back": (request.resource_path(dossier), message("Dossier")),
        "dossier": dossier,
        "record": dossier.record,
        "due": None,
        "fees": None,
        "due_days": [],
        "note": None,
        "missing": [],
        "checked": False,
        "changes": None,
        "offers": [],
        "about": About.of(dossier, request),
        "draft": None,
        "scans": False,
        **more,
    }


def act_form(
    schema, request: Request, button: Button, values: dict | None = None, *, others: tuple[Button, ...] = (), **more
) -> Form:
    """A form that remembers on which state of the dossier it was opened.

    Binding looks at everything each field has, and makes a copy: half of the time of a form that asks nothing.
    """
    return Form(
        schema if type(schema) is SeenSchema else schema.bind(request=request),
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
