"""What the forms of certification take."""

from collections.abc import Collection, Mapping
from typing import Any

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, SelectWidget, SequenceWidget

from hcc.core.text import TranslationString, message
from hcc.dossiers.schemas import SuggestedWidget, scan
from hcc.web.forms import DigitsWidget, FormSchema, StrictSchema

from .operations.certify import MOST_COPIES, MOST_PAGES, MOST_ROWS, TITLE_LIMIT
from .resources import COPIES
from .signers import refusal_of
from .stamp_places import CORNERS, PAGES, StampPlace

NAME_LIMIT = 120
WHO_SIGNS = message("Who signs")


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


def signer_choice(signers, kind: str = COPIES, title: TranslationString = WHO_SIGNS) -> colander.SchemaNode:
    """Who signs in books of this kind today. Bound with `request`, to say why somebody signs no more."""
    values = [(signer.login, f"{signer.name}, {' / '.join(signer.capacity)}") for signer in signers]
    return colander.SchemaNode(
        colander.String(),
        name="signer",
        title=title,
        widget=SelectWidget(values=values),
        validator=_may_sign({login for login, _ in values}, kind),
        default=values[0][0] if values else "",
    )


def _may_sign(logins: Collection[str], kind: str) -> Any:
    @colander.deferred
    def validator(node, kw):
        request, listed = kw["request"], colander.OneOf(list(logins))

        def check(node, login: str) -> None:
            refusal = refusal_of(request.site.accounts, login, on=request.now.date(), kind=kind)
            if refusal is not None:
                raise colander.Invalid(node, request.sentence_of(refusal))
            listed(node, login)

        return check

    return validator


def visit_schema(signers) -> FormSchema:
    """One visit: who asks, a row a paper, who signs. Bound with `kinds`, the names of papers to offer."""
    schema = FormSchema()
    schema.add(colander.SchemaNode(colander.String(), name="dossier", widget=HiddenWidget(), missing=""))
    schema.add(scan("/chung-thuc/read_card"))
    schema.add(RequesterSchema(name="requester", title=message("Who asks")))
    schema.add(
        RowsSchema(
            name="rows", title=message("Papers"), widget=SequenceWidget(min_len=1, max_len=MOST_ROWS, orderable=False)
        )
    )
    schema.add(signer_choice(signers))
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
    schema.add(signer_choice(signers))
    schema.add(_place("pages", message("Stamp on"), PAGES, StampPlace.pages))
    schema.add(_place("corner", message("In the corner"), CORNERS, StampPlace.corner))
    return schema


def _place(name: str, title: TranslationString, names: Mapping[Any, TranslationString], usual: str):
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        widget=RadioChoiceWidget(values=list(names.items()), inline=True, unmarked=True),
        validator=colander.OneOf(list(names)),
        default=usual,
        missing=usual,
    )
