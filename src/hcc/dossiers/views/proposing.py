"""What the form of a proposal asks for: which result document, and its text."""

from typing import Any

from pyramid.request import Request

from hcc.core.text import message

from .. import act_forms as forms
from ..resources import Dossier
from ..result_documents import document_of
from ..result_words import documents_in_use, drafted, has_documents, titles_offered
from ..results import GRANTED
from .symbols import symbol_of

Values = dict[str, Any]
Offer = tuple[str, str, bool]
"""Address, name, and whether it is the one on the page."""


def title_asked(dossier: Dossier, request: Request) -> str:
    """Which result document is proposed: the one asked for, the one sent back, or the procedure's first result.

    Empty where nobody asked for one and the procedure has no result on paper, or it was made in another system.
    """
    if not has_documents(dossier):
        return ""
    asked = request.GET.get("result", "")
    if asked in titles_offered(dossier):
        return asked
    before = dossier.sent_back.papers if dossier.sent_back is not None else ()
    usual = dossier.record.results[:1] if not dossier.external_work else ()
    return next((one for one in (*(paper.title for paper in before), *usual) if one), "")


def _draft_asked(dossier: Dossier, request: Request) -> str:
    title = title_asked(dossier, request)
    return drafted(dossier, title, request.office) if title else ""


def body_asked(dossier: Dossier, request: Request) -> str:
    """What stands in the form: as it was sent back, unless another document is asked for; else the draft."""
    before = dossier.sent_back.papers if dossier.sent_back is not None and not request.GET.get("result") else ()
    return next((paper.body for paper in before if paper.body), "") or _draft_asked(dossier, request)


def symbol_asked(dossier: Dossier, request: Request) -> str:
    """The symbol of the kind of document that is proposed, where the office decided on one."""
    title = title_asked(dossier, request)
    return symbol_of(request, document_of(documents_in_use(dossier), title).layout) if title else ""


def proposal_values(dossier: Dossier, request: Request) -> Values:
    values = forms.proposal_values(dossier, body_asked(dossier, request))
    return {**values, "symbol": values.get("symbol") or symbol_asked(dossier, request)}


def other_titles(dossier: Dossier, request: Request) -> list[Offer]:
    """The same form for each other document the result may be."""
    if not has_documents(dossier):
        return []
    now = title_asked(dossier, request)
    return [
        (request.resource_path(dossier, "submit_for_approval", query={"result": title}), title, title == now)
        for title in titles_offered(dossier)
    ]


def proposal_given(typed: Values, dossier: Dossier, request: Request) -> Values:
    title = title_asked(dossier, request)
    usual = title in dossier.record.results[:1]
    if not typed.get("number") and typed.get("symbol") == symbol_asked(dossier, request):
        typed = {**typed, "symbol": ""}  # nobody typed it: the paper has no number yet
    paper = forms.paper_given(typed, title="" if usual else title, body=_draft_asked(dossier, request))
    text = typed["text"]
    if typed["outcome"] == GRANTED and not text:
        text = request.localizer.translate(message("It is granted. Come to the centre for the result."))
    return {"outcome": typed["outcome"], "text": text, "papers": [paper] if paper is not None else []}
