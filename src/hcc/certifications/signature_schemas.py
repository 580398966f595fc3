"""What the form of certified signatures takes."""

import colander
from deform.widget import HiddenWidget, SelectWidget, SequenceWidget

from hcc.core.text import message
from hcc.dossiers.schemas import FoldedWidget, SuggestedWidget, line, scan, tick
from hcc.web.forms import DigitsWidget, FormSchema, StrictSchema

from .operations.certify import TITLE_LIMIT
from .operations.certify_signature import ID_LIMIT, MOST_PAPERS, MOST_PEOPLE
from .resources import SIGNATURES
from .schemas import NAME_LIMIT, signer_choice
from .signature_visit import IDENTITY_NAMES, OUTSIDE_REASONS, Identity, Manner

HOUR_LIMIT, PLACE_LIMIT = 20, 160
MANNERS = {
    Manner.SIGNATURE: message("Signature"),
    Manner.FINGERPRINT: message("Fingerprint"),
    Manner.NEITHER: message("Can neither sign nor press a finger"),
}
USUAL_PAPERS = (
    message("Power of attorney"),
    message("Curriculum vitae"),
    message("Declaration"),
    message("Commitment"),
    message("Application"),
)


def _select(title, names, default, **more) -> colander.SchemaNode:
    values = [(one.value, name) for one, name in names.items()]
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=SelectWidget(values=values, unmarked=True),
        validator=colander.OneOf([value for value, _ in values]),
        missing=default.value,
        default=default.value,
        **more,
    )


class SigningPersonSchema(StrictSchema):
    name = colander.SchemaNode(colander.String(), title=message("Full name"), validator=colander.Length(max=NAME_LIMIT))
    number = colander.SchemaNode(
        colander.String(),
        title=message("Number of the card or passport"),
        validator=colander.Length(max=ID_LIMIT),
    )
    kind = _select(message("What was shown"), IDENTITY_NAMES, Identity.CARD)
    issued = line(message("Issued on and by"), PLACE_LIMIT)


class SigningPeopleSchema(colander.SequenceSchema):
    person = SigningPersonSchema(title=message("Who signed the paper"))


class HelpedSchema(StrictSchema):
    """Who helped somebody that cannot read or sign, or does not speak Vietnamese."""

    read_aloud = tick(message("Somebody cannot read, and was read the whole paper"))
    witness = line(message("Witness"), NAME_LIMIT)
    witness_number = line(message("Number of the witness's card"), ID_LIMIT)
    second_witness = line(message("Second witness"), NAME_LIMIT)
    second_witness_number = line(message("Number of the second witness's card"), ID_LIMIT)
    interpreter = line(message("Interpreter"), NAME_LIMIT)
    interpreter_number = line(message("Number of the interpreter's card"), ID_LIMIT)
    language = line(message("Interpreted from"), NAME_LIMIT)


class OutsideSchema(StrictSchema):
    """Where they signed, when not at the office."""

    place = line(message("Place"), PLACE_LIMIT)
    hour = line(message("Hour, as 14:30"), HOUR_LIMIT)
    reason = line(
        message("Reason"), PLACE_LIMIT, widget=SuggestedWidget(suggestions=OUTSIDE_REASONS, autocomplete="off")
    )


def signature_schema(signers) -> FormSchema:
    """Who signed, or pressed a finger on, which papers; who helped, and where; who signs the certification."""
    schema = FormSchema()
    schema.add(colander.SchemaNode(colander.String(), name="dossier", widget=HiddenWidget(), missing=""))
    schema.add(scan())
    schema.add(
        SigningPeopleSchema(
            name="people",
            title=message("Who signed"),
            widget=SequenceWidget(min_len=1, max_len=MOST_PEOPLE, orderable=False),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="title",
            title=message("Name of the paper"),
            validator=colander.Length(max=TITLE_LIMIT),
            widget=SuggestedWidget(suggestions=USUAL_PAPERS, autocomplete="off"),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Integer(),
            name="papers",
            title=message("How many papers of this kind"),
            widget=DigitsWidget(),
            validator=colander.Range(min=1, max=MOST_PAPERS),
        )
    )
    schema.add(_select(message("Signed by"), MANNERS, Manner.SIGNATURE, name="manner"))
    helped = message("Somebody cannot read or sign, or speaks another language")
    schema.add(HelpedSchema(name="helped", title=helped, widget=FoldedWidget(), missing=colander.drop))
    outside = message("They signed outside the office")
    schema.add(OutsideSchema(name="outside", title=outside, widget=FoldedWidget(), missing=colander.drop))
    schema.add(signer_choice(signers, SIGNATURES, title=message("Who certifies")))
    return schema
