"""What the form takes by which a line written on paper is entered afterwards."""

import re
from collections.abc import Iterator, Sequence
from datetime import time

import colander
from deform.widget import SelectWidget, TextInputWidget

from hcc.core.text import message
from hcc.dossiers.schemas import SuggestedWidget
from hcc.web.fields import DayMonthYear
from hcc.web.forms import DigitsWidget, FormSchema

from .operations.certify import MOST_COPIES, MOST_PAGES, TITLE_LIMIT
from .operations.enter import PAPER_LIMIT
from .operations.set_fee import MOST_FEE
from .paper_kinds import USUAL
from .resources import CONTRACTS, COPIES, Signer
from .schemas import NAME_LIMIT, RequesterSchema
from .signature_schemas import signed_fields
from .signed_kinds import SIGNED_KINDS

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


def _copied_fields() -> Iterator[colander.SchemaNode]:
    yield RequesterSchema(name="requester", title=message("Who asks"))
    yield colander.SchemaNode(
        colander.String(),
        name="title",
        title=message("Kind of paper"),
        validator=colander.Length(max=TITLE_LIMIT),
        widget=SuggestedWidget(suggestions=USUAL, autocomplete="off"),
    )
    holder = colander.Length(max=NAME_LIMIT)
    yield colander.SchemaNode(
        colander.String(), name="holder", title=message("Whose paper"), validator=holder, missing=""
    )
    yield _whole("pages", message("Pages"), 1, MOST_PAGES)
    yield _whole("copies", message("Copies"), 1, MOST_COPIES)


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
    for node in _copied_fields() if kind == COPIES else signed_fields(SIGNED_KINDS[kind]):
        schema.add(node)
    if kind == CONTRACTS:
        schema.add(_whole("fee", message("Fee on the paper, in đồng"), 0, MOST_FEE))
    values = [(one.login, f"{one.name}, {' / '.join(one.capacity)}") for one in signers]
    schema.add(_chosen("signer", message("Who signed"), values, values[0][0] if values else ""))
    return schema
