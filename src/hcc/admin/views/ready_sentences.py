"""/quan-tri/cai-dat/sentences: the sentences officials choose from when they write a slip."""

import colander
from deform.widget import HiddenWidget, TextAreaWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.office_decisions import SENTENCES_SET, decisions_version
from hcc.dossiers.operations.set_ready_sentences import LONGEST, set_ready_sentences
from hcc.dossiers.ready_sentences import ReadySentences, shipped_sentences
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema

from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page

LISTS: dict[str, TranslationString] = {
    "supplement": message("A paper is there, and wrong (form 02)"),
    "refusal": message("Why a dossier is refused (form 03)"),
    "apology": message("Why it takes longer (form 04)"),
    "stop": message("Why work on it stops (form 05)"),
}
MOST_TYPED = 40_000
"""Letters of one list; the act says how many sentences there may be."""


class SentencesSchema(FormSchema):
    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=None)
    missing = colander.SchemaNode(
        colander.String(),
        title=message("A paper is not there (form 02)"),
        widget=TextInputWidget(autocomplete="off", unmarked=True),
        validator=colander.Length(max=LONGEST),
        missing="",
    )

    def __init__(self, *args: object, **kw: object) -> None:
        super().__init__(*args, **kw)
        for name, title in LISTS.items():
            self.add(
                colander.SchemaNode(
                    colander.String(),
                    name=name,
                    title=title,
                    description=message("One sentence a line, in the order in which they are offered"),
                    widget=TextAreaWidget(rows=7, unmarked=True),
                    validator=colander.Length(max=MOST_TYPED),
                    missing="",
                )
            )


def _form(request: Request) -> Form:
    folder = request.site.dossiers
    ready = folder.ready or shipped_sentences()
    values: dict = {name: "\n".join(getattr(ready, name)) for name in LISTS}
    values |= {"missing": ready.missing, "seen": decisions_version(folder)}
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = SentencesSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request) -> dict:
    told = told_of(request, request.site.dossiers.decisions, SENTENCES_SET)
    return page(message("Ready sentences"), told=told)


def show_ready_sentences(context: OfficeSettings, request: Request) -> dict:
    return show_form(_form(request), _page(request))


def do_set_ready_sentences(context: OfficeSettings, request: Request):
    def do(typed: dict) -> str:
        lists = {name: tuple(typed[name].splitlines()) for name in LISTS}
        ready = ReadySentences(missing=typed["missing"], **lists)
        set_ready_sentences(request.site.dossiers, ready=ready, seen=typed["seen"], act=request.act)
        request.flash(message("Saved. Every desk offers the new sentences from now on."))
        return PATH

    return act_on_form(request, _form(request), lambda: _page(request), do)


def includeme(config: Configurator) -> None:
    view = {
        "context": OfficeSettings,
        "name": "sentences",
        "permission": Permission.OFFICE_EDIT,
        "renderer": "hcc:templates/admin/ready_sentences.pt",
    }
    config.add_view(show_ready_sentences, request_method="GET", **view)
    config.add_view(do_set_ready_sentences, request_method="POST", once=True, **view)
