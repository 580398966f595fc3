"""What the forms take by which papers are certified that people signed before the official."""

from collections.abc import Iterator, Sequence
from typing import Any

import colander
from deform.widget import HiddenWidget, SelectWidget, SequenceWidget

from hcc.core.text import message
from hcc.dossiers.schemas import FoldedWidget, SuggestedWidget, line, scan, tick
from hcc.web.forms import DigitsWidget, FormSchema, StrictSchema

from .fee_table import TRANSACTIONS
from .operations.certify import MOST_PAGES, TITLE_LIMIT
from .operations.signed_paper import ID_LIMIT, LANGUAGE_LIMIT, MOST_PAPERS
from .resources import Signer
from .schemas import NAME_LIMIT, signer_choice
from .signature_visit import IDENTITY_NAMES, OUTSIDE_REASONS, Identity, Manner
from .signed_kinds import SignedKind

HOUR_LIMIT, PLACE_LIMIT, SIDE_LIMIT = 20, 160, 40
SIDES = (message("Side A"), message("Side B"), message("Side C"))
LANGUAGES = ("Anh", "Việt", "Trung Quốc", "Nhật", "Hàn", "Pháp", "Đức", "Nga", "Lào")
"""As they follow the word "tiếng": papers are in Vietnamese."""
MANNERS = {
    Manner.SIGNATURE: message("Signature"),
    Manner.FINGERPRINT: message("Fingerprint"),
    Manner.NEITHER: message("Can neither sign nor press a finger"),
}


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


def _people(kind: SignedKind) -> colander.SchemaNode:
    person = SigningPersonSchema(name="person", title=kind.person)
    if kind.sides:
        person.add(line(message("Signs for"), SIDE_LIMIT, asked=True, name="side", widget=_suggested(SIDES)))
    return colander.SequenceSchema(
        person,
        name="people",
        title=kind.people,
        widget=SequenceWidget(min_len=1, max_len=kind.most_people, orderable=False),
    )


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


def _whole(name: str, title, most: int, **more: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Integer(),
        name=name,
        title=title,
        widget=DigitsWidget(),
        validator=colander.Range(min=1, max=most),
        **more,
    )


def _suggested(suggestions: Sequence) -> SuggestedWidget:
    return SuggestedWidget(suggestions=suggestions, autocomplete="off")


def _language(name: str, title, suggestions: Sequence) -> colander.SchemaNode:
    return line(title, LANGUAGE_LIMIT, asked=True, name=name, widget=_suggested(suggestions), missing=colander.required)


def signed_fields(kind: SignedKind) -> Iterator[colander.SchemaNode]:
    """Who signed what, in what way, who helped and where; for the desk and for what was written on paper."""
    yield _people(kind)
    yield colander.SchemaNode(
        colander.String(),
        name="title",
        title=kind.paper,
        validator=colander.Length(max=TITLE_LIMIT),
        widget=_suggested(kind.usual),
    )
    if kind.transaction:
        yield colander.SchemaNode(
            colander.String(),
            name="transaction",
            title=message("Kind of transaction"),
            widget=SelectWidget(values=[(key, one.name) for key, one in TRANSACTIONS.items()]),
            validator=colander.OneOf(list(TRANSACTIONS)),
            default=next(iter(TRANSACTIONS)),
        )
    if kind.translated:
        yield _language("translated_from", message("Translated from the language"), LANGUAGES)
        yield _language("translated_to", message("Translated into the language"), LANGUAGES)
    if kind.papers is not None:
        yield _whole("papers", kind.papers, MOST_PAPERS)
    if kind.transaction:
        yield _whole("originals", message("How many originals, the one kept here among them"), MOST_PAPERS)
    if kind.counted:
        yield _whole("pages", message("Pages of one of them"), MOST_PAGES)
        yield _whole("sheets", message("Sheets of one of them"), MOST_PAGES)
    if kind.helped:
        yield _select(message("Signed by"), MANNERS, Manner.SIGNATURE, name="manner")
        helped = message("Somebody cannot read or sign, or speaks another language")
        yield HelpedSchema(name="helped", title=helped, widget=FoldedWidget(), missing=colander.drop)
    outside = message("They signed outside the office")
    yield OutsideSchema(name="outside", title=outside, widget=FoldedWidget(), missing=colander.drop)


def first_values(kind: SignedKind) -> dict[str, Any]:
    """What a fresh form of this kind begins with: one person, one paper."""
    return {"people": [{}], **({"papers": 1} if kind.papers is not None else {})}


def signature_schema(kind: SignedKind, signers: Sequence[Signer]) -> FormSchema:
    """Papers of this kind that people sign now, and who signs the certification."""
    schema = FormSchema()
    schema.add(colander.SchemaNode(colander.String(), name="dossier", widget=HiddenWidget(), missing=""))
    schema.add(scan())
    for node in signed_fields(kind):
        schema.add(node)
    schema.add(signer_choice(signers, kind.book, title=message("Who certifies")))
    return schema
