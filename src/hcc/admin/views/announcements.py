"""/quan-tri/quyet-dinh: announcement decisions, and writing a new one down."""

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.content.files import FILE
from hcc.core.errors import Refusal, refuse_if
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.views.papers import look_at
from hcc.files.received import linked, workspace
from hcc.procedures.announced_lines import Annex, NoLine, first_of, name_lines, read_annex, shortened
from hcc.procedures.announced_waiting import waits
from hcc.procedures.announcements import Announcement, ChangeOfRules
from hcc.procedures.operations.announce import announce, announcement_complaints, keep_decision
from hcc.procedures.resources import ProcedureFolder
from hcc.web.acting import act_on_form, show_form
from hcc.web.fields import UploadedFile
from hcc.web.forms import Button, Form
from hcc.web.once import committed_in_turn
from hcc.web.transactions import outside_transaction

from ..announcement_schemas import NewDecisionSchema
from ..catalogue_places import ANNOUNCEMENTS, Announcements
from ..decision_file import of_the_file
from ..paging import page_of

PATH = f"/quan-tri/{ANNOUNCEMENTS}"
BACK = (PATH, message("Announcement decisions"))
FORM = "hcc:templates/admin/official_form.pt"
PAGE_SIZE = 50
MOST_QUOTED = 6
"""So many lines that were passed over are quoted: a sentence on the next page has 300 letters."""


def within(title: Any, **more: Any) -> dict:
    """What every page about decisions has."""
    return {"title": title, "section": ANNOUNCEMENTS, "admin": True, **more}


def show_announcements(context: Announcements, request: Request) -> dict:
    """The decisions, the newest first."""
    every = list(context.procedures.announcements.newest_first())
    shown, paging = page_of(every, request, size=PAGE_SIZE)
    return within(
        message("Announcement decisions"),
        rows=[_row(one, context.procedures, request) for one in shown],
        paging=paging,
    )


def _row(one: Announcement, folder: ProcedureFolder, request: Request) -> dict:
    today = request.now.date()
    open_still = (one.asked_back or one.declined) is not None and waits(one, folder, today)
    return {
        "number": one.number,
        "decision": one.decision,
        "subject": one.subject,
        "issuer": one.issuer,
        "issued": f"{one.issued_on:%d/%m/%Y}",
        "effective": f"{one.effective or one.effective_from:%d/%m/%Y}",
        "count": len(one.rows),
        "published": one.published_at is not None,
        "late": one.published_at is None and one.effective_from <= today,
        "asked_back": open_still and one.asked_back is not None,
        "declined": open_still and one.declined is not None and bool(request.act.is_of(one.declined.asked_by)),
    }


def annex_typed(typed: dict, request: Request) -> Annex:
    """What the pasted lines are: rows, complaints about a line, and what was passed over."""
    fields = {info.name: key for key, info in request.registry["hcc.fields"].items()}
    return read_annex(typed["lines"], ChangeOfRules(typed["kind"]), fields)


def tell_passed(annex: Annex, request: Request) -> None:
    """Say on the next page which lines were taken for no procedure."""
    if not annex.passed:
        return
    lines = [f"{number} “{shortened(line, 22)}”" for number, line in annex.passed[:MOST_QUOTED]]
    more = len(annex.passed) - len(lines)
    facts = {"count": len(annex.passed), "lines": ", ".join(lines), "more": more}
    said = message("Lines without a procedure that were passed over: ${count} (${lines} and ${more} more).")
    if not more:
        said = message("Lines without a procedure that were passed over: ${count} (${lines}).")
    request.flash(TranslationString(said, mapping=facts), "info")


def refuse_lines(complaints: list[Refusal], text: str) -> None:
    """Raise what was gathered, if anything, the first lines first; each says which line of the text it is about."""
    name_lines(complaints, text)
    refuse_if(first_of(complaints))


def _new_form(request: Request) -> Form:
    button = Button("save", message("Write it down"), icon="tick", key="Ctrl+Enter")
    # The board leads here with what was chosen on it.
    codes = "\n".join(code[:40] for code in request.GET.getall("code")[:1_000])
    values = {"lines": codes} if codes else {}
    return Form(
        NewDecisionSchema().bind(request=request), request, buttons=[button], buttons_outside=True, appstruct=values
    )


def _new_page() -> dict:
    note = message("Nothing is published by it: it is the list that drafts are made from, compared and published.")
    return within(message("A new announcement decision"), back=BACK, note=note)


def show_new(context: Announcements, request: Request) -> dict:
    return show_form(_new_form(request), _new_page())


def do_announce(context: Announcements, request: Request):
    def do(typed: dict) -> str:
        annex = annex_typed(typed, request)
        blank = not typed["lines"].strip()
        complaints = [one for one in annex.complaints if not (blank and isinstance(one, NoLine))]
        names = ("decision", "issued_on", "effective_from", "issuer", "subject", "retroactive")
        facts = {**{name: typed[name] for name in names}, "rows": annex.rows, "today": request.now.date()}
        complaints += announcement_complaints(context.procedures, **facts)
        refuse_lines(complaints, typed["lines"])
        if typed[FILE] is None:
            made = announce(context.procedures, **facts, act=request.act)
            where = f"{PATH}/{made.number}/"
        else:
            where = _with_its_file(context, request, typed[FILE], facts)
        request.flash(message("Written down. Now make the drafts of its procedures."))
        tell_passed(annex, request)
        return where

    return act_on_form(request, _new_form(request), _new_page(), do)


def _with_its_file(context: Announcements, request: Request, file: UploadedFile, facts: dict[str, Any]) -> str:
    """Write the decision down and keep its file with it, in a transaction of its own: looking at a file takes long."""
    with workspace(request.office.var) as folder:
        try:
            received, clean, verdict = outside_transaction(request, lambda: look_at(file.file, folder, request.office))
        except Refusal as refusal:
            raise of_the_file(refusal) from None

        def act() -> str:
            made = announce(context.procedures, **facts, act=request.act)
            keep_decision(
                made,
                context.procedures,
                received=replace(received, path=linked(received.path)),
                clean=linked(clean),
                verdict=verdict,
                name=file.name,
                act=request.act,
            )
            return f"{PATH}/{made.number}/"

        return committed_in_turn(request, "announcements", act)


def includeme(config: Configurator) -> None:
    view = {"context": Announcements, "permission": Permission.PROCEDURE_EDIT}
    config.add_view(show_announcements, request_method="GET", renderer="hcc:templates/admin/announcements.pt", **view)
    config.add_view(show_new, name="new", request_method="GET", renderer=FORM, **view)
    config.add_view(do_announce, name="new", request_method="POST", once=True, renderer=FORM, **view)
    config.add_place(
        ANNOUNCEMENTS,
        message("Decisions"),
        icon="stamp",
        path=PATH,
        permission=Permission.PROCEDURE_EDIT,
        order=81,
        admin=True,
    )
