"""What the forms of certification take."""

import colander
from deform.widget import HiddenWidget, SelectWidget, SequenceWidget

from hcc.core.text import message
from hcc.dossiers.schemas import SuggestedWidget
from hcc.web.forms import DigitsWidget, FormSchema, StrictSchema

from .operations.certify import MOST_COPIES, MOST_PAGES, MOST_ROWS, TITLE_LIMIT
from .operations.certify_signature import ID_LIMIT, MOST_PAPERS, MOST_PEOPLE

NAME_LIMIT = 120


class RequesterSchema(StrictSchema):
    name = colander.SchemaNode(colander.String(), title=message("Full name"), validator=colander.Length(max=NAME_LIMIT))
    citizen_number = colander.SchemaNode(
        colander.String(),
        title=message("Citizen number"),
        widget=DigitsWidget(),
        validator=colander.Length(max=40),
        missing="",
    )


@colander.deferred
def _named_by_letters(node, kw) -> SuggestedWidget:
    return SuggestedWidget(suggestions=kw["kinds"], autocomplete="off")


class RowSchema(StrictSchema):
    title = colander.SchemaNode(
        colander.String(),
        title=message("Kind of paper"),
        validator=colander.Length(max=TITLE_LIMIT),
        widget=_named_by_letters,
    )
    holder = colander.SchemaNode(
        colander.String(), title=message("Whose paper"), validator=colander.Length(max=NAME_LIMIT), missing=""
    )
    pages = colander.SchemaNode(
        colander.Integer(),
        title=message("Pages"),
        widget=DigitsWidget(),
        validator=colander.Range(min=1, max=MOST_PAGES),
    )
    copies = colander.SchemaNode(
        colander.Integer(),
        title=message("Copies"),
        widget=DigitsWidget(),
        validator=colander.Range(min=1, max=MOST_COPIES),
    )


class RowsSchema(colander.SequenceSchema):
    row = RowSchema(title=message("Paper"))


def _signers(signers) -> colander.SchemaNode:
    values = [(signer.login, f"{signer.name}, {' / '.join(signer.capacity)}") for signer in signers]
    return colander.SchemaNode(
        colander.String(),
        name="signer",
        title=message("Who signs"),
        widget=SelectWidget(values=values),
        validator=colander.OneOf([login for login, _ in values]),
        default=values[0][0] if values else "",
    )


def visit_schema(signers) -> FormSchema:
    """One visit: who asks, a row a paper, who signs. Bound with `kinds`, the names of papers to offer."""
    schema = FormSchema()
    schema.add(colander.SchemaNode(colander.String(), name="dossier", widget=HiddenWidget(), missing=""))
    schema.add(RequesterSchema(name="requester", title=message("Who asks")))
    schema.add(
        RowsSchema(
            name="rows", title=message("Papers"), widget=SequenceWidget(min_len=1, max_len=MOST_ROWS, orderable=False)
        )
    )
    schema.add(_signers(signers))
    return schema


def scan_schema(signers) -> FormSchema:
    """One electronic copy: who asks, what the paper is, who signs."""
    schema = FormSchema()
    schema.add(RequesterSchema(name="requester", title=message("Who asks")))
    schema.add(
        colander.SchemaNode(
            colander.String(), name="title", title=message("Kind of paper"), validator=colander.Length(max=TITLE_LIMIT)
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="holder",
            title=message("Whose paper"),
            validator=colander.Length(max=NAME_LIMIT),
            missing="",
        )
    )
    schema.add(_signers(signers))
    return schema


SIGNATURE, FINGERPRINT = "signature", "fingerprint"
MANNERS = ((SIGNATURE, message("Signature")), (FINGERPRINT, message("Fingerprint")))


class SigningPersonSchema(StrictSchema):
    name = colander.SchemaNode(colander.String(), title=message("Full name"), validator=colander.Length(max=NAME_LIMIT))
    number = colander.SchemaNode(
        colander.String(),
        title=message("Number of the card or passport"),
        validator=colander.Length(max=ID_LIMIT),
    )


class SigningPeopleSchema(colander.SequenceSchema):
    person = SigningPersonSchema(title=message("Person"))


def signature_schema(signers) -> FormSchema:
    """Who signed, or pressed a finger on, which papers; who signs the certification."""
    schema = FormSchema()
    schema.add(colander.SchemaNode(colander.String(), name="dossier", widget=HiddenWidget(), missing=""))
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
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Integer(),
            name="papers",
            title=message("Papers"),
            widget=DigitsWidget(),
            validator=colander.Range(min=1, max=MOST_PAPERS),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="manner",
            title=message("Signed by"),
            widget=SelectWidget(values=MANNERS),
            validator=colander.OneOf([name for name, _ in MANNERS]),
            default=SIGNATURE,
        )
    )
    schema.add(_signers(signers))
    return schema
