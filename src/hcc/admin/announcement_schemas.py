"""What the forms about an announcement decision take."""

import colander
from deform.widget import CheckboxWidget, HiddenWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget

from hcc.core.text import message
from hcc.procedures.announcements import DECISION_LIMIT, ISSUER_LIMIT, NAME_LIMIT, ChangeOfRules
from hcc.web.forms import DateWidget, DayMonthYear, FormSchema

from .decision_file import file_node

LINES_LIMIT = 200_000
"""Letters of a pasted annex."""

KIND_NAMES = {
    ChangeOfRules.NEW: message("New"),
    ChangeOfRules.AMENDED: message("Amended"),
    ChangeOfRules.REPLACED: message("Replaced by another"),
    ChangeOfRules.ABOLISHED: message("Abolished"),
}
_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]


def _text(title, limit: int, **more) -> colander.SchemaNode:
    more.setdefault("widget", TextInputWidget(autocomplete="off"))
    return colander.SchemaNode(colander.String(), title=title, validator=colander.Length(max=limit), **more)


def _kind(title, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=RadioChoiceWidget(values=_KINDS, inline=True, unmarked=True),
        validator=colander.OneOf([value for value, _ in _KINDS]),
        **more,
    )


def _lines(**more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        title=message("Procedures of the decision"),
        description=message(
            "Paste the annex as it is: its titles and heads are passed over, a heading counts for the lines below it. "
            "Written by hand: “1.016002 Name (new)”, “1.000656 (abolished)”, “1.000656 replaced by 1.004873”"
        ),
        widget=TextAreaWidget(rows=8),
        validator=colander.Length(max=LINES_LIMIT),
        **more,
    )


class DecisionSchema(FormSchema):
    """What is written of the decision itself; `seen` remembers what the form was opened on."""

    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=0)
    decision = _text(
        message("Number of the decision"),
        DECISION_LIMIT,
        description=message("With its symbol, as it stands on the paper"),
    )
    issued_on = colander.SchemaNode(
        DayMonthYear(),
        title=message("Day of the decision"),
        description=message("Such as 20/11/2026"),
        widget=DateWidget(),
    )
    effective_from = colander.SchemaNode(
        DayMonthYear(),
        title=message("First day of its rules"),
        description=message("As the decision says, such as 01/12/2026; the texts are published for this day"),
        widget=DateWidget(),
    )
    retroactive = colander.SchemaNode(
        colander.Boolean(),
        title=message("It does take effect before its own day"),
        widget=CheckboxWidget(),
        missing=False,
    )
    issuer = _text(
        message("Issued by"),
        ISSUER_LIMIT,
        missing="",
        description=message("Such as: the province's people's committee"),
    )
    subject = _text(message("What it is about"), NAME_LIMIT, missing="", widget=TextAreaWidget(rows=2))


class NewDecisionSchema(DecisionSchema):
    """The same with its procedures and its file, where they are at hand already."""

    file = file_node()
    kind = _kind(
        message("What becomes of lines that do not say it"), missing=ChangeOfRules.AMENDED.value, default="amended"
    )
    lines = _lines(missing="")


class RowsSchema(FormSchema):
    """Further procedures of a decision."""

    kind = _kind(
        message("What becomes of lines that do not say it"), missing=ChangeOfRules.AMENDED.value, default="amended"
    )
    lines = _lines()


class RowSchema(FormSchema):
    """What becomes of one procedure; `code` names it."""

    code = colander.SchemaNode(colander.String(), widget=HiddenWidget())
    kind = _kind(message("What becomes of it"))
    successor = _text(
        message("Code of what takes its place"),
        40,
        description=message("Only where it is replaced"),
        missing="",
    )


class PublishSchema(FormSchema):
    """For which day the decision is published; `seen` remembers what was looked at."""

    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget())
    sure = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")
    """The day besides the decision's own that was looked at."""
    effective = colander.SchemaNode(
        DayMonthYear(),
        title=message("Day of effect"),
        description=message(
            "The day the decision names. Another day, such as 04/01/2027, only where something else says so"
        ),
        widget=DateWidget(),
    )
    reason = colander.SchemaNode(
        colander.String(),
        title=message("Why it takes effect on a day that has passed"),
        description=message("Such as: the decision arrived on 25/11/2026. Needed only for a day in the past"),
        validator=colander.Length(max=500),
        widget=TextAreaWidget(rows=2, unmarked=True),
        missing="",
    )


class TakeBackSchema(FormSchema):
    """Why the publication of a decision is taken back; `seen`: the version looked at."""

    seen = colander.SchemaNode(colander.Integer(), widget=HiddenWidget(), missing=-1)

    reason = colander.SchemaNode(
        colander.String(),
        title=message("Why"),
        description=message("Whoever reads the history sees it"),
        validator=colander.Length(max=500),
        widget=TextAreaWidget(rows=2, unmarked=True),
        missing="",
    )
