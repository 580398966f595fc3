"""The form in which a thing is written, with the choices where two people wrote at the same place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import colander
from deform.widget import HiddenWidget
from pyramid.request import Request

from hcc.core.errors import Refusal
from hcc.core.text import TranslationString, message
from hcc.procedures.word_changes import word_changes
from hcc.web.contested import ContestedWidget
from hcc.web.forms import Button, Form
from hcc.web.keeping import KEEP

from .kinds import kind_of
from .onward import onward_buttons
from .reconciling import BothWrote, text_of
from .resources import Item, Text
from .schemas import line_node

NOTE = 200
CHOOSE = "choose_"
MINE, THEIRS = "mine", "theirs"
OWN_FIELDS = ("note", "seen", "of", "contested")
"""Fields of the form that are not of the text."""


class Undecided(Refusal):
    """One of two texts was not chosen."""

    text = message("${field}: choose one of the two texts")

    def __init__(self, name: str, title: str) -> None:
        super().__init__(field=title)
        self.field = f"{CHOOSE}{name}"


@dataclass(frozen=True)
class Sides:
    """What both began from, what was saved meanwhile, and what stands in the form, None where that is not known."""

    base: Text | None
    theirs: Text
    mine: Text | None


def edit_form(
    item: Item, request: Request, *, text: Text | None = None, contested: Sequence[str] = (), sides: Sides | None = None
) -> Form:
    """The form as the thing stands, or with another text in it; with a choice for each contested field."""
    schema = kind_of(request, item).schema()
    titles = {node.name: request.localizer.translate(node.title) for node in schema}
    schema.add(
        line_node(
            "note", message("What you changed"), NOTE, missing="", description=message("For the history, if you like")
        )
    )
    hidden = (("seen", colander.Integer(), 0), ("of", colander.String(), ""), ("contested", colander.String(), ""))
    for name, typ, missing in hidden:
        schema.add(colander.SchemaNode(typ, name=name, widget=HiddenWidget(), missing=missing))
    if contested and sides is not None:
        _add_choices(schema, contested, titles, sides, request.name_of(item.changed_by))
    return Form(
        schema.bind(request=request, item=item),
        request,
        buttons=[
            Button("save", message("Save"), icon="tick", key="Ctrl+Enter"),
            *onward_buttons(item, request),
            Button(KEEP, message("Keep what I typed, for later"), style="plain"),
        ],
        buttons_outside=True,
        anchored=True,
        appstruct={
            **(item.text if text is None else text),
            "seen": item.version,
            "of": item.id,
            "contested": ",".join(contested),
        },
    )


def _add_choices(
    schema: colander.SchemaNode, names: Sequence[str], titles: dict[str, str], sides: Sides, by: str
) -> None:
    first = next(node.name for node in schema if not isinstance(node.widget, HiddenWidget))
    for name in names:
        before, theirs, mine = (
            shown(text.get(name)) if text is not None else "" for text in (sides.base, sides.theirs, sides.mine)
        )
        widget = ContestedWidget(
            values=(
                (THEIRS, message("What ${by} saved", mapping={"by": by})),
                (MINE, message("What stands in the form below")),
            )
        )
        widget.field_name, widget.before = name, before
        widget.theirs = word_changes(before or mine, theirs)[1]
        widget.mine = word_changes(before or theirs, mine)[1] if sides.mine is not None else None
        schema.add_before(
            first,
            colander.SchemaNode(
                colander.String(),
                name=f"{CHOOSE}{name}",
                title=TranslationString(message("Which text stands: ${field}"), mapping={"field": titles[name]}),
                widget=widget,
                validator=colander.OneOf((THEIRS, MINE)),
                missing="",
            ),
        )


def shown(value: Any) -> str:
    """A value of a text in words that can be compared."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return str(value.get("name", ""))
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def sent_form(item: Item, request: Request, controls: Sequence[tuple[str, Any]]) -> Form:
    """The form that these controls were typed into."""
    last = {name: value for name, value in controls if isinstance(value, str)}
    named = set(last.get("contested", "").split(","))
    contested = [name for name in item.text if name in named]
    seen = last.get("seen", "")
    theirs = text_of(item, int(seen)) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else None
    return edit_form(item, request, contested=contested, sides=Sides(None, theirs or item.text, None))


def contested_form(item: Item, request: Request, refusal: BothWrote) -> Form:
    """The form with the text of whoever saves later, and both texts wherever both wrote."""
    sides = Sides(refusal.base, refusal.theirs, refusal.mine)
    return edit_form(item, request, text=refusal.mine, contested=refusal.contested, sides=sides)


def decided(item: Item, form: Form, typed: dict[str, Any]) -> tuple[dict[str, Any], int, str]:
    """The text that was typed, with theirs where that was chosen; the version it was written from, and the note.

    Raises `Undecided` where a choice was not made.
    """
    text = {name: value for name, value in typed.items() if name not in OWN_FIELDS and not name.startswith(CHOOSE)}
    theirs = text_of(item, typed["seen"]) or item.text
    for name, choice in typed.items():
        field = name.removeprefix(CHOOSE)
        if name.startswith(CHOOSE) and field in text:
            if not choice:
                raise Undecided(field, form.translate(form[field].title))
            if choice == THEIRS:
                text[field] = theirs.get(field)
    return text, typed["seen"], typed["note"]
