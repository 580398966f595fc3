"""The office calendar: working sessions, days off and days worked, with who decided on them."""

from collections.abc import Callable
from datetime import date

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from hcc.core.calendar import DayRule, OfficeCalendar, SessionTable
from hcc.core.moments import day_line
from hcc.core.national_days import NATIONAL_YEARS
from hcc.core.permissions import Permission
from hcc.core.text import message
from hcc.office_calendar.operations.checking import FIRST_DAY, LAST_DAY
from hcc.office_calendar.operations.days import planned_days, set_days
from hcc.office_calendar.operations.sessions import (
    WEEKDAY_FIELDS,
    FirstTableStays,
    NoSuchTable,
    planned_removal,
    planned_sessions,
    remove_sessions,
    set_sessions,
)
from hcc.office_calendar.resources import CalendarBook
from hcc.web.acting import act_on_form, show_form
from hcc.web.forms import Button, Form

from ..calendar_preview import preview_of
from ..calendar_rows import changes_of, special_days, table_rows, week_lines
from ..calendar_schemas import DaySchema, Decision, RemoveSchema, SessionsSchema
from ..places import CALENDAR, CalendarPlace

PATH = f"/quan-tri/{CALENDAR}"
FIRST = "first"
"""Stands in addresses for the first table, which begins on no day."""
CHANGES = 20
"""Changes shown until all are asked for."""


LOOK = "look"
"""The button that shows what a change would do, and changes nothing."""


def _page(title, **more) -> dict:
    return {"title": title, "section": CALENDAR, "admin": True, "preview": None, **more}


def _buttons(save: Button, looked: bool) -> list[Button]:
    """Looking comes first; once something was looked at, it can be saved."""
    if looked:
        return [save, Button(LOOK, message("Look again"), style="second", icon="eye")]
    return [Button(LOOK, message("Look at what it changes"), icon="eye", key="Ctrl+Enter")]


def _looked_at(
    request: Request,
    form_of: Callable[[bool], Form],
    page: dict,
    plan: Callable[[dict], tuple[OfficeCalendar, date]],
):
    """The page with what the typed change would do; refused as the act itself would be."""
    seen: dict = {}

    def look(typed: dict) -> str:
        planned, first = plan(typed)
        seen.update(typed=typed, preview=preview_of(request, planned, first))
        return PATH

    answer = act_on_form(request, form_of(False), page, look)
    if not seen:
        return answer
    form = form_of(True)
    typed = {name: value for name, value in seen["typed"].items() if value is not None}
    return {**page, "form": form, "rendered": form.render(typed), "preview": seen["preview"]}


def _within(title, **more) -> dict:
    return _page(title, back=(PATH, message("Office calendar")), **more)


def _year(request: Request) -> int:
    text, now = request.GET.get("year", ""), request.now.year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else now
    return year if FIRST_DAY.year <= year <= LAST_DAY.year else now


def show_calendar(context: CalendarPlace, request: Request) -> dict:
    book, lang, year, today = context.book, request.locale_name, _year(request), request.now.date()
    every = request.GET.get("changes") == "all"
    changes = changes_of(book, request, None if every else CHANGES)
    return _page(
        message("Office calendar"),
        tables=table_rows(book, today, lang),
        year=year,
        years=[one for one in (year - 1, year, year + 1) if FIRST_DAY.year <= one <= LAST_DAY.year],
        months=special_days(book.calendar, year, lang),
        unknown=year not in NATIONAL_YEARS,
        undecided=year > today.year,
        may_edit=bool(request.has_permission(Permission.CALENDAR_EDIT, context)),
        changes=changes,
        more_changes=len(book.chain) - len(changes),
    )


def _day_asked(request: Request, name: str) -> date | None:
    """A day named in the address; a day that is none leads nowhere."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise HTTPNotFound() from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise HTTPNotFound()
    return day


# Single days


def _day_form(context: CalendarPlace, request: Request, looked: bool = False) -> Form:
    day, book = _day_asked(request, "on"), context.book
    values: dict = {"seen": book.version}
    if day is not None:
        rule = book.rules.get(day)
        decision = Decision.NATIONAL if rule is None else Decision.WORKED if rule.working else Decision.CLOSED
        values |= {"first": day}
        if rule is not None:
            values |= {"decision": decision.value, "name": rule.name}
    buttons = _buttons(Button("save", message("Save"), icon="tick", key="Ctrl+Enter"), looked)
    schema = DaySchema().bind(request=request)
    return Form(schema, request, buttons=buttons, buttons_outside=True, appstruct=values)


def _day_page(context: CalendarPlace, request: Request) -> dict:
    day = _day_asked(request, "on")
    if day is None:
        return _within(message("Decide on a day"), national=None)
    name = context.book.calendar.national_day_off(day)
    if name is None:
        national = message("In the whole country this is a working day.")
    elif name:
        national = message("In the whole country this is a day off: ${name}.", mapping={"name": name})
    else:
        national = message("This is a weekly day off.")
    title = message("Decide on ${day}", mapping={"day": day_line(day, request.locale_name)})
    return _within(title, national=national)


def show_day(context: CalendarPlace, request: Request) -> dict:
    return show_form(_day_form(context, request), _day_page(context, request))


def _day_given(typed: dict, request: Request) -> dict:
    decision = Decision(typed["decision"])
    rule = None if decision is Decision.NATIONAL else DayRule(decision is Decision.WORKED, typed["name"])
    return {**{name: typed[name] for name in ("first", "last", "reason", "seen")}, "rule": rule, "act": request.act}


def do_decide_day(context: CalendarPlace, request: Request):
    def plan(typed: dict) -> tuple[OfficeCalendar, date]:
        return planned_days(context.book, **_day_given(typed, request)), typed["first"]

    if LOOK in request.POST:
        page = _day_page(context, request)
        return _looked_at(request, lambda looked: _day_form(context, request, looked), page, plan)

    def do(typed: dict) -> str:
        set_days(context.book, **_day_given(typed, request))
        request.flash(message("Saved. Dossiers received from now on are counted by it."))
        return f"{PATH}?year={typed['first'].year}"

    return act_on_form(request, _day_form(context, request, True), _day_page(context, request), do)


# Sessions


def _table(book: CalendarBook, request: Request) -> SessionTable | None:
    """The table named by its first day, `first` for the one that holds from the beginning; None: a new one is meant."""
    if request.GET.get("from") == FIRST:
        return book.tables[0]
    day = _day_asked(request, "from")
    return next((one for one in book.tables[1:] if one.valid_from == day), None)


def _sessions_form(context: CalendarPlace, request: Request, looked: bool = False) -> Form:
    book, table = context.book, _table(context.book, request)
    shown = table or book.calendar.table_on(request.now.date())
    values = dict(zip(WEEKDAY_FIELDS, shown.week, strict=True)) | {"seen": book.version}
    schema = SessionsSchema().bind(request=request, lang=request.locale_name)
    if table is not None:
        values["note"] = table.note
        del schema["valid_from"]
    elif request.GET.get("from"):
        values["valid_from"] = _day_asked(request, "from")
    buttons = _buttons(Button("save", message("Save"), icon="tick", key="Ctrl+Enter"), looked)
    return Form(schema, request, buttons=buttons, buttons_outside=True, appstruct=values)


def _sessions_page(context: CalendarPlace, request: Request) -> dict:
    table = _table(context.book, request)
    if table is None:
        return _within(message("New working hours"))
    if table is context.book.tables[0]:
        return _within(message("First working hours"))
    facts = {"day": day_line(table.valid_from, request.locale_name)}
    return _within(message("Working hours from ${day}", mapping=facts))


def show_sessions(context: CalendarPlace, request: Request) -> dict:
    return show_form(_sessions_form(context, request), _sessions_page(context, request))


def do_set_sessions(context: CalendarPlace, request: Request):
    table = _table(context.book, request)

    def given(typed: dict) -> dict:
        return {
            "valid_from": table.valid_from if table is not None else typed["valid_from"],
            "week": tuple(typed[name] for name in WEEKDAY_FIELDS),
            "act": request.act,
            **{name: typed[name] for name in ("note", "reason", "seen")},
        }

    def plan(typed: dict) -> tuple[OfficeCalendar, date]:
        return planned_sessions(context.book, **given(typed)), given(typed)["valid_from"]

    if LOOK in request.POST:
        page = _sessions_page(context, request)
        return _looked_at(request, lambda looked: _sessions_form(context, request, looked), page, plan)

    def do(typed: dict) -> str:
        set_sessions(context.book, **given(typed))
        request.flash(message("Saved. Dossiers received from now on are counted by it."))
        return PATH

    return act_on_form(request, _sessions_form(context, request, True), _sessions_page(context, request), do)


def _remove_form(context: CalendarPlace, request: Request, looked: bool = False) -> Form:
    buttons = _buttons(Button("remove", message("Take these hours away"), style="destroy", icon="trash"), looked)
    values = {"seen": context.book.version}
    schema = RemoveSchema().bind(request=request)
    return Form(schema, request, buttons=buttons, buttons_outside=True, appstruct=values)


def _remove_page(context: CalendarPlace, request: Request) -> dict:
    table = _table(context.book, request)
    if table is None:
        raise NoSuchTable()
    if table is context.book.tables[0]:
        raise FirstTableStays()
    lang = request.locale_name
    title = message("Take away the hours from ${day}", mapping={"day": day_line(table.valid_from, lang)})
    before = context.book.tables[context.book.tables.index(table) - 1]
    return _within(title, lines=week_lines(table, lang), before=week_lines(before, lang))


def show_remove_sessions(context: CalendarPlace, request: Request) -> dict:
    return show_form(_remove_form(context, request), _remove_page(context, request))


def do_remove_sessions(context: CalendarPlace, request: Request):
    page, table = _remove_page(context, request), _table(context.book, request)

    def given(typed: dict) -> dict:
        return {"valid_from": table.valid_from, "reason": typed["reason"], "seen": typed["seen"], "act": request.act}

    def plan(typed: dict) -> tuple[OfficeCalendar, date]:
        return planned_removal(context.book, **given(typed)), table.valid_from

    if LOOK in request.POST:
        return _looked_at(request, lambda looked: _remove_form(context, request, looked), page, plan)

    def do(typed: dict) -> str:
        remove_sessions(context.book, **given(typed))
        request.flash(message("Taken away. The hours before hold on."))
        return PATH

    return act_on_form(request, _remove_form(context, request, True), page, do)


def includeme(config: Configurator) -> None:
    config.add_view(
        show_calendar,
        context=CalendarPlace,
        permission=Permission.CALENDAR_VIEW,
        request_method="GET",
        renderer="hcc:templates/admin/calendar.pt",
    )
    for name, show, do, template in (
        ("day", show_day, do_decide_day, "calendar_day"),
        ("sessions", show_sessions, do_set_sessions, "calendar_sessions"),
        ("remove_sessions", show_remove_sessions, do_remove_sessions, "calendar_remove"),
    ):
        view = {
            "context": CalendarPlace,
            "name": name,
            "permission": Permission.CALENDAR_EDIT,
            "renderer": f"hcc:templates/admin/{template}.pt",
        }
        config.add_view(show, request_method="GET", **view)
        config.add_view(do, request_method="POST", once=True, **view)
    config.add_place(
        CALENDAR,
        message("Calendar"),
        icon="calendar",
        path=PATH,
        permission=Permission.CALENDAR_VIEW,
        order=95,
        admin=True,
    )
