"""What the forms of each act take. Limits come from the resource; the draft's own form is prepare_form.py."""

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import (
    CheckboxWidget,
    HiddenWidget,
    MappingWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextAreaWidget,
    TextInputWidget,
)

from hcc.core.text import TranslationString, message
from hcc.web.forms import DateWidget, DayMonthYear, DigitsWidget, FormSchema

from .card_fields import READ, SCAN
from .guidance import Obstacle
from .operations.receive import LONGEST_PROMISE
from .people import OUTSIDE
from .resources import NOTE_LIMIT, DossierFolder

NAME_LIMIT = 120
FEE_LIMIT = 100_000_000

OUTCOME_NAMES = {"granted": message("Granted"), "declined": message("Declined, with reasons")}
OBSTACLE_NAMES = {
    Obstacle.NONE: message("Nothing"),
    Obstacle.PAPERS: message("A paper is missing or wrong"),
    Obstacle.NOT_HERE: message("Not done here"),
    Obstacle.NOT_ENTITLED: message("Conditions are not met"),
    Obstacle.NO_ACCOUNT: message("No electronic identity, no phone"),
    Obstacle.SYSTEM: message("The portal or another system failed"),
    Obstacle.OTHER: message("Something else"),
}
NOT_SAID = message("Not said")


class SeenSchema(FormSchema):
    """A form that remembers on which state of the dossier it was opened."""

    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=None)


TWOS, ANSWERS, NOTED = "twos", "answers", "noted"
"""How a wide screen places the fields of a group: two in a row, each answer beside its question, a note and its day."""


class ProcedureWidget(TextInputWidget):
    """A few letters or a code, with suggestions; not "if you have it", though a form may open without one."""

    template = "procedure"
    begins = False
    """Whether the page is opened to type here."""
    autocomplete = "off"
    unmarked = True


class SuggestedWidget(TextInputWidget):
    """A line with a few answers that are usual; any other may be typed."""

    template = "suggested"
    suggestions: tuple[TranslationString, ...] = ()


class ScanWidget(TextInputWidget):
    """Where a scanner types the code of an identity card, with a button that reads it; a code is never shown again."""

    template = "scan"
    button = READ
    address = "/ho-so/read_card"
    """What a page asks that has a script."""
    unmarked = True


class FoldedWidget(MappingWidget):
    """A group of fields that few need: drawn folded, open when something in it is wrong."""

    css_class = TWOS

    folded = True


# Kinds of fields


def line(
    title: str | TranslationString, limit: int = NAME_LIMIT, *, asked: bool = False, **more: Any
) -> colander.SchemaNode:
    """A line of text; may be empty unless `missing` says that it is required.

    `asked`: the act itself refuses an empty one, or everybody is asked: not marked as "if you have it".
    """
    more.setdefault("missing", "")
    widget = more.setdefault("widget", TextInputWidget())
    widget.unmarked = asked
    return colander.SchemaNode(colander.String(), title=title, validator=colander.Length(max=limit), **more)


def text(title: TranslationString, *, rows: int = 4, **more: Any) -> colander.SchemaNode:
    """A few sentences."""
    return line(title, NOTE_LIMIT, widget=TextAreaWidget(rows=rows), **more)


def choice(
    title: str | TranslationString, names: Mapping[Any, Any], nothing: str | TranslationString = NOT_SAID, **more: Any
) -> colander.SchemaNode:
    """One of several, or nothing."""
    values = [("", nothing), *((str(value), name) for value, name in names.items())]
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=SelectWidget(values=values, unmarked=True),
        validator=colander.OneOf([value for value, _ in values]),
        missing="",
        **more,
    )


def one_of(title: TranslationString, names: Mapping[Any, Any], **more: Any) -> colander.SchemaNode:
    """One of a few, all of them in sight."""
    values = [(str(value), name) for value, name in names.items()]
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=RadioChoiceWidget(values=values),
        validator=colander.OneOf([value for value, _ in values]),
        **more,
    )


def day(title: TranslationString, **more: Any) -> colander.SchemaNode:
    """A date; None when it is left empty, unless it is required."""
    more.setdefault("missing", None)
    return colander.SchemaNode(DayMonthYear(), title=title, widget=DateWidget(), **more)


def tick(title: TranslationString, **more: Any) -> colander.SchemaNode:
    return colander.SchemaNode(colander.Boolean(), title=title, widget=CheckboxWidget(), missing=False, **more)


def money(title: TranslationString, **more: Any) -> colander.SchemaNode:
    """An amount in đồng."""
    return colander.SchemaNode(
        colander.Integer(),
        title=title,
        widget=DigitsWidget(),
        validator=colander.Range(min=0, max=FEE_LIMIT),
        **more,
    )


def scan(address: str = ScanWidget.address) -> colander.SchemaNode:
    """The code of an identity card, to be read into the fields below; no part of what the form says."""
    return colander.SchemaNode(
        colander.String(),
        name=SCAN,
        title=message("Scan the code of the identity card here"),
        widget=ScanWidget(address=address),
        validator=colander.Length(max=2_000),
        missing="",
    )


def hamlet(folder: DossierFolder, kept: str = "") -> colander.SchemaNode:
    """A hamlet of the list; any name where nobody has entered a list."""
    if not folder.hamlets:
        return line(message("Hamlet"), name="hamlet")
    names: dict[str, Any] = {h.name: f"{h.name} ({h.old_commune})" if h.old_commune else h.name for h in folder.hamlets}
    if kept and kept not in (*names, OUTSIDE):
        names[kept] = kept
    return choice(message("Hamlet"), {**names, OUTSIDE: message("Lives outside the commune")}, name="hamlet")


# Forms that are the same for every dossier


def greet_schema(folder: DossierFolder) -> FormSchema:
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="procedure",
            title=message("Procedure"),
            description=message("The code, as 2.000815, or a few words of its name"),
            widget=ProcedureWidget(begins=True),
            validator=colander.Length(max=300),
        )
    )
    schema.add(line(message("Who came"), name="name"))
    schema.add(hamlet(folder))
    schema.add(choice(message("What stands in the way"), OBSTACLE_NAMES, name="obstacle"))
    schema.add(text(message("Guidance given"), rows=3, name="guidance"))
    schema.add(tick(message("Goes home today without a dossier"), name="sent_home"))
    return schema


class ReceiveSchema(SeenSchema):
    promised_days = colander.SchemaNode(
        colander.Integer(),
        title=message("Working days until the result"),
        description=message("Only where the procedure has no time limit that can be counted"),
        widget=DigitsWidget(),
        validator=colander.Range(min=1, max=LONGEST_PROMISE),
        missing=None,
    )


class ReasonSchema(SeenSchema):
    reason = text(message("Reason"), missing=colander.required)
