"""/thu-tuc/<code>/edit: the draft of a procedure is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from hcc.core.errors import Refusal, Refusals
from hcc.core.kept_forms import Controls
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.procedures.checking import Surroundings, checked, read_back
from hcc.procedures.operations.edit import draft_stamp, edit_procedure
from hcc.procedures.operations.keep_forms import keep_forms
from hcc.procedures.reconciling import BothChanged, Reconciled, reconcile, text_on
from hcc.procedures.resources import Procedure
from hcc.procedures.successors import Succession
from hcc.web.acting import REFUSED, act_on_form, show_form, told_apart
from hcc.web.forms import ROW_BUTTONS, Form
from hcc.web.keeping import KEEP, KeptDraft, controls_of, to_keep
from hcc.web.once import KEY_FIELD
from hcc.web.transactions import committed

from ..edit_form import case_names, choices_in, contested_form, edit_form, sections, sent_form
from ..faults import in_words_of_the_form
from ..form_readable import readable
from ..form_uploads import sent_forms
from ..procedure_head import head_of
from ..procedure_text import record_from

EDIT = "hcc:templates/admin/edit.pt"


def _page(
    procedure: Procedure,
    request: Request,
    form: Form,
    *,
    kept_at: datetime | None = None,
    restored: bool = False,
    moved: bool = False,
    named: Sequence[tuple[str, str]] = (),
) -> dict:
    """`kept_at`: when what is shown was kept; `restored`: it comes from an earlier visit; `moved`: whether somebody
    saved after it was opened; `named`: forms that were just sent, as they were called and as they are called here.
    """
    latest, draft, path = procedure.latest(), procedure.draft(), request.resource_path(procedure)
    return {
        **head_of(procedure, request, message("Edit: ${name}", mapping={"name": latest.record.title}), "edit"),
        "draft": draft,
        "written": short_moment(latest.made_at, request.locale_name),
        "written_by": request.name_of(latest.made_by),
        "kept": KeptDraft(f"{path}edit_keep", f"{path}edit_give_up", _said(request, kept_at)),
        "restored": restored,
        "unkept": request.method == "POST" and kept_at is None,
        "moved": moved,
        "named": named,
        "sections": sections(form),
        "case_names": case_names(form),
        "form_names": sorted(request.site.procedures.forms.names),
    }


def show_edit(context: Procedure, request: Request) -> dict:
    """The form as the newest text has it, or as she left it."""
    kept = request.site.procedures.kept_form(request.official.login, _kept_as(context), request.now)
    if kept is None:
        form = edit_form(context, request)
        return show_form(form, _page(context, request, form))
    at, controls = kept
    form = sent_form(context, request, controls)
    moved = form.retype(controls).get("opened_on") != draft_stamp(context)
    return show_form(form, _page(context, request, form, kept_at=at, restored=True, moved=moved))


def _said(request: Request, moment: datetime | None) -> str:
    return short_moment(moment, request.locale_name) if moment is not None else ""


def do_edit(context: Procedure, request: Request):
    """Save the draft; or keep what was typed, or take a form, and go on."""
    procedures = request.site.procedures
    sent = sent_forms(controls_of(request), procedures.forms, request.localizer.translate)
    if sent.files:
        # In a transaction of its own: a file that came stays, whatever is said of the text it came with.
        committed(request, lambda: keep_forms(procedures, files=sent.files, act=request.act))
    controls, form = sent.controls, sent_form(context, request, sent.controls)

    def page(kept_at: datetime | None = None) -> dict:
        return _page(context, request, form, named=sent.names, kept_at=kept_at)

    if sent.refused and {KEEP, *ROW_BUTTONS} & {name for name, _ in controls}:
        form.retype(controls)
        request.response.status = REFUSED
        form.refuse([request.sentence_of(one) for one in sent.refused])
        return {**show_form(form, page()), "errors": True}
    if KEEP in {name for name, _ in controls}:
        form.retype(controls)
        kept = _keep(context, request, controls)
        return show_form(form, page(request.now if kept else None))

    def do(typed: dict) -> str:
        by, several = request.name_of(context.latest().made_by), context.has_page(request.now.date())
        whole = _reconciled(context, request, typed, sent.refused)
        request.site.procedures.forget_form(request.official.login, _kept_as(context))
        if whole.joined and whole.record == context.latest().record:
            said = message("Nothing of yours differs from what ${by} saved: no new text was needed.")
        else:
            edit_procedure(
                context, record=whole.record, opened_on=draft_stamp(context), act=request.act, joined=whole.joined
            )
            said = message("The draft is saved. Look at what changed, then publish it.")
            if not several:
                said = message("The draft is saved. Look at it as citizens will meet it, then publish it.")
            if whole.joined:
                said = message("The draft is saved, with what ${by} changed meanwhile. Look at it, then publish.")
        request.flash(TranslationString(said, mapping={"by": by}))
        return request.resource_path(context, "compare" if several else "preview")

    def besides() -> Refusal:
        return Refusals([*sent.refused, *_faults_besides(context, request, form)])

    try:
        return act_on_form(request, form, page, do, controls, besides)
    except _Anew as anew:
        request.response.status = REFUSED
        request.refused(anew.refusal)
        anew.form.refuse(*told_apart(request, anew.refusal))
        return {**show_form(anew.form, _page(context, request, anew.form)), "errors": True}


class _Anew(Exception):
    """What was sent cannot be saved, and the form is shown with another text than the one that was typed."""

    def __init__(self, refusal: Refusal, form: Form) -> None:
        super().__init__()
        self.refusal, self.form = refusal, form


def _faults_besides(procedure: Procedure, request: Request, form: Form) -> list[Refusal]:
    """What else is wrong with a form in which something cannot be read."""
    values, unreadable = readable(form)
    if values is None:
        return []
    record = record_from(procedure.latest().record, values)
    _, faults = read_back(record, _around(request))
    known = [one for one in faults if one.place[:2] not in unreadable and one.place[:1] not in unreadable]
    return in_words_of_the_form(Refusals([*known]), request.localizer.translate, values).complaints


def _around(request: Request) -> Surroundings:
    """What a draft may name: a successor that is not in the catalogue yet may come before it is published."""
    folder = request.site.procedures
    return Surroundings(forms=folder.forms.names, circle=Succession(folder).circle)


def _reconciled(procedure: Procedure, request: Request, typed: dict, refused: Sequence[Refusal]) -> Reconciled:
    """What was typed, brought together with what was saved after the form was opened. `refused`: of the files."""
    forms = request.site.procedures.forms.names
    base = text_on(procedure, typed["opened_on"]) or procedure.latest().record
    record, faults = read_back(record_from(base, typed), _around(request))
    if record is None or refused:
        worded = in_words_of_the_form(Refusals([*faults]), request.localizer.translate, typed)
        raise Refusals([*refused, *worded.complaints])
    try:
        whole = reconcile(
            procedure,
            record=record,
            opened_on=typed["opened_on"],
            seen=typed["seen"],
            choices=choices_in(typed),
        )
    except BothChanged as refusal:
        refusal.facts["by"] = request.name_of(refusal.facts["by"])
        raise _Anew(refusal, contested_form(procedure, request, refusal)) from None
    try:
        return replace(whole, record=checked(whole.record, forms))
    except Refusal as refusal:
        said = in_words_of_the_form(refusal, request.localizer.translate)
        raise _Anew(said, edit_form(procedure, request, whole.record)) from None


def keep_edit(context: Procedure, request: Request) -> dict:
    """What scripts send while the form is typed; answers when it was kept, empty when it was too long to be, or when
    this very form was saved before what was typed into it arrived.
    """
    key = request.POST.get(KEY_FIELD, "")
    if isinstance(key, str) and request.official.answers.find(key):
        return {"at": ""}
    kept = _keep(context, request, controls_of(request))
    return {"at": short_moment(request.now, request.locale_name) if kept else ""}


def give_up_edit(context: Procedure, request: Request):
    """What was typed is forgotten; the form opens on the newest text."""
    request.site.procedures.forget_form(request.official.login, _kept_as(context))
    return HTTPSeeOther(request.resource_path(context, "edit"))


def _kept_as(procedure: Procedure) -> str:
    return f"edit {procedure.code}"


def _keep(procedure: Procedure, request: Request, controls: Controls) -> bool:
    typed = to_keep(controls, ("save", *ROW_BUTTONS))
    return request.site.procedures.keep_form(request.official.login, _kept_as(procedure), typed, request.now)


def includeme(config: Configurator) -> None:
    edit = {"context": Procedure, "name": "edit", "permission": Permission.PROCEDURE_EDIT, "renderer": EDIT}
    config.add_view(show_edit, request_method="GET", **edit)
    config.add_view(do_edit, request_method="POST", once=True, **edit)
    kept = {"context": Procedure, "permission": Permission.PROCEDURE_EDIT, "request_method": "POST"}
    config.add_view(keep_edit, name="edit_keep", renderer="json", **kept)
    config.add_view(give_up_edit, name="edit_give_up", once=True, **kept)
