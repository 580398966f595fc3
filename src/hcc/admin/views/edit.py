"""Editing a procedure: a draft is written, compared, and published."""

from dataclasses import replace

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.kept_forms import Controls
from hcc.core.moments import day_line, short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.dossiers.worklist import shown_count
from hcc.procedures.changes import changes
from hcc.procedures.checking import checked
from hcc.procedures.names import STATE_NAMES
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.publish import effective_day, publish_revision
from hcc.procedures.reconciling import BothChanged, Reconciled, reconcile, text_on
from hcc.procedures.resources import Procedure
from hcc.web.acting import REFUSED, act_on_form, show_form
from hcc.web.forms import ADD_ROW, REMOVE_ROW, Form
from hcc.web.keeping import KEEP, KeptDraft, controls_of, to_keep

from ..edit_form import choices_in, contested_form, edit_form, sent_form
from ..faults import in_words_of_the_form
from ..procedure_text import record_from

EDIT = "hcc:templates/admin/edit.pt"
COMPARE = "hcc:templates/admin/compare.pt"


def _page(procedure: Procedure, request: Request, back_at: str = "", moved: bool = False) -> dict:
    """`back_at`: since when what is shown was kept; `moved`: whether somebody saved after it was opened."""
    latest, draft, path = procedure.latest(), procedure.draft(), request.resource_path(procedure)
    return {
        "title": message("Edit: ${name}", mapping={"name": latest.record.title}),
        "section": "danh-muc",
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "procedure": procedure,
        "draft": draft,
        "written": short_moment(latest.made_at, request.locale_name),
        "written_by": _name_of(request, latest.made_by),
        "kept": KeptDraft(f"{path}edit_keep", f"{path}edit_give_up", back_at),
        "moved": moved,
    }


def _name_of(request: Request, login: str) -> str:
    official = request.site.accounts.get(login)
    return official.name if official is not None else request.localizer.translate(message("An import"))


def show_edit(context: Procedure, request: Request) -> dict:
    """The form as the newest text has it, or as she left it."""
    kept = request.site.procedures.kept_form(request.official.login, _kept_as(context), request.now)
    if kept is None:
        form = edit_form(context, request)
        return show_form(form, _page(context, request))
    at, controls = kept
    form = sent_form(context, request, controls)
    moved = form.retype(controls).get("opened_on") != draft_stamp(context)
    return show_form(form, _page(context, request, short_moment(at, request.locale_name), moved))


def do_edit(context: Procedure, request: Request):
    """Save the draft, or keep what was typed and go on."""
    controls = controls_of(request)
    form = sent_form(context, request, controls)
    if KEEP in {name for name, _ in controls}:
        form.retype(controls)
        kept = _keep(context, request, controls)
        return show_form(form, _page(context, request, short_moment(request.now, request.locale_name) if kept else ""))

    def do(typed: dict) -> str:
        by = _name_of(request, context.latest().made_by)
        whole = _reconciled(context, request, typed)
        request.site.procedures.forget_form(request.official.login, _kept_as(context))
        if whole.joined and whole.record == context.latest().record:
            said = message("Nothing of yours differs from what ${by} saved: no new text was needed.")
        else:
            edit_procedure(
                context, record=whole.record, opened_on=draft_stamp(context), act=request.act, joined=whole.joined
            )
            said = message("The draft is saved. Look at what changed, then publish it.")
            if whole.joined:
                said = message("The draft is saved, with what ${by} changed meanwhile. Look at it, then publish.")
        request.flash(TranslationString(said, mapping={"by": by}))
        return request.resource_path(context, "compare")

    try:
        return act_on_form(request, form, _page(context, request), do)
    except _Anew as anew:
        request.response.status = REFUSED
        anew.form.refuse(request.refused(anew.refusal))
        return {**_page(context, request), "form": anew.form, "rendered": anew.form.render(), "errors": True}


class _Anew(Exception):
    """What was sent cannot be saved, and the form is shown with another text than the one that was typed."""

    def __init__(self, refusal: Refusal, form: Form) -> None:
        super().__init__()
        self.refusal, self.form = refusal, form


def _reconciled(procedure: Procedure, request: Request, typed: dict) -> Reconciled:
    """What was typed, brought together with what was saved after the form was opened."""
    forms = request.site.procedures.forms.names
    base = text_on(procedure, typed["opened_on"]) or procedure.latest().record
    try:
        record = checked(record_from(base, typed), forms)
    except Refusal as refusal:
        raise in_words_of_the_form(refusal, request.localizer.translate) from None
    try:
        whole = reconcile(
            procedure,
            record=record,
            opened_on=typed["opened_on"],
            seen=typed["seen"],
            choices=choices_in(typed),
        )
    except BothChanged as refusal:
        refusal.facts["by"] = _name_of(request, refusal.facts["by"])
        raise _Anew(refusal, contested_form(procedure, request, refusal)) from None
    try:
        return replace(whole, record=checked(whole.record, forms))
    except Refusal as refusal:
        said = in_words_of_the_form(refusal, request.localizer.translate)
        raise _Anew(said, edit_form(procedure, request, whole.record)) from None


def keep_edit(context: Procedure, request: Request) -> dict:
    """What scripts send while the form is typed; answers when it was kept, empty when it was too long to be."""
    kept = _keep(context, request, controls_of(request))
    return {"at": short_moment(request.now, request.locale_name) if kept else ""}


def give_up_edit(context: Procedure, request: Request):
    """What was typed is forgotten; the form opens on the newest text."""
    request.site.procedures.forget_form(request.official.login, _kept_as(context))
    return HTTPSeeOther(request.resource_path(context, "edit"))


def _kept_as(procedure: Procedure) -> str:
    return f"edit {procedure.code}"


def _keep(procedure: Procedure, request: Request, controls: Controls) -> bool:
    typed = to_keep(controls, ("save", ADD_ROW, REMOVE_ROW))
    return request.site.procedures.keep_form(request.official.login, _kept_as(procedure), typed, request.now)


def compare_page(procedure: Procedure, request: Request, complaints: list[str] | None = None) -> dict:
    """The draft beside the text in force; without a draft, the two newest texts."""
    today, lang = request.now.date(), request.locale_name
    draft = procedure.draft()
    newer = draft or procedure.latest()
    older = procedure.published(today) if draft is not None else None
    if older is None:
        older = procedure.revisions.get(newer.number - 1, newer)
    shown = changes(older.record, newer.record, request.localizer.translate)
    begins = effective_day(newer.record, today)
    open_dossiers = shown_count(request.site.dossiers.count_open(procedure.code))
    return {
        "title": message("Compare revision ${a} and revision ${b}", mapping={"a": older.number, "b": newer.number}),
        "section": "danh-muc",
        "admin": True,
        "back": ("/quan-tri/danh-muc", message("Procedure catalogue")),
        "procedure": procedure,
        "record": newer.record,
        "older": older,
        "newer": newer,
        "older_state": STATE_NAMES[older.state(today)],
        "newer_state": STATE_NAMES[newer.state(today)],
        "older_day": day_line(older.effective_from, lang) if older.effective_from else "",
        "newer_written": short_moment(newer.made_at, lang),
        "changes": shown,
        "may_publish": draft is not None and request.has_permission(Permission.PROCEDURE_PUBLISH, procedure),
        "from_day": f"{begins:%d/%m/%Y}" if begins > today else "",
        "draft": draft,
        "open_dossiers": open_dossiers,
        "complaints": [("", sentence) for sentence in complaints or ()],
        "errors": bool(complaints),
    }


def show_compare(context: Procedure, request: Request) -> dict:
    return compare_page(context, request)


class DraftMoved(Refusal):
    text = message("The draft changed after you opened this page. Look at the differences again, then publish.")


def do_publish(context: Procedure, request: Request):
    try:
        draft = context.draft()
        if draft is None or request.POST.get("opened_on") != draft_stamp(context):
            raise DraftMoved()
        today = request.now.date()
        effective = publish_revision(draft, effective=today, act=request.act)
    except Refusal as refusal:
        request.response.status = REFUSED
        return compare_page(context, request, request.refused(refusal))
    if effective > today:
        request.flash(
            message("Published. Citizens see the new text from ${day}.", mapping={"day": f"{effective:%d/%m/%Y}"})
        )
    else:
        request.flash(message("Published. Citizens see the new text from now on."))
    return HTTPSeeOther(request.resource_path(context, "compare"))


def includeme(config: Configurator) -> None:
    edit = {"context": Procedure, "name": "edit", "permission": Permission.PROCEDURE_EDIT, "renderer": EDIT}
    config.add_view(show_edit, request_method="GET", **edit)
    config.add_view(do_edit, request_method="POST", once=True, **edit)
    kept = {"context": Procedure, "permission": Permission.PROCEDURE_EDIT, "request_method": "POST"}
    config.add_view(keep_edit, name="edit_keep", renderer="json", **kept)
    config.add_view(give_up_edit, name="edit_give_up", once=True, **kept)
    config.add_view(
        show_compare,
        context=Procedure,
        name="compare",
        permission=Permission.PROCEDURE_EDIT,
        request_method="GET",
        renderer=COMPARE,
    )
    config.add_view(
        do_publish,
        context=Procedure,
        name="publish",
        permission=Permission.PROCEDURE_PUBLISH,
        request_method="POST",
        renderer=COMPARE,
        once=True,
    )
