"""What the forms of the desk take beside the visit: refusals, printers, money, later days."""

import re

import colander
from deform.widget import CheckboxChoiceWidget, SelectWidget, TextAreaWidget, TextInputWidget

from hcc.core.text import TranslationString, message
from hcc.dossiers.schemas import SuggestedWidget
from hcc.printing.corners import Corner
from hcc.web.forms import DigitsWidget, FormSchema

from .fee_table import TRANSACTIONS
from .operations.certify import TITLE_LIMIT
from .operations.count_cash import MOST_CASH
from .operations.promise_later import AGREED_LIMIT
from .operations.refuse_copy import NOTE_LIMIT
from .operations.set_fee import BASIS_LIMIT, MOST_FEE
from .operations.set_printer import NAME_LIMIT
from .operations.take_payment import MOST_PHOTOCOPY, RECEIPT_LIMIT, REDUCTION_LIMIT, TEXT_LIMIT
from .paper_kinds import USUAL
from .printers import MOST_OFFSET_MM
from .promises import MOST_AGREED_DAYS, MOST_DAYS, WHY_NAMES
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


CORNER_NAMES = {
    Corner.BOTTOM_RIGHT: message("Bottom right"),
    Corner.BOTTOM_LEFT: message("Bottom left"),
    Corner.TOP_RIGHT: message("Top right"),
    Corner.TOP_LEFT: message("Top left"),
}


class Millimetres(colander.SchemaType):
    """A length as people write it: 2, -1.5 or -1,5; tenths of a millimetre, no more."""

    def serialize(self, node, appstruct):
        return colander.null if appstruct is colander.null else f"{appstruct:g}".replace(".", ",")

    def deserialize(self, node, cstruct):
        text = str(cstruct).strip().replace(",", ".").replace("−", "-") if cstruct is not colander.null else ""
        if not text:
            return colander.null
        if not _MILLIMETRES.fullmatch(text) or abs(float(text)) > MOST_OFFSET_MM:
            sentence = message("Write millimetres from -${most} to ${most}, such as 2 or -1,5")
            raise colander.Invalid(node, TranslationString(sentence, mapping={"most": MOST_OFFSET_MM}))
        return float(text)

    @property
    def widget_maker(self):
        """What deform asks a type for when a schema names no widget."""
        return TextInputWidget


_MILLIMETRES = re.compile(r"[+-]?\d{1,3}(?:\.\d)?", re.ASCII)


def printer_schema() -> FormSchema:
    """A printer: its name, the corner, how far it is off."""
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="name",
            title=message("Name of the printer"),
            validator=colander.Length(max=NAME_LIMIT),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="corner",
            title=message("Corner of the sheet"),
            widget=SelectWidget(values=[(corner.value, name) for corner, name in CORNER_NAMES.items()]),
            validator=colander.OneOf([corner.value for corner in CORNER_NAMES]),
            default=Corner.BOTTOM_RIGHT.value,
        )
    )
    for name, title in (
        ("dx", message("Move to the right, in mm; to the left with a minus")),
        ("dy", message("Move down, in mm; up with a minus")),
    ):
        schema.add(
            colander.SchemaNode(
                Millimetres(),
                name=name,
                title=title,
                widget=TextInputWidget(short=True, unmarked=True, autocomplete="off"),
                missing=0.0,
                default=0.0,
            )
        )
    return schema


def _line(name: str, title, limit: int, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        validator=colander.Length(max=limit),
        widget=TextInputWidget(autocomplete="off", unmarked=True, short=more.pop("short", False)),
        missing="",
        **more,
    )


def _dong(name: str, title, most: int, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Integer(),
        name=name,
        title=title,
        validator=colander.Range(min=0, max=most),
        widget=DigitsWidget(unmarked=True),
        **more,
    )


def payment_schema() -> FormSchema:
    """What a visit pays: the receipt as it is printed, photocopies, or why no fee is taken."""
    schema = FormSchema()
    schema.add(_line("form", message("Form of the receipt"), RECEIPT_LIMIT, short=True))
    schema.add(_line("series", message("Series of the receipt"), RECEIPT_LIMIT, short=True))
    schema.add(_line("number", message("Number of the receipt"), RECEIPT_LIMIT, short=True))
    schema.add(_dong("photocopy", message("Photocopies, in đồng"), MOST_PHOTOCOPY, missing=0, default=0))
    schema.add(
        _line(
            "exempt",
            message("No fee, or less of it, because"),
            TEXT_LIMIT,
            description=message("Only where a decision says so: who is exempt, and by which decision."),
        )
    )
    schema.add(
        _line(
            "reduction",
            message("Less by, as 50% or 5.000"),
            REDUCTION_LIMIT,
            short=True,
            description=message("Empty: nothing is taken where a reason stands above."),
        )
    )
    return schema


def undo_schema() -> FormSchema:
    """Why a payment is taken back."""
    schema = FormSchema()
    schema.add(_line("reason", message("Why the payment is taken back"), TEXT_LIMIT))
    return schema


def count_schema() -> FormSchema:
    """What was counted in the box, and where a difference comes from."""
    schema = FormSchema()
    schema.add(_dong("counted", message("Counted, in đồng"), MOST_CASH))
    schema.add(_line("explanation", message("Where a difference comes from"), TEXT_LIMIT))
    return schema


def fee_schema() -> FormSchema:
    """What a kind of transaction costs, and by which rule."""
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="kind",
            title=message("What is certified"),
            widget=SelectWidget(values=[(key, one.name) for key, one in TRANSACTIONS.items()]),
            validator=colander.OneOf(list(TRANSACTIONS)),
        )
    )
    schema.add(_dong("amount", message("Fee, in đồng"), MOST_FEE))
    basis = message("By which rule: circular or decision, number, article")
    schema.add(_line("basis", basis, BASIS_LIMIT))
    return schema


def promise_schema() -> FormSchema:
    """Why papers are given out later, and by how many working days."""
    schema = FormSchema()
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="why",
            title=message("Why not the same day"),
            widget=SelectWidget(values=[(why.value, name) for why, name in WHY_NAMES.items()]),
            validator=colander.OneOf([why.value for why in WHY_NAMES]),
            default=next(iter(WHY_NAMES)).value,
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.Integer(),
            name="days",
            title=message("Working days more, one or two; more only as agreed in writing"),
            widget=DigitsWidget(unmarked=True),
            validator=colander.Range(min=1, max=MOST_AGREED_DAYS),
            default=MOST_DAYS,
        )
    )
    schema.add(
        _line(
            "agreed",
            message("Agreement in writing: of which day, and why it takes longer"),
            AGREED_LIMIT,
            description=message("Only for more than two days. The slip names it."),
        )
    )
    return schema
