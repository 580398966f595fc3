"""The state of a thing, and the step whoever looks may take from it, with a note and the days on which it is shown."""

import colander
from deform.widget import CheckboxWidget, RadioChoiceWidget, TextAreaWidget
from pyramid.config import Configurator
from pyramid.request import Request

from hcc.core.errors import NotInThisState, Refusal, refuse_if
from hcc.core.moments import moment_line
from hcc.core.permissions import Permission
from hcc.core.roles import Role
from hcc.core.text import TranslationString, message
from hcc.web.acting import act_on_form, show_form
from hcc.web.fields import DateWidget
from hcc.web.forms import Beside, Button, DayMonthYear, Form, FormSchema
from hcc.web.typed import asked_text

from ..fields import side_by_side
from ..moments import TimeOfDay, TimeWidget, begin_of, end_of, typed_begin, typed_end
from ..onward import steps_for
from ..operations.step import take_step
from ..resources import Container, Item
from ..seeing import title_told
from ..workflow import CONTENT, DATED, PUBLISHED, REVIEWER
from .bringing import where_untold
from .edit import others_editing
from .linked import linked
from .places import address, state_mark, view_address, within
from .undo import undo_notes

PAGE = "hcc:templates/content/steps.pt"
NOTE = 1_000
WORDS: dict[str, TranslationString] = {
    "submit": message("Submit for review"),
    "retract": message("Take it back to write on"),
    "send_back": message("Send it back to be written on"),
    "publish": message("Publish this page"),
    "set_dates": message("Leave it published, with the days below"),
    "unpublish": message("Take it off the site"),
    "archive": message("Put it into the archive"),
    "reopen": message("Take it out of the archive"),
}
NAMED = 5
"""Names of those to be asked."""
REVIEW = "review"
"""The view one may have come from, as the address says."""
DATES = ("publish_date", "publish_time", "expires_date", "expires_time")


def _check_step(node: colander.SchemaNode, step: str, steps: list[str]) -> None:
    """Only what the sender may do now; who was overtaken is told so."""
    if step in CONTENT.transitions and step not in steps:
        raise colander.Invalid(node, NotInThisState.text)
    colander.OneOf(steps)(node, step)


def _schema(item: Item, steps: list[str]) -> FormSchema:
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="step",
            title=message("What happens with it"),
            validator=lambda node, step: _check_step(node, step, steps),
            widget=RadioChoiceWidget(values=[(step, WORDS[step]) for step in steps]),
        )
    )
    if isinstance(item, Container) and len(item):
        add_inner(schema, message("What lies in it"), message("The same for everything in this folder"))
    if any(step in DATED for step in steps):
        add_dates(schema)
    add_note(schema)
    return schema


def add_inner(schema: FormSchema, title: TranslationString, label: TranslationString) -> None:
    """Whether what lies in a folder takes the step too."""
    schema.add(
        colander.SchemaNode(
            colander.Boolean(),
            name="inner",
            title=title,
            description=message("Whatever can take this step, and you may take it there"),
            widget=CheckboxWidget(label=label),
            missing=False,
        )
    )


def add_note(schema: FormSchema) -> None:
    """The note that stands in the history beside a step."""
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="note",
            title=message("Note"),
            description=message("Stands in the history"),
            missing="",
            validator=colander.Length(max=NOTE),
            widget=TextAreaWidget(rows=2),
        )
    )


def add_dates(schema: FormSchema) -> None:
    """Ask from when and until when it is shown."""
    begin = Beside(
        message("From when it is shown"), message("For publishing only. Empty: at once. Without a time: with the day")
    )
    end = Beside(
        message("Until when it is shown"),
        message("For publishing only. Empty: it stays. Without a time: the whole day"),
    )
    for name, beside, day, at in (
        ("publish", begin, message("Shown from"), message("Time of day it begins")),
        ("expires", end, message("Shown until"), message("Time of day it ends")),
    ):
        for node in side_by_side(
            beside,
            colander.SchemaNode(DayMonthYear(), name=f"{name}_date", title=day, missing=None, widget=DateWidget()),
            colander.SchemaNode(TimeOfDay(), name=f"{name}_time", title=at, missing=None, widget=TimeWidget()),
        ):
            schema.add(node)


def _form(item: Item, request: Request) -> Form:
    steps = steps_for(item, request)
    typed = (*typed_begin(item.publish_from), *typed_end(item.expires_at))
    dates = {name: value for name, value in zip(DATES, typed, strict=True) if value is not None}
    return Form(
        _schema(item, steps).bind(request=request),
        request,
        buttons=[Button("save", message("Do this"), icon="tick", key="Ctrl+Enter")] if steps else [],
        buttons_outside=True,
        appstruct={**dates, **({"step": steps[0]} if len(steps) == 1 else {})},
    )


def _page(item: Item, request: Request) -> dict:
    title = message("State of ${title}", mapping={"title": item.title})
    return within(
        item,
        request,
        title,
        "steps",
        mark=state_mark(item, request),
        days=_days(item, request),
        hidden_by=_hidden_by(item, request),
        may=bool(steps_for(item, request)),
        who=_who_may(item, request),
        linked=linked([item], request) if item.state == PUBLISHED else [],
        undo=undo_notes(item, request),
        others=others_editing(item, request),
        untold_url=where_untold(item, request),
    )


def _who_may(item: Item, request: Request) -> str:
    """Names of those who may take a step with it, where whoever looks may take none."""
    if steps_for(item, request):
        return ""
    shared = item.parts_shared()[REVIEWER]
    found = [
        one.name
        for one in request.site.accounts.officials()
        if not one.disabled and (one.has_role(Role.REVIEWER) or one.login in shared)
    ]
    return ", ".join(sorted(found)[:NAMED])


def _hidden_by(item: Item, request: Request) -> tuple[str, str] | None:
    """Title of the nearest folder above that citizens do not see, and where its state is."""
    folder = next((one for one in item.above() if not one.is_out(request.now)), None)
    return None if folder is None else (title_told(folder, request)[0], view_address(request, folder, "steps"))


def _days(item: Item, request: Request) -> list[TranslationString]:
    """From when and until when it is shown, in words."""
    if item.state != PUBLISHED:
        return []
    words = (
        (message("Shown from ${moment}"), item.publish_from),
        (message("Shown until ${moment}"), item.expires_at),
    )
    return [
        TranslationString(said, mapping={"moment": moment_line(moment, request.locale_name)})
        for said, moment in words
        if moment is not None
    ]


def show_steps(context: Item, request: Request) -> dict:
    return show_form(_form(context, request), _page(context, request))


def typed_dates(typed: dict) -> dict:
    """The dates that `add_dates` asked for. Raises `Refusal` with every fault."""
    found, faults = {}, []
    for name, moment_of, first in (("publish_from", begin_of, "publish"), ("expires_at", end_of, "expires")):
        try:
            found[name] = moment_of(typed.get(f"{first}_date"), typed.get(f"{first}_time"))
        except Refusal as fault:
            faults.append(fault)
    refuse_if(faults)
    return found


def do_step(context: Item, request: Request):
    """The choices of the form are what the sender may do: no other step is read."""

    def do(typed: dict) -> str:
        dates = typed_dates(typed) if typed["step"] in DATED else {}
        may = request.has_permission if typed.get("inner") else None
        inner = take_step(context, step=typed["step"], note=typed["note"], act=request.act, with_inner=may, **dates)
        done = message("Done; of what lies in it, ${count} too.", mapping={"count": inner})
        if typed.get("inner"):
            request.flash(done)
        else:
            said = message("“${title}” is now: ${state}.")
            facts = {"title": context.title, "state": request.localizer.translate(state_mark(context, request)[2])}
            request.flash(TranslationString(said, mapping=facts))
        return _back_to(context, request)

    return act_on_form(request, _form(context, request), lambda: _page(context, request), do)


def _back_to(item: Item, request: Request) -> str:
    """Where one goes on: whoever came from the list of review goes on there."""
    root = item.root
    if asked_text(request, "from") == REVIEW and request.has_permission(Permission.CONTENT_HISTORY, root):
        return view_address(request, root, REVIEW)
    return address(request, item)


def includeme(config: Configurator) -> None:
    view = {"context": Item, "name": "steps", "permission": Permission.CONTENT_HISTORY, "renderer": PAGE}
    config.add_view(show_steps, request_method="GET", **view)
    config.add_view(do_step, request_method="POST", once=True, **view)
