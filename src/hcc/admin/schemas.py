"""The form in which a procedure is edited: structured, no HTML anywhere."""

from enum import StrEnum

import colander
from deform.widget import CheckboxWidget, HiddenWidget

from hcc.core.text import message
from hcc.procedures.form_files import FORM_LIMIT, KINDS
from hcc.procedures.names import CHANNEL_NAMES, LEVEL_NAMES, ONLINE_NAMES, REPLACEMENT_NAMES
from hcc.procedures.record import FURTHER_FROM, FeeKind, LimitUnit
from hcc.procedures.toml_files import (
    LIST_LIMIT,
    MONEY_LIMIT,
    NAME_LIMIT,
    PAPERS_LIMIT,
    SHORT_NAME_LIMIT,
    TEXT_LIMIT,
)
from hcc.web.forms import FormSchema, StrictSchema, Upload, UploadWidget

from .schema_fields import (
    FORM_NAMES,
    CasesWidget,
    FoldedWidget,
    Halves,
    HalvesWidget,
    bound_choice,
    boxes_field,
    case_field,
    choice_field,
    day_field,
    lines_field,
    number_field,
    rows_widget,
    text_field,
)

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


class Answer(StrEnum):
    """What can be chosen where "not known" is an answer too."""

    YES = "yes"
    NO = "no"


class ComponentMoreSchema(StrictSchema):
    """What few papers have."""

    case = case_field()
    form = text_field(message("Number or name of the form"), SHORT_NAME_LIMIT)
    form_file = text_field(
        message("File of the form"),
        SHORT_NAME_LIMIT,
        list_id=FORM_NAMES,
        description=message("One the centre has: type a few letters and choose. Empty where there is none."),
    )
    form_upload = colander.SchemaNode(
        Upload(),
        title=message("Or send the file now"),
        description=message("pdf, docx or odt, at most ${most} MB", mapping={"most": FORM_LIMIT // 2**20}),
        widget=UploadWidget(accept=",".join(f".{ending}" for ending in KINDS)),
        missing=None,
    )
    replaced_by = choice_field(message("Needless when there is"), REPLACEMENT_NAMES, empty=message("nothing"))
    database = text_field(message("Which database"), SHORT_NAME_LIMIT)


class ComponentSchema(StrictSchema):
    name = text_field(message("Paper"), TEXT_LIMIT, required=True, area=True)
    original = number_field(message("Originals"), PAPERS_LIMIT)
    copy = number_field(message("Copies"), PAPERS_LIMIT)
    required = colander.SchemaNode(
        colander.Boolean(), title=message("Always needed"), widget=CheckboxWidget(), missing=False, default=True
    )
    note = text_field(message("When, or what may stand for it"), TEXT_LIMIT)
    more = ComponentMoreSchema(title=message("Case, form, what replaces it"), widget=FoldedWidget())


class CaseSchema(StrictSchema):
    was = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), validator=colander.Length(max=TEXT_LIMIT), missing=""
    )
    name = text_field(message("Name of the case"), TEXT_LIMIT, required=True)
    code = text_field(
        message("Code of the case"),
        SHORT_NAME_LIMIT,
        description=colander.deferred(
            lambda node, bound: message("Such as ${example}", mapping={"example": f"{bound.get('code', '')[:8]}.01"})
        ),
    )
    note = text_field(message("When it is this case"), TEXT_LIMIT, area=True)


class MethodSchema(StrictSchema):
    channel = choice_field(message("How handed in"), CHANNEL_NAMES)
    note = text_field(message("What to know"), TEXT_LIMIT, area=True)


class FeeSchema(StrictSchema):
    kind = choice_field(message("How it is reckoned"), KIND_NAMES)
    amount = number_field(message("Amount, in đồng"), MONEY_LIMIT)
    further_amount = number_field(message("Amount of each further page"), MONEY_LIMIT)
    further_from = number_field(
        message("From which page"),
        99,
        missing=None,
        description=message("Only for fees by the page; left empty it is page ${n}.", mapping={"n": FURTHER_FROM}),
    )
    cap = number_field(message("At most for one copy"), MONEY_LIMIT)
    per = text_field(message("For each"), 60)
    case = case_field()
    channel = choice_field(message("How handed in"), CHANNEL_NAMES, empty=message("any way"))
    exempt = text_field(message("Who pays nothing"), TEXT_LIMIT)
    wording = text_field(message("Words of the source"), TEXT_LIMIT, area=True)
    review = text_field(message("Review mark"), TEXT_LIMIT)


class LimitSchema(StrictSchema):
    unit = choice_field(message("Counted in"), UNIT_NAMES)
    amount = colander.SchemaNode(Halves(), title=message("How many"), widget=HalvesWidget(), missing=None)
    after_15 = colander.SchemaNode(
        colander.Boolean(), title=message("The wording has the 15:00 rule"), widget=CheckboxWidget(), missing=False
    )
    case = case_field()
    channel = choice_field(message("How handed in"), CHANNEL_NAMES, empty=message("any way"))
    wording = text_field(message("Words of the source"), TEXT_LIMIT, area=True)
    review = text_field(message("Review mark"), TEXT_LIMIT)


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


class PeopleSchema(StrictSchema):
    everyday_names = lines_field(message("Names people use, one a line"))
    asked_as = lines_field(message("How people ask for it, one way a line; only the search reads it"))
    audiences = boxes_field(message("Kinds of people it is for"), "audiences")
    life_events = boxes_field(message("Life events"), "life_events")
    conditions = lines_field(message("Conditions, one a line"))
    agency = text_field(message("Who carries it out"), TEXT_LIMIT)


class OnlineSchema(StrictSchema):
    online = choice_field(message("How much of it is online"), ONLINE_NAMES, empty=message("not known"))
    online_reason = text_field(message("Why only a part is online"), TEXT_LIMIT, area=True)
    portal_url = text_field(message("Address on the national portal"), NAME_LIMIT)
    non_territorial = choice_field(
        message("May be handed in anywhere"),
        {Answer.YES: message("Yes"), Answer.NO: message("No")},
        empty=message("not known"),
    )


class ValiditySchema(StrictSchema):
    sets = number_field(message("Sets of the dossier"), PAPERS_LIMIT)
    announced_on = day_field(message("Day of the decision"))
    effective_from = day_field(message("First day of the rules"))
    effective_to = day_field(message("Last day of the rules"))
    successor = text_field(message("Code of the procedure that replaces it"), SHORT_NAME_LIMIT)


class ProcedureSchema(FormSchema):
    """A procedure's text. `opened_on` remembers the text the form was opened on; where somebody saved another since,
    `seen` is the one that was looked at, and `contested` names the fields in which a choice is asked for.

    Bound to `fields`, `audiences` and `life_events`, the (value, name) pairs one may choose from, and to the `code`.
    """

    opened_on = colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=80))
    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget(), validator=colander.Length(max=80), missing="")
    contested = colander.SchemaNode(
        colander.String(), widget=HiddenWidget(), validator=colander.Length(max=TEXT_LIMIT), missing=""
    )
    name = text_field(message("Full name of the procedure"), NAME_LIMIT, required=True, area=True)
    short_name = text_field(message("Short name"), SHORT_NAME_LIMIT)
    field = bound_choice(message("Field"), "fields")
    level = choice_field(message("Level"), LEVEL_NAMES)
    cases = CasesSchema(
        title=message("Cases"),
        description=message(
            "Only where papers, fees or time limits differ from case to case. A case that is called otherwise here is "
            "called so everywhere in this form."
        ),
        widget=CasesWidget(min_len=0, max_len=LIST_LIMIT, orderable=True),
        missing=(),
    )
    components = ComponentsSchema(title=message("Papers of the dossier"), widget=rows_widget(), missing=())
    fees = FeesSchema(title=message("Fees"), widget=rows_widget(), missing=())
    time_limits = LimitsSchema(title=message("Time limits"), widget=rows_widget(), missing=())
    methods = MethodsSchema(title=message("Ways to hand in"), widget=rows_widget(), missing=())
    audience = text_field(message("Who may apply"), TEXT_LIMIT, area=True)
    steps = lines_field(
        message("Steps, one a line"), message("In their order. Alt+↑ and Alt+↓ move the line the cursor is in.")
    )
    results = lines_field(message("What you get, one a line"))
    legal_basis = lines_field(message("Legal basis, one a line"))
    announcement = text_field(message("Announcement decision"), TEXT_LIMIT)
    people = PeopleSchema(title=message("Everyday names, people, conditions"), widget=FoldedWidget())
    on_line = OnlineSchema(title=message("Online and portal"), widget=FoldedWidget())
    validity = ValiditySchema(title=message("Days of effect, number of sets"), widget=FoldedWidget())
    review = text_field(message("Review mark"), TEXT_LIMIT)
