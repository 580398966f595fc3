"""What the forms of each step take. Limits come from the resource."""

import colander
from deform.widget import CheckboxWidget, HiddenWidget, RadioChoiceWidget, SelectWidget, TextAreaWidget

from hcc.core.text import message
from hcc.web.forms import DigitsWidget, FormSchema, PhoneWidget, StrictSchema

from .operations.receive import LONGEST_PROMISE
from .operations.submit_for_approval import OUTCOMES
from .resources import NOTE_LIMIT, Dossier, Verdict

NAME_LIMIT = 120

VERDICT_NAMES = {
    Verdict.PAPER: message("Handed in on paper"),
    Verdict.SEEN: message("Original shown and compared"),
    Verdict.DATABASE: message("Taken from a state database or VNeID"),
    Verdict.NOT_NEEDED: message("Not needed in this case"),
    Verdict.ATTACHED: message("Scan attached"),
}

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


class PersonSchema(StrictSchema):
    name = colander.SchemaNode(colander.String(), title=message("Full name"), validator=colander.Length(max=NAME_LIMIT))
    citizen_number = colander.SchemaNode(
        colander.String(),
        title=message("Citizen number"),
        description=message("12 digits, as on the card"),
        widget=DigitsWidget(),
        validator=colander.Length(max=40),
        missing="",
    )
    birth = colander.SchemaNode(
        colander.String(),
        title=message("Date of birth"),
        description=message("Day/month/year, or the year alone"),
        validator=colander.Length(max=20),
        missing="",
    )
    phone = colander.SchemaNode(
        colander.String(), title=message("Phone"), widget=PhoneWidget(), validator=colander.Length(max=40), missing=""
    )
    no_phone = colander.SchemaNode(
        colander.Boolean(), title=message("Has no phone"), widget=CheckboxWidget(), missing=False
    )
    address = colander.SchemaNode(
        colander.String(), title=message("Where the person lives now"), validator=colander.Length(max=200), missing=""
    )


class PrepareSchema(SeenSchema):
    person = PersonSchema(title=message("The person"))


def prepare_schema(dossier: Dossier) -> PrepareSchema:
    """The person, and one choice for each component of the dossier's own revision."""
    schema = PrepareSchema()
    verdicts = StrictSchema(name="verdicts", title=message("Papers of the dossier"))
    for index, component in enumerate(dossier.record.components):
        offered = [v for v in VERDICT_NAMES if v is not Verdict.ATTACHED]
        if component.required:
            offered.remove(Verdict.NOT_NEEDED)
        choices = [("", message("Not looked at yet")), *((v.value, VERDICT_NAMES[v]) for v in offered)]
        if dossier.component_verdict(index) == Verdict.ATTACHED:
            choices = [("", VERDICT_NAMES[Verdict.ATTACHED]), *choices[1:]]
        verdicts.add(
            colander.SchemaNode(
                colander.String(),
                name=f"c{index}",
                title=component.name,
                description=component.note,
                widget=SelectWidget(values=choices, unmarked=True),
                validator=colander.OneOf([value for value, _ in choices]),
                missing="",
            )
        )
    if dossier.record.components:
        schema.add(verdicts)
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
