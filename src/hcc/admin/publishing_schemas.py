"""What is asked when a text is published, sent back, withdrawn or brought back."""

import colander
from deform.widget import HiddenWidget, TextAreaWidget

from hcc.core.text import TranslationString, message
from hcc.web.forms import DateWidget, DayMonthYear, FormSchema

REASON_LIMIT = 500


def _day(title: TranslationString, hint: TranslationString) -> colander.SchemaNode:
    return colander.SchemaNode(DayMonthYear(), title=title, description=hint, widget=DateWidget())


def _reason(title: TranslationString, **more: object) -> colander.SchemaNode:
    limit = colander.Length(max=REASON_LIMIT)
    return colander.SchemaNode(
        colander.String(), title=title, validator=limit, widget=TextAreaWidget(rows=2, unmarked=True), **more
    )


class PublishTextSchema(FormSchema):
    """For which day a draft is approved; `opened_on` remembers which text was looked at."""

    opened_on = colander.SchemaNode(colander.String(), widget=HiddenWidget())
    effective = _day(
        message("It holds from 0:00 of this day"), message("Today, a later day, or with a reason an earlier one")
    )
    reason = _reason(
        message("Why it holds from a day that has passed"),
        description=message("Such as: the decision arrived on 25/11/2026. Needed only for a day in the past"),
        missing="",
    )


class ReasonSchema(FormSchema):
    """An act that needs nothing but its reason."""

    reason = _reason(message("Why"), description=message("Whoever reads the history sees it"), missing="")


class DiscardSchema(ReasonSchema):
    """Throwing a draft away; `seen` remembers which text was looked at."""

    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget())


class WithdrawSchema(FormSchema):
    """From which day a procedure has no text in force; `texts` remembers which texts were seen to end."""

    texts = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")
    on = _day(message("No longer in force from 0:00 of this day"), message("Such as the day the decision names"))
    reason = _reason(
        message("Why"), description=message("Such as: abolished by decision 1234 of 01/12/2026"), missing=""
    )


class DecideEndSchema(FormSchema):
    """Approving what somebody else asked for; `seen` remembers what that was, `texts` which texts were seen to end."""

    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget())
    texts = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")
