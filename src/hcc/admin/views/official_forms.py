"""What the forms about an official take."""

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    CheckboxWidget,
    HiddenWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextAreaWidget,
    TextInputWidget,
)
from pyramid.request import Request

from hcc.accounts.resources import (
    CAPACITY_LIMIT,
    CAPACITY_LINES,
    DUTY_LIMIT,
    NAME_LIMIT,
    PHONE_LIMIT,
    Official,
    Standing,
)
from hcc.content.schemas import ENGLISH
from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import TranslationString, fold, message
from hcc.web.forms import DateWidget, DayMonthYear, FormSchema

STANDING_NAMES = {
    Standing.HEAD: message("Head of the centre"),
    Standing.DEPUTY: message("Deputy head"),
    Standing.OFFICIAL: message("Official"),
}
REASON_LIMIT = 300


def _choices(name: str):
    """A widget and a validator of (value, words) pairs the schema is bound to under `name`."""
    return {
        "widget": colander.deferred(lambda node, bound: SelectWidget(values=bound[name])),
        "validator": colander.deferred(lambda node, bound: colander.OneOf([value for value, _ in bound[name]])),
    }


def _roles(title, description) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(),
        name="roles",
        title=title,
        description=description,
        widget=colander.deferred(lambda node, bound: CheckboxChoiceWidget(values=bound["roles"], unmarked=True)),
        validator=colander.deferred(lambda node, bound: colander.ContainsOnly([value for value, _ in bound["roles"]])),
        missing=(),
    )


def _text(title, limit: int, **more) -> colander.SchemaNode:
    return colander.SchemaNode(colander.String(), title=title, validator=colander.Length(max=limit), **more)


class OfficialSchema(FormSchema):
    """Bound to `units` and `roles`, the (value, words) pairs one may choose from."""

    name = _text(message("Full name"), NAME_LIMIT, widget=TextInputWidget(autocomplete="off"))
    job_title = _text(message("Position"), NAME_LIMIT, missing="")
    unit = colander.SchemaNode(colander.Integer(), title=message("Unit"), **_choices("units"))
    roles = _roles(message("Roles"), message("One person may have several"))


class AddOfficialSchema(OfficialSchema):
    login = _text(
        message("Sign-in name"),
        64,
        description=message("Small letters without accents; it stays for life, since records name people by it"),
        widget=TextInputWidget(autocomplete="off"),
        insert_before="name",
    )


class EditOfficialSchema(OfficialSchema):
    """`seen` remembers what the form was opened on."""

    seen = colander.SchemaNode(colander.String(), widget=HiddenWidget(), missing="")
    capacity = _text(
        message("Lines above the signature"),
        CAPACITY_LINES * (CAPACITY_LIMIT + 2),
        description=message("Only for who signs certified copies; a line each"),
        widget=TextAreaWidget(rows=2),
        missing="",
    )


class ContactSchema(FormSchema):
    listed = colander.SchemaNode(
        colander.Boolean(),
        title=message("Stands in the public list of officials"),
        widget=CheckboxWidget(),
        missing=False,
    )
    standing = colander.SchemaNode(
        colander.String(),
        title=message("Place in the list"),
        widget=RadioChoiceWidget(values=[(one.value, name) for one, name in STANDING_NAMES.items()]),
        validator=colander.OneOf([one.value for one in Standing]),
    )
    title = _text(
        message("Title, as citizens read it"),
        NAME_LIMIT,
        description=message("Left empty, the list shows the position"),
        missing="",
    )
    # Not PhoneWidget: citizens read the number as it is grouped here.
    phone = _text(
        message("Phone"),
        PHONE_LIMIT,
        widget=TextInputWidget(inputmode="tel", autocomplete="off", short=True),
        missing="",
    )
    duty = _text(
        message("Field of work"),
        DUTY_LIMIT,
        description=message("In a few words, such as civil status and certification"),
        widget=TextAreaWidget(rows=2),
        missing="",
    )
    title_en = _text(
        message("Her title in English"),
        NAME_LIMIT,
        description=message("Such as Registrar; left empty, the Vietnamese stands"),
        widget=TextInputWidget(autocomplete="off", fold=ENGLISH),
        missing="",
    )
    duty_en = _text(message("Field in English"), DUTY_LIMIT, widget=TextAreaWidget(rows=2, fold=ENGLISH), missing="")


class SubstituteSchema(FormSchema):
    """Bound to `officials` and to the `roles` of who is away."""

    substitute = colander.SchemaNode(colander.String(), title=message("Who stands in"), **_choices("officials"))
    first = colander.SchemaNode(DayMonthYear(), title=message("First day"), widget=DateWidget())
    last = colander.SchemaNode(DayMonthYear(), title=message("Last day"), widget=DateWidget())
    roles = _roles(
        message("Roles lent for these days"),
        message("What is assigned to the absent official goes over in any case"),
    )


class ReasonSchema(FormSchema):
    reason = _text(
        message("How you know that it is she"),
        REASON_LIMIT,
        description=message("Such as: came in person with her identity card, phone lost"),
        widget=TextInputWidget(autocomplete="off"),
    )


class UnitSchema(FormSchema):
    name = _text(message("Name of the unit"), NAME_LIMIT, widget=TextInputWidget(autocomplete="off"))


def role_choices(roles=tuple(Role)) -> list[tuple[str, TranslationString]]:
    return [(role.value, ROLE_NAMES[role]) for role in Role if role in roles]


def unit_choices(request: Request, official: Official | None = None) -> list[tuple[int, str]]:
    """Open units, and the one she belongs to even if it is closed."""
    own = official.unit if official is not None else None
    return [(unit.number, unit.name) for unit in request.site.accounts.units() if not unit.closed or unit.number == own]


def official_choices(request: Request, *, but: Official) -> list[tuple[str, str]]:
    """Who may sign in, by name."""
    others = [one for one in request.site.accounts.officials() if one is not but and not one.disabled]
    return [
        (one.login, f"{one.name}, {one.job_title}" if one.job_title else one.name)
        for one in sorted(others, key=lambda one: (fold(one.name), one.login))
    ]
