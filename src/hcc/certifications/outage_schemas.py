"""What the form takes by which a line written on paper is entered afterwards."""

import re
from collections.abc import Sequence
from datetime import time

import colander
from deform.widget import SelectWidget, TextAreaWidget, TextInputWidget

from hcc.core.text import message
from hcc.dossiers.schemas import SuggestedWidget
from hcc.web.fields import DayMonthYear
from hcc.web.forms import DigitsWidget, FormSchema

from .operations.certify import MOST_COPIES, MOST_PAGES, TITLE_LIMIT
from .operations.certify_signature import MOST_PAPERS, MOST_PEOPLE
from .operations.enter import MOST_FEE, PAPER_LIMIT
from .paper_kinds import USUAL
from .resources import CONTRACTS, COPIES, Requester, Signer
from .schemas import NAME_LIMIT, RequesterSchema

PEOPLE_LIMIT = MOST_PEOPLE * (NAME_LIMIT + 40)
_HOUR = re.compile(r"(\d{1,2})(?:[:hg.](\d{2}))", re.ASCII | re.IGNORECASE)


class Hour(colander.SchemaType):
    """An hour as people write it: 14:30, 14h30, 14.30."""

    def serialize(self, node, appstruct):
        return colander.null if appstruct is colander.null else f"{appstruct:%H:%M}"

    def deserialize(self, node, cstruct):
        text = str(cstruct).replace(" ", "") if cstruct is not colander.null else ""
        if not text:
            return colander.null
        found = _HOUR.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise colander.Invalid(node, message("Write the hour as 14:30"))
        return time(int(found[1]), int(found[2]))

    @property
    def widget_maker(self):
        """What deform asks a type for when a schema names no widget."""
        return TextInputWidget


def read_people(text: str) -> tuple[Requester, ...]:
    """A person a line: name, then after the last comma the number of the card."""
    people = []
    for line in text.splitlines():
        if line.strip():
            name, _, number = line.rpartition(",")
            people.append(Requester(name, number) if name else Requester(number))
    return tuple(people)


def _whole(name: str, title, first: int, last: int, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Integer(),
        name=name,
        title=title,
        widget=DigitsWidget(unmarked=True),
        validator=colander.Range(min=first, max=last),
        **more,
    )


def _chosen(name: str, title, values: Sequence[tuple[str, str]], default: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        widget=SelectWidget(values=list(values)),
        validator=colander.OneOf([value for value, _ in values]),
        default=default,
    )


def enter_schema(
    kind: str, *, officials: Sequence[tuple[str, str]], writes: str, signers: Sequence[Signer], paper: str
) -> FormSchema:
    """A line of a book of this kind. `officials`: login and name of who may have written it; `writes` is offered, as
    is `paper`, the number of the sheet.
    """
    schema = FormSchema()
    schema.add(colander.SchemaNode(DayMonthYear(), name="day", title=message("Day on the paper")))
    hour = TextInputWidget(short=True, autocomplete="off")
    schema.add(colander.SchemaNode(Hour(), name="hour", title=message("Hour on the paper, as 14:30"), widget=hour))
    schema.add(_chosen("official", message("Official who wrote the paper"), officials, writes))
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="paper",
            title=message("Number on the paper"),
            validator=colander.Length(max=PAPER_LIMIT),
            widget=TextInputWidget(short=True, autocomplete="off"),
            default=paper,
        )
    )
    if kind == COPIES:
        schema.add(RequesterSchema(name="requester", title=message("Who asks")))
    else:
        schema.add(
            colander.SchemaNode(
                colander.String(),
                name="people",
                title=message("People in the line"),
                description=message("One a line: full name, a comma, the number of the card or passport."),
                widget=TextAreaWidget(rows=3),
                validator=colander.Length(max=PEOPLE_LIMIT),
            )
        )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="title",
            title=message("Kind of paper") if kind == COPIES else message("Name of the paper"),
            validator=colander.Length(max=TITLE_LIMIT),
            widget=SuggestedWidget(suggestions=USUAL if kind == COPIES else (), autocomplete="off"),
        )
    )
    if kind == COPIES:
        holder = colander.Length(max=NAME_LIMIT)
        schema.add(
            colander.SchemaNode(
                colander.String(), name="holder", title=message("Whose paper"), validator=holder, missing=""
            )
        )
        schema.add(_whole("pages", message("Pages"), 1, MOST_PAGES))
        schema.add(_whole("copies", message("Copies"), 1, MOST_COPIES))
    else:
        schema.add(_whole("papers", message("How many papers of this kind"), 1, MOST_PAPERS))
    if kind == CONTRACTS:
        schema.add(_whole("fee", message("Fee on the paper, in đồng"), 0, MOST_FEE))
    values = [(one.login, f"{one.name}, {' / '.join(one.capacity)}") for one in signers]
    schema.add(_chosen("signer", message("Who signed"), values, values[0][0] if values else ""))
    return schema
