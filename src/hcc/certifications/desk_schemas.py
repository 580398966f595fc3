"""What the forms of the desk take beside the visit: refusals, printers, money, later days."""

import colander
from deform.widget import CheckboxChoiceWidget, TextAreaWidget

from hcc.core.text import message
from hcc.dossiers.schemas import SuggestedWidget
from hcc.web.forms import FormSchema

from .operations.certify import TITLE_LIMIT
from .operations.refuse_copy import NOTE_LIMIT
from .paper_kinds import USUAL
from .refusals import REASONS
from .schemas import RequesterSchema


def refusal_schema() -> FormSchema:
    """A written refusal: whose paper, which, the reasons of the law, what was seen."""
    schema = FormSchema()
    schema.add(RequesterSchema(name="requester", title=message("Who asks")))
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="title",
            title=message("Kind of paper"),
            validator=colander.Length(max=TITLE_LIMIT),
            widget=SuggestedWidget(suggestions=USUAL, autocomplete="off"),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Set(),
            name="reasons",
            title=message("Reasons of the law, as many as there are"),
            widget=CheckboxChoiceWidget(values=[(key, reason.text) for key, reason in REASONS.items()], unmarked=True),
            validator=colander.ContainsOnly(list(REASONS)),
            missing=frozenset(),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="note",
            title=message("What you saw on the paper"),
            widget=TextAreaWidget(rows=2),
            validator=colander.Length(max=NOTE_LIMIT),
            missing="",
        )
    )
    return schema
