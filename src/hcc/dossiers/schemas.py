"""What the forms of each step take. Limits come from the resource."""

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, TextAreaWidget

from hcc.core.text import message
from hcc.web.forms import DigitsWidget, FormSchema

from .operations.receive import LONGEST_PROMISE
from .resources import NOTE_LIMIT
from .results import OUTCOMES

NAME_LIMIT = 120

OUTCOME_NAMES = {"granted": message("Granted"), "declined": message("Declined, with reasons")}


class SeenSchema(FormSchema):
    """A form that remembers on which state of the dossier it was opened."""

    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=None)


class GreetSchema(FormSchema):
    procedure = colander.SchemaNode(
        colander.String(),
        title=message("Procedure"),
        description=message("The code, as 2.000815, or a few words of its name"),
        validator=colander.Length(max=200),
    )
    name = colander.SchemaNode(
        colander.String(), title=message("Who came"), validator=colander.Length(max=NAME_LIMIT), missing=""
    )
    guidance = colander.SchemaNode(
        colander.String(),
        title=message("Guidance given"),
        widget=TextAreaWidget(rows=3),
        validator=colander.Length(max=NOTE_LIMIT),
        missing="",
    )


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
    reason = colander.SchemaNode(
        colander.String(),
        title=message("Reason"),
        widget=TextAreaWidget(rows=4),
        validator=colander.Length(max=NOTE_LIMIT),
    )


class ProposalSchema(SeenSchema):
    outcome = colander.SchemaNode(
        colander.String(),
        title=message("Proposal"),
        widget=RadioChoiceWidget(values=list(OUTCOME_NAMES.items())),
        validator=colander.OneOf(OUTCOMES),
    )
    text = colander.SchemaNode(
        colander.String(),
        title=message("What the citizen is told"),
        widget=TextAreaWidget(rows=4),
        validator=colander.Length(max=NOTE_LIMIT),
    )


class ReturnSchema(SeenSchema):
    to = colander.SchemaNode(
        colander.String(), title=message("Who takes the result"), validator=colander.Length(max=NAME_LIMIT)
    )
    identified_by = colander.SchemaNode(
        colander.String(),
        title=message("Recognised by"),
        description=message("Identity card, receipt or authorisation"),
        validator=colander.Length(max=NAME_LIMIT),
    )
    fee = colander.SchemaNode(
        colander.Integer(),
        title=message("Fee taken, in đồng"),
        widget=DigitsWidget(),
        validator=colander.Range(min=0, max=100_000_000),
        missing=0,
    )
    originals = colander.SchemaNode(
        colander.String(), title=message("Originals given back"), validator=colander.Length(max=200), missing=""
    )
