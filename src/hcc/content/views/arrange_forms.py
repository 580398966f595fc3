"""The forms by which things are arranged, one a panel: for one thing, or for several chosen from a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, TextInputWidget
from pyramid.request import Request

from hcc.core.errors import Refusal, refuse_if
from hcc.core.permissions import Permission
from hcc.core.text import TranslationString, message
from hcc.web.acting import REFUSED
from hcc.web.forms import Button, Form, FormSchema

from ..fields import tick_node
from ..onward import steps_for
from ..operations.order import NotHere
from ..resources import Container, Item
from ..schemas import line_node, text_node
from ..workflow import DATED
from .places import address, view_address
from .steps import WORDS, add_dates, add_inner, add_note
from .targets import Choice, target_node

MOST = 200
"""Things acted upon at once."""
WHY = 500
NAMES = MOST * 81


class NothingChosen(Refusal):
    text = message("Nothing is chosen. Go back to the table and tick what this is for.")


class TooManyChosen(Refusal):
    text = message("These are ${count} things, and at most ${most} are taken at once. Choose fewer.")


class GoneMeanwhile(Refusal):
    stale = True
    text = message(
        "${count} of what you chose do not lie here any longer: somebody moved or deleted them. They are out of the"
        " choice now. Look at what is left, then press again."
    )


class NotYours(Refusal):
    text = message("As “${title}” stands now, you may not do this with it.")


class OthersNotYours(Refusal):
    text = message("There are ${count} things with which you may not do this, in what you chose or below it.")


NAMED = 10
"""Things named one by one where many are not to be done that with."""


@dataclass
class Panel:
    """One act that is offered: its heading, its form, and what is to be known before."""

    key: str
    heading: TranslationString
    icon: str
    form: Form
    rendered: str = ""


Fields = Callable[[FormSchema], None]


def showing_in_menu(schema: FormSchema) -> None:
    title = message("Show it in the menu of the folder it lies in; right under the site: on every page")
    schema.add(tick_node("in_menu", title))


def panel(
    request: Request,
    key: str,
    heading: TranslationString,
    icon: str,
    *,
    action: str,
    label: TranslationString,
    fields: Fields,
    names: Sequence[str] = (),
    style: str = "second",
    **values: Any,
) -> Panel:
    """A panel whose form goes to `action`; `names` are the things chosen, where there is a choice."""
    schema = FormSchema()
    if names:
        values["names"] = ",".join(names)
        node = colander.SchemaNode(
            colander.String(), name="names", widget=HiddenWidget(), validator=colander.Length(max=NAMES)
        )
        schema.add(node)
    fields(schema)
    form = Form(
        schema.bind(request=request),
        request,
        action=action,
        formid=key,
        buttons=[Button("do", label, style=style)],
        appstruct=values,
    )
    return Panel(key, heading, icon, form)


def into(folders: Sequence[Choice]) -> Fields:
    return lambda schema: schema.add(target_node(folders))


def renaming(schema: FormSchema) -> None:
    schema.add(
        line_node(
            "name",
            message("Name in the address"),
            10_000,
            description=message("Small letters without accents, digits and hyphens. The title stays as it is."),
        )
    )


def deleting(schema: FormSchema) -> None:
    schema.add(text_node("why", message("Why"), WHY, 2, description=message("For the history, if you like")))


def placing(schema: FormSchema) -> None:
    schema.add(
        colander.SchemaNode(
            colander.Integer(),
            name="place",
            title=message("Place in the folder, from 1"),
            validator=colander.Range(min=1, max=1_000_000),
            widget=TextInputWidget(autocomplete="off"),
        )
    )


def stepping(steps: Sequence[str], *, inner: bool = False) -> Fields:
    """`inner`: whether things lie in what was chosen, which can take the step too."""

    def fields(schema: FormSchema) -> None:
        schema.add(
            colander.SchemaNode(
                colander.String(),
                name="step",
                title=message("What happens with them"),
                validator=colander.OneOf(steps),
                widget=RadioChoiceWidget(values=[(step, WORDS[step]) for step in steps]),
            )
        )
        if inner:
            add_inner(schema, message("What lies in them"), message("The same for everything in these folders"))
        if any(step in DATED for step in steps):
            add_dates(schema)
        add_note(schema)

    return fields


def steps_for_any(items: Sequence[Item], request: Request) -> list[str]:
    """The steps that whoever asks may take with at least one of these, in the order of the table."""
    able = {step for item in items for step in steps_for(item, request)}
    return [step for step in WORDS if step in able]


def chosen_items(container: Container, names: Sequence[str], request: Request) -> tuple[list[Item], int]:
    """The things of these names, and how many of them are not there any longer, or not to be known of. Raises
    `NothingChosen`, `TooManyChosen`, `NotHere` where nothing is left.
    """
    wanted = list(dict.fromkeys(name for name in names if name))
    if not wanted:
        raise NothingChosen()
    if len(wanted) > MOST:
        raise TooManyChosen(count=len(wanted), most=MOST)
    there = (item for name in wanted if (item := container.get(name)) is not None)
    found = [item for item in there if request.has_permission(Permission.CONTENT_VIEW, item)]
    if not found:
        raise NotHere()
    return found, len(wanted) - len(found)


def refused_page(page: dict[str, Any], request: Request, refusal: Refusal) -> dict[str, Any]:
    """A page of what is chosen, with why nothing was done."""
    request.response.status = REFUSED
    return {**page, "complaints": [("", sentence) for sentence in request.refused(refusal)], "errors": True}


def back_to(container: Container, request: Request) -> str:
    """Where one goes on after something left a folder: its table for whoever sees that."""
    if request.has_permission(Permission.CONTENT_HISTORY, container):
        return view_address(request, container, "contents")
    return address(request, container) if isinstance(container, Item) else "/"


def refuse_unless(permission: Permission, items: Sequence[Item], request: Request) -> None:
    """Raise a `NotYours` for things whoever asks may not do that with; of those she may not read only how many."""
    not_hers = [item for item in items if not request.has_permission(permission, item)]
    named = [item for item in not_hers[: 2 * NAMED] if request.has_permission(Permission.CONTENT_VIEW, item)][:NAMED]
    refusals: list[Refusal] = [NotYours(title=item.title) for item in named]
    if others := len(not_hers) - len(named):
        refusals.append(OthersNotYours(count=others))
    refuse_if(refusals)
