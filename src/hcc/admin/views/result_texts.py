"""/quan-tri/cai-dat/result_texts: the texts of result documents, which serves what; one is written at a time."""

from typing import Any

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.office_decisions import DOCUMENTS_SET, decisions_version
from hcc.dossiers.operations.set_result_texts import put_result_text, remove_result_text
from hcc.dossiers.result_documents import Documents, ResultDocument, shipped_documents
from hcc.dossiers.result_words import KNOWN_PLACES, empty_form
from hcc.files.responses import bytes_response
from hcc.printing.dossier_slips import ResultLayout
from hcc.printing.slips import render_slip
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form, FormSchema
from hcc.web.typed import typed_text

from ..decisions_told import told_of
from ..places import OfficeSettings
from .office_settings import PATH, page

HERE = f"{PATH}/result_texts"
LAYOUT_NAMES = {
    ResultLayout.PAPER: message("A paper with a name: confirmation, certificate, permit"),
    ResultLayout.DECISION: message("A decision in articles"),
    ResultLayout.LETTER: message("An official letter"),
}
_LISTS = ("titles", "procedures", "basis", "recipients")
MOST_TYPED = 20_000


def _line(name: str, title: TranslationString, description: TranslationString | str = "") -> colander.SchemaNode:
    widget = TextInputWidget(autocomplete="off", unmarked=True)
    return _text(name, title, description, widget)


def _text(name: str, title: TranslationString, description: TranslationString | str, widget) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        description=description,
        widget=widget,
        validator=colander.Length(max=MOST_TYPED),
        missing="",
    )


def _lines(
    name: str, title: TranslationString, description: TranslationString | str, rows: int = 3
) -> colander.SchemaNode:
    return _text(name, title, description, TextAreaWidget(rows=rows, unmarked=True))


class ResultTextSchema(FormSchema):
    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=None)
    name = _line("name", message("Name"), message("By which officials choose it"))
    layout = colander.SchemaNode(
        colander.String(),
        title=message("How it looks"),
        widget=RadioChoiceWidget(values=[(one.value, name) for one, name in LAYOUT_NAMES.items()]),
        validator=colander.OneOf([one.value for one in ResultLayout]),
    )
    titles = _lines(
        "titles",
        message("Serves results whose name begins so"),
        message("One a line; of several texts that fit the first counts, and the last serves every other name"),
    )
    procedures = _lines(
        "procedures", message("Offered for these procedures too"), message("Codes, one a line; any name of result")
    )
    heading = _line("heading", message("Heading"), message("Where it is not the name of the result"))
    subject = _line("subject", message("What it is about"))
    basis = _lines("basis", message("What it rests upon"), message("One a line, as decisions have it"))
    body = _lines("body", message("Text"), message("A paragraph a line; blanks are names in braces"), 14)
    recipients = _lines("recipients", message("Who gets it beside the files"), message("One a line"))


def _documents(request: Request) -> Documents:
    return request.site.dossiers.documents or shipped_documents()


def _place(request: Request) -> int | None:
    """Which text is meant, from 0; None: a new one. A number that is none is no page."""
    typed = request.GET.get("n", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 0 < len(typed) < 4):
        raise HTTPNotFound()
    if not 0 < int(typed) <= len(_documents(request)):
        raise HTTPNotFound()
    return int(typed) - 1


def _form(request: Request, place: int | None) -> Form:
    values: dict[str, Any] = {"seen": decisions_version(request.site.dossiers)}
    if place is not None:
        document = _documents(request)[place]
        values |= {name: "\n".join(getattr(document, name)) for name in _LISTS}
        values |= {name: getattr(document, name) for name in ("name", "heading", "subject", "body")}
        values["layout"] = document.layout.value
    button = Button("save", message("Save"), icon="tick", key="Ctrl+Enter")
    schema = ResultTextSchema().bind(request=request)
    return Form(schema, request, buttons=[button], buttons_outside=True, appstruct=values)


def _page(request: Request, place: int | None) -> dict:
    documents = _documents(request)
    title: TranslationString = message("A further text of results")
    if place is not None:
        text = message("Text of results: ${name}")
        title = TranslationString(text, domain=text.domain, mapping={"name": documents[place].name})
    return {
        **page(title),
        "back": (HERE, message("Texts of results")),
        "known": [f"{{{one}}}" for one in KNOWN_PLACES],
        "n": place + 1 if place is not None else None,
        "removable": place is not None and place < len(documents) - 1,
        "seen": decisions_version(request.site.dossiers),
    }


def show_result_texts(context: OfficeSettings, request: Request) -> dict:
    told = told_of(request, request.site.dossiers.decisions, DOCUMENTS_SET)
    documents = list(enumerate(_documents(request), 1))
    return page(message("Texts of results"), documents=documents, layouts=LAYOUT_NAMES, told=told)


def show_result_text(context: OfficeSettings, request: Request) -> dict:
    place = _place(request)
    return show_form(_form(request, place), _page(request, place))


def do_put_result_text(context: OfficeSettings, request: Request):
    place = _place(request)

    def do(typed: dict) -> str:
        lists = {name: tuple(typed[name].splitlines()) for name in _LISTS}
        lines = {name: typed[name] for name in ("name", "heading", "subject", "body")}
        document = ResultDocument(layout=ResultLayout(typed["layout"]), **lines, **lists)
        put_result_text(request.site.dossiers, place=place, document=document, seen=typed["seen"], act=request.act)
        request.flash(message("Saved. Results drafted from now on are written from it."))
        return HERE

    return act_on_form(request, _form(request, place), lambda: _page(request, place), do)


def do_remove_result_text(context: OfficeSettings, request: Request) -> HTTPSeeOther:
    place, seen = _place(request), typed_text(request, "seen")
    if place is None:
        raise HTTPNotFound()
    known = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1
    try:
        gone = remove_result_text(request.site.dossiers, place=place, seen=known, act=request.act)
    except Refusal as refusal:
        for sentence in request.refused(refusal):
            request.flash(sentence, "warn")
    else:
        text = message("Taken away: ${name}. Results that were drafted keep their words.")
        request.flash(TranslationString(text, domain=text.domain, mapping={"name": gone.name}))
    return HTTPSeeOther(HERE)


def show_result_text_sheet(context: OfficeSettings, request: Request):
    """The document as it is printed, with nothing filled in."""
    place = _place(request)
    if place is None:
        raise HTTPNotFound()
    document = _documents(request)[place]
    content = render_slip("result", empty_form(document, request.office), at=request.now)
    etag = f"{decisions_version(request.site.dossiers)}-{place}-{request.now.date()}"
    return bytes_response(content, name=f"mau-{place + 1}.pdf", kind="application/pdf", etag=etag)


def includeme(config: Configurator) -> None:
    edit = {"context": OfficeSettings, "permission": Permission.OFFICE_EDIT}
    config.add_view(
        show_result_texts,
        name="result_texts",
        request_method="GET",
        renderer="hcc:templates/admin/result_texts.pt",
        **edit,
    )
    one = {"name": "result_text", "renderer": "hcc:templates/admin/result_text.pt", **edit}
    config.add_view(show_result_text, request_method="GET", **one)
    config.add_view(do_put_result_text, request_method="POST", once=True, **one)
    config.add_view(do_remove_result_text, name="remove_result_text", request_method="POST", once=True, **edit)
    config.add_view(show_result_text_sheet, name="result_text.pdf", request_method="GET", **edit)
