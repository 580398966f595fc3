"""/thu-tuc/<code>/process_edit and /quan-tri/quy-trinh/process_edit: the table in which a process is written."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.procedures.operations.process_edit import edit_process, process_stamp
from hcc.procedures.process_owners import shipped_of
from hcc.procedures.process_shown import drawing_of
from hcc.procedures.processes import InternalProcess
from hcc.procedures.resources import Procedure
from hcc.procedures.shipped_processes import ShippedProcess, general_process, shipped_numbered
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..places import OfficeProcess
from ..process_form import (
    ROW_BUTTON,
    Labels,
    StepsForm,
    labels_of,
    labels_typed,
    people_choices,
    process_from,
    process_schema,
    process_typed,
    unit_choices,
    values_of,
    with_rows_changed,
)
from ..process_places import EDIT, Place, head_of, owner_at, path_of
from .process import checked_today

PAGE = "hcc:templates/admin/process_edit.pt"
PREVIEW = "preview"
"""Button that shows what is typed and saves nothing."""


def _written(context: Place, request: Request) -> InternalProcess:
    """What the form begins with: the shipped one the address names, else the newest version, else the process of the
    office, else the shipped one that holds for it."""
    if (asked := _shipped_asked(request)) is not None:
        return _adopted(asked, request)
    own = owner_at(context, request).processes
    for book in (own, request.site.procedures.processes):
        latest = book.latest() if book is not None else None
        if latest is not None:
            return latest.process
    today = request.now.astimezone(LOCAL).date()
    return _adopted(shipped_of(context, today) if isinstance(context, Procedure) else general_process(), request)


def _shipped_asked(request: Request) -> ShippedProcess | None:
    asked = request.GET.get("shipped", "")
    return shipped_numbered(int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else None


def _adopted(shipped: ShippedProcess, request: Request) -> InternalProcess:
    return shipped.adopted(request.site.accounts.units(), clerk=request.office.clerk_registers)


def _form(context: Place, request: Request, process: InternalProcess, labels: Labels | None = None) -> Form:
    schema = process_schema(
        labels_of(process) if labels is None else labels,
        unit_choices(request, process),
        people_choices(request, process),
    )
    buttons = [
        Button("save", message("Save as draft"), icon="ok", key="Ctrl+Enter"),
        Button(PREVIEW, message("Look at it first"), style="second", icon="eye"),
    ]
    values = {**values_of(process), "opened_on": process_stamp(owner_at(context, request))}
    return StepsForm(
        schema.bind(request=request), request, buttons=buttons, buttons_outside=True, formid="form", appstruct=values
    )


def _page(context: Place, request: Request, process: InternalProcess, *, looked: bool = False) -> dict[str, Any]:
    """`process` is what is typed; `looked`: it is said too what would keep it from being put in force."""
    checked = checked_today(owner_at(context, request), process, request)
    return {
        **head_of(context, request),
        "title": message("Write the internal process"),
        "back": (path_of(context, request), message("Internal process")),
        "checked": checked,
        "drawing": drawing_of(process, request, checked),
        "faults": [(f"#step-{one.step}" if one.step else "", one.sentence) for one in checked.faults] if looked else [],
    }


def show_process_edit(context: Place, request: Request) -> dict[str, Any]:
    process = _written(context, request)
    return show_form(_form(context, request, process), _page(context, request, process))


def do_process_edit(context: Place, request: Request):
    written = _written(context, request)
    change = request.POST.get(ROW_BUTTON)
    controls = list(request.POST.items())
    looked = PREVIEW in request.POST
    if looked or isinstance(change, str):
        controls = with_rows_changed(controls, change if isinstance(change, str) else "")
        form = _form(context, request, written, labels_typed(controls))
        form.retype(controls)
        page = _page(context, request, process_typed(controls), looked=looked)
        return {**page, "form": form, "rendered": form.render()}

    def do(typed: dict) -> str:
        process = process_from(typed)
        edit_process(owner_at(context, request), process=process, opened_on=typed["opened_on"], act=request.act)
        request.flash(message("The draft is saved. Look whether anything is wrong, then put it in force."))
        return path_of(context, request)

    form = _form(context, request, written, labels_typed(controls))
    return act_on_form(request, form, lambda: _page(context, request, process_typed(controls)), do)


def includeme(config: Configurator) -> None:
    for context in (Procedure, OfficeProcess):
        edit = {"context": context, "name": EDIT, "permission": Permission.PROCEDURE_EDIT, "renderer": PAGE}
        config.add_view(show_process_edit, request_method="GET", **edit)
        config.add_view(do_process_edit, request_method="POST", once=True, **edit)
