"""/thu-tuc/<code>/process and /quan-tri/quy-trinh: an internal process, its versions, and putting one in force."""

from typing import Any

import colander
from deform.widget import HiddenWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.calendar import LOCAL
from hcc.core.moments import short_moment
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.dossiers.worklist import shown_count
from hcc.procedures.able_officials import able_on
from hcc.procedures.operations.process_edit import process_stamp
from hcc.procedures.operations.process_publish import check_of, publish_process
from hcc.procedures.process_changes import process_changes
from hcc.procedures.process_checks import Checked
from hcc.procedures.process_owners import DEFAULT, SHIPPED, Owner, named_process, process_named, shipped_of
from hcc.procedures.process_shown import drawing_of, rows_of
from hcc.procedures.process_words import VERSION_NAMES
from hcc.procedures.processes import InternalProcess, ProcessVersion
from hcc.procedures.resources import Procedure
from hcc.procedures.shipped_processes import general_process
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, DateWidget, DayMonthYear, Form, FormSchema

from ..places import PROCESS, OfficeProcess
from ..process_places import COMPARE, OFFICE_PATH, PUBLISH, SHOW, Place, head_of, owner_at, path_of, version_asked
from ..shipped_rows import shipped_rows

PAGE = "hcc:templates/admin/process.pt"
COMPARED = "hcc:templates/admin/process_compare.pt"


def _publish_form(context: Place, request: Request) -> Form:
    schema = FormSchema()
    schema.add(colander.SchemaNode(DayMonthYear(), name="effective", title=message("Holds from"), widget=DateWidget()))
    schema.add(colander.SchemaNode(colander.String(), name="opened_on", widget=HiddenWidget()))
    button = Button("publish", message("Put it in force from this day"), icon="tick", key="Ctrl+Enter")
    values = {"effective": request.now.astimezone(LOCAL).date(), "opened_on": process_stamp(owner_at(context, request))}
    action = path_of(context, request, PUBLISH)
    return Form(
        schema.bind(request=request), request, action=action, buttons=[button], buttons_outside=True, appstruct=values
    )


def checked_today(owner: Owner, process: InternalProcess, request: Request) -> Checked:
    """What is wrong with a process, as the office stands today."""
    accounts = request.site.accounts
    able = able_on(accounts, request.now.astimezone(LOCAL).date())
    return check_of(owner, process, able=able, units=accounts.units())


def _versions(owner: Owner, request: Request) -> list[dict]:
    if owner.processes is None:
        return []
    today, lang = request.now.astimezone(LOCAL).date(), request.locale_name
    return [
        {
            "number": one.number,
            "state": VERSION_NAMES[owner.processes.state(one, today)],
            "from_day": f"{one.effective_from:%d/%m/%Y}" if one.effective_from else "",
            "by": request.name_of(one.approved_by or one.made_by),
            "at": short_moment(one.approved_at or one.made_at, lang),
        }
        for one in reversed(owner.processes.versions)
    ]


def _shown(context: Place, owner: Owner, request: Request) -> ProcessVersion | None:
    """The version asked for; without one the draft, then the one in force, then the newest."""
    book = owner.processes
    if book is None:
        return None
    asked = version_asked(owner, request.GET.get("version"))
    today = request.now.astimezone(LOCAL).date()
    return asked or book.draft() or book.in_effect(today) or book.latest()


def _page(context: Place, request: Request) -> dict[str, Any]:
    owner = owner_at(context, request)
    book, version = owner.processes, _shown(context, owner, request)
    today = request.now.astimezone(LOCAL).date()
    in_force = book.in_effect(today) if book is not None else None
    shown = version.process if version is not None else None
    follows = shipped = None
    if isinstance(context, Procedure) and in_force is None:
        follows = named_process(context, today)[0]
        shipped = shipped_of(context, today) if follows == SHIPPED else None
        shown = shown or process_named(context, named_process(context, today))
    elif shown is None:
        shipped = general_process()
        shown = shipped.process
    page: dict[str, Any] = {
        **head_of(context, request),
        "title": message("Internal process"),
        "version": version,
        "follows_office": follows == DEFAULT,
        "shipped": shipped,
        "all_shipped": shipped_rows(context, request) if version is None else [],
        "in_force": in_force,
        "versions": _versions(owner, request),
        "process": shown,
        "office_path": OFFICE_PATH,
    }
    checked = checked_today(owner, shown, request)
    is_draft = book is not None and version is not None and version == book.draft()
    return {
        **page,
        "checked": checked,
        "doubts": [one.sentence for one in checked.doubts],
        "hours": f"{checked.hours:g}".replace(".", ","),
        "rows": rows_of(shown, request, checked),
        "drawing": drawing_of(shown, request, checked),
        "is_draft": is_draft,
        "state": VERSION_NAMES[book.state(version, today)] if book is not None and version is not None else "",
        "faults": [(f"#step-{one.step}" if one.step else "", one.sentence) for one in checked.faults],
        "may_publish": is_draft and not checked.faults and request.has_permission(Permission.PROCEDURE_PUBLISH),
        "open_dossiers": shown_count(request.site.dossiers.count_open(context.code))
        if isinstance(context, Procedure)
        else "",
        "form": None,
        "rendered": "",
    }


def show_process(context: Place, request: Request) -> dict[str, Any]:
    page = _page(context, request)
    if page.get("may_publish"):
        return show_form(_publish_form(context, request), page)
    return page


def do_publish_process(context: Place, request: Request):
    owner = owner_at(context, request)
    accounts, today = request.site.accounts, request.now.astimezone(LOCAL).date()

    def do(typed: dict) -> str:
        version = publish_process(
            owner,
            effective=typed["effective"],
            opened_on=typed["opened_on"],
            today=today,
            able=able_on(accounts, today),
            units=accounts.units(),
            act=request.act,
        )
        facts = {"day": f"{version.effective_from:%d/%m/%Y}"}
        request.flash(message("Dossiers received from ${day} on follow this process.", mapping=facts))
        return path_of(context, request)

    return act_on_form(request, _publish_form(context, request), lambda: _page(context, request), do)


def compare_processes(context: Place, request: Request) -> dict[str, Any]:
    """Two versions step by step: those asked for, else the newest and the one before it."""
    owner = owner_at(context, request)
    book = owner.processes
    newer = version_asked(owner, request.GET.get("b")) or (book.latest() if book is not None else None)
    older = version_asked(owner, request.GET.get("a"))
    if older is None and book is not None and newer is not None:
        older = book.version(max(newer.number - 1, 1))
    today = request.now.astimezone(LOCAL).date()
    page = {**head_of(context, request), "title": message("Two versions of the process"), "changes": []}
    if book is None or newer is None or older is None:
        return {**page, "older": None, "newer": None, "versions": []}
    return {
        **page,
        "older": older,
        "newer": newer,
        "older_state": VERSION_NAMES[book.state(older, today)],
        "newer_state": VERSION_NAMES[book.state(newer, today)],
        "versions": [one.number for one in book.versions],
        "changes": process_changes(
            older.process, newer.process, accounts=request.site.accounts, say=request.localizer.translate
        ),
    }


def includeme(config: Configurator) -> None:
    config.add_place(
        PROCESS,
        message("Internal process"),
        icon="track",
        path=OFFICE_PATH,
        permission=Permission.PROCEDURE_EDIT,
        order=82,
        admin=True,
    )
    for context, show in ((Procedure, SHOW), (OfficeProcess, "")):
        read = {"context": context, "permission": Permission.PROCEDURE_EDIT, "request_method": "GET"}
        config.add_view(show_process, name=show, renderer=PAGE, **read)
        config.add_view(compare_processes, name=COMPARE, renderer=COMPARED, **read)
        config.add_view(
            do_publish_process,
            context=context,
            name=PUBLISH,
            permission=Permission.PROCEDURE_PUBLISH,
            request_method="POST",
            renderer=PAGE,
            once=True,
        )
