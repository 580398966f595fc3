"""The form in which a procedure is edited: structured, no HTML anywhere."""

from enum import StrEnum

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    HiddenWidget,
    MappingWidget,
    SelectWidget,
    SequenceWidget,
    TextAreaWidget,
)

from hcc.core.text import message
from hcc.procedures.names import CHANNEL_NAMES, LEVEL_NAMES, ONLINE_NAMES, REPLACEMENT_NAMES
from hcc.procedures.record import FeeKind, LimitUnit
from hcc.procedures.toml_files import (
    LIST_LIMIT,
    MONEY_LIMIT,
    NAME_LIMIT,
    PAPERS_LIMIT,
    SHORT_NAME_LIMIT,
    TEXT_LIMIT,
    TIME_LIMIT,
)
from hcc.web.forms import DayMonthYear, DigitsWidget, FormSchema, StrictSchema

UNIT_NAMES = {
    LimitUnit.WORKING_DAYS: message("working days"),
    LimitUnit.DAYS: message("days"),
    LimitUnit.HOURS: message("hours"),
    LimitUnit.SAME_DAY: message("the same day"),
    LimitUnit.UNREGULATED: message("not laid down"),
    LimitUnit.WORDING: message("only the wording is known"),
}
KIND_NAMES = {
    FeeKind.PER_PAGE: message("per page"),
    FeeKind.PER_CASE: message("per case, copy or dossier"),
    FeeKind.FREE: message("free"),
    FeeKind.UNREGULATED: message("not laid down"),
    FeeKind.COUNCIL: message("set by the provincial council"),
    FeeKind.WORDING: message("only the wording is known"),
}


def _text(title, limit: int, *, required: bool = False, area: bool = False, **more) -> colander.SchemaNode:
    options = {"title": title, "validator": colander.Length(max=limit), **more}
    if area:
        options["widget"] = TextAreaWidget(rows=3)
    if not required:
        options["missing"] = ""
    return colander.SchemaNode(colander.String(), **options)


def _number(title, most: int, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Integer(),
        title=title,
        widget=DigitsWidget(),
        validator=colander.Range(min=0, max=most),
        missing=0,
        **more,
    )


def _choice(title, names: dict, *, empty=None) -> colander.SchemaNode:
    values = ([("", empty)] if empty is not None else []) + [(key.value, name) for key, name in names.items()]
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=SelectWidget(values=values),
        validator=colander.OneOf([value for value, _ in values]),
        **({"missing": ""} if empty is not None else {}),
    )


def _day(title) -> colander.SchemaNode:
    return colander.SchemaNode(DayMonthYear(), title=title, missing=None)


class FoldedWidget(MappingWidget):
    """A group of fields few procedures need: drawn folded, open when something in it is wrong."""

    folded = True


class HalvesWidget(DigitsWidget):
    """A number with perhaps a half, written with a comma: 3,5."""

    inputmode = "decimal"

    def deserialize(self, field, pstruct):
        return super(DigitsWidget, self).deserialize(field, pstruct)


class Halves(colander.SchemaType):
    """A number in halves: 3 or 3,5."""

    def serialize(self, node, appstruct):
        return colander.null if appstruct in (colander.null, None) else f"{appstruct:g}".replace(".", ",")

    def deserialize(self, node, cstruct):
        if cstruct is colander.null or not str(cstruct).strip():
            return colander.null
        try:
            number = float(str(cstruct).strip().replace(",", "."))
        except ValueError:
            number = -1.0
        if not 0 < number <= TIME_LIMIT or number * 2 % 1:
            raise colander.Invalid(
                node, message("Write a number such as 3 or 3,5, at most ${most}", mapping={"most": TIME_LIMIT})
            )
        return number


class Answer(StrEnum):
    """What can be chosen where "not known" is an answer too."""

    YES = "yes"
    NO = "no"


_LINES = TEXT_LIMIT * 10
"""Characters of a text that holds an entry a line; each entry is checked with the record."""


class ComponentMoreSchema(StrictSchema):
    """What few papers have."""

    case = _text(message("In which case"), TEXT_LIMIT)
    form = _text(message("Number or name of the form"), SHORT_NAME_LIMIT)
    form_file = _text(message("File of the form"), SHORT_NAME_LIMIT)
    replaced_by = _choice(message("Needless when there is"), REPLACEMENT_NAMES, empty=message("nothing"))
    database = _text(message("Which database"), SHORT_NAME_LIMIT)


class ComponentSchema(StrictSchema):
    name = _text(message("Paper"), TEXT_LIMIT, required=True, area=True)
    original = _number(message("Originals"), PAPERS_LIMIT)
    copy = _number(message("Copies"), PAPERS_LIMIT)
    required = colander.SchemaNode(
        colander.Boolean(), title=message("Always needed"), widget=CheckboxWidget(), missing=False, default=True
    )
    note = _text(message("When, or what may stand for it"), TEXT_LIMIT)
    more = ComponentMoreSchema(title=message("Case, form, what replaces it"), widget=FoldedWidget())


class CaseSchema(StrictSchema):
    name = _text(message("Name of the case"), TEXT_LIMIT, required=True)
    code = _text(message("Code of the case"), SHORT_NAME_LIMIT)
    note = _text(message("When it is this case"), TEXT_LIMIT, area=True)


class MethodSchema(StrictSchema):
    channel = _choice(message("How handed in"), CHANNEL_NAMES)
    note = _text(message("What to know"), TEXT_LIMIT, area=True)


class FeeSchema(StrictSchema):
    kind = _choice(message("How it is reckoned"), KIND_NAMES)
    amount = _number(message("Amount, in đồng"), MONEY_LIMIT)
    further_amount = _number(message("Amount of each further page"), MONEY_LIMIT)
    further_from = _number(message("From which page"), 99, default=3)
    cap = _number(message("At most for one copy"), MONEY_LIMIT)
    per = _text(message("For each"), 60)
    case = _text(message("In which case"), TEXT_LIMIT)
    channel = _choice(message("How handed in"), CHANNEL_NAMES, empty=message("any way"))
    exempt = _text(message("Who pays nothing"), TEXT_LIMIT)
    wording = _text(message("Words of the source"), TEXT_LIMIT, area=True)
    review = _text(message("Review mark"), TEXT_LIMIT)


class LimitSchema(StrictSchema):
    unit = _choice(message("Counted in"), UNIT_NAMES)
    amount = colander.SchemaNode(Halves(), title=message("How many"), widget=HalvesWidget(), missing=None)
    after_15 = colander.SchemaNode(
        colander.Boolean(), title=message("The wording has the 15:00 rule"), widget=CheckboxWidget(), missing=False
    )
    case = _text(message("In which case"), TEXT_LIMIT)
    channel = _choice(message("How handed in"), CHANNEL_NAMES, empty=message("any way"))
    wording = _text(message("Words of the source"), TEXT_LIMIT, area=True)
    review = _text(message("Review mark"), TEXT_LIMIT)


class ComponentsSchema(colander.SequenceSchema):
    component = ComponentSchema(title=message("Paper of the dossier"))


class FeesSchema(colander.SequenceSchema):
    fee = FeeSchema(title=message("Fee"))


class LimitsSchema(colander.SequenceSchema):
    limit = LimitSchema(title=message("Time limit"))


class CasesSchema(colander.SequenceSchema):
    case = CaseSchema(title=message("Case"))


class MethodsSchema(colander.SequenceSchema):
    method = MethodSchema(title=message("Way to hand in"))


def _rows(most: int = LIST_LIMIT) -> SequenceWidget:
    return SequenceWidget(min_len=0, max_len=most, orderable=True)


def _bound_choice(title, choices: str) -> colander.SchemaNode:
    """One of the (value, name) pairs called `choices` that the schema is bound to."""
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=colander.deferred(lambda node, bound: SelectWidget(values=bound[choices])),
        validator=colander.deferred(lambda node, bound: colander.OneOf([value for value, _ in bound[choices]])),
    )


def _boxes(title, choices: str) -> colander.SchemaNode:
    """Boxes of which any number may be ticked; the schema is bound to (value, name) pairs called `choices`."""
    return colander.SchemaNode(
        colander.Set(),
        title=title,
        widget=colander.deferred(lambda node, bound: CheckboxChoiceWidget(values=bound[choices])),
        validator=colander.deferred(lambda node, bound: colander.ContainsOnly([value for value, _ in bound[choices]])),
        missing=(),
    )


class PeopleSchema(StrictSchema):
    everyday_names = _text(message("Names people use, one a line"), _LINES, area=True)
    asked_as = _text(message("How people ask for it, one way a line; only the search reads it"), _LINES, area=True)
    audiences = _boxes(message("Kinds of people it is for"), "audiences")
    life_events = _boxes(message("Life events"), "life_events")
    conditions = _text(message("Conditions, one a line"), _LINES, area=True)
    agency = _text(message("Who carries it out"), TEXT_LIMIT)


class OnlineSchema(StrictSchema):
    online = _choice(message("How much of it is online"), ONLINE_NAMES, empty=message("not known"))
    online_reason = _text(message("Why only a part is online"), TEXT_LIMIT, area=True)
    portal_url = _text(message("Address on the national portal"), NAME_LIMIT)
    non_territorial = _choice(
        message("May be handed in anywhere"),
        {Answer.YES: message("Yes"), Answer.NO: message("No")},
        empty=message("not known"),
    )


class ValiditySchema(StrictSchema):
    sets = _number(message("Sets of the dossier"), PAPERS_LIMIT)
    announced_on = _day(message("Day of the decision"))
    effective_from = _day(message("First day of the rules"))
    effective_to = _day(message("Last day of the rules"))
    successor = _text(message("Code of the procedure that replaces it"), SHORT_NAME_LIMIT)


class ProcedureSchema(FormSchema):
    """A procedure's text. `opened_on` remembers the text the form was opened on; where somebody saved another since,
    `seen` is the one that was looked at, and `contested` names the fields in which a choice is asked for.

    Bound to `fields`, `audiences` and `life_events`, the (value, name) pairs one may choose from.
    """

    opened_on = colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=80))
    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=80), missing="")
    contested = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), validator=colander.Length(max=TEXT_LIMIT), missing=""
    )
    name = _text(message("Full name of the procedure"), NAME_LIMIT, required=True, area=True)
    short_name = _text(message("Short name"), SHORT_NAME_LIMIT)
    field = _bound_choice(message("Field"), "fields")
    level = _choice(message("Level"), LEVEL_NAMES)
    cases = CasesSchema(title=message("Cases"), widget=_rows(), missing=())
    components = ComponentsSchema(title=message("Papers of the dossier"), widget=_rows(), missing=())
    fees = FeesSchema(title=message("Fees"), widget=_rows(), missing=())
    time_limits = LimitsSchema(title=message("Time limits"), widget=_rows(), missing=())
    methods = MethodsSchema(title=message("Ways to hand in"), widget=_rows(), missing=())
    audience = _text(message("Who may apply"), TEXT_LIMIT, area=True)
    steps = _text(message("Steps, one a line"), _LINES, area=True)
    results = _text(message("What you get, one a line"), _LINES, area=True)
    legal_basis = _text(message("Legal basis, one a line"), _LINES, area=True)
    announcement = _text(message("Announcement decision"), TEXT_LIMIT)
    people = PeopleSchema(title=message("Everyday names, people, conditions"), widget=FoldedWidget())
    on_line = OnlineSchema(title=message("Online and portal"), widget=FoldedWidget())
    validity = ValiditySchema(title=message("Days of effect, number of sets"), widget=FoldedWidget())
    review = _text(message("Review mark"), TEXT_LIMIT)
