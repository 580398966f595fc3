"""Fields of the form of a procedure: kinds of nodes and widgets."""

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    MappingWidget,
    SelectWidget,
    SequenceWidget,
    TextAreaWidget,
    TextInputWidget,
)

from hcc.core.text import TranslationString, message
from hcc.procedures.toml_files import LIST_LIMIT, TEXT_LIMIT, TIME_LIMIT
from hcc.web.forms import DayMonthYear, DigitsWidget

CASE_NAMES, FORM_NAMES = "case-names", "form-names"
"""Ids of the lists of words the page offers."""


def text_field(
    title, limit: int, *, required: bool = False, area: bool = False, list_id: str = "", **more
) -> colander.SchemaNode:
    options = {"title": title, "validator": colander.Length(max=limit), **more}
    if area:
        options["widget"] = TextAreaWidget(rows=3)
    elif list_id:
        options["widget"] = ListedWidget(list_id=list_id)
    if not required:
        options["missing"] = ""
    return colander.SchemaNode(colander.String(), **options)


def lines_field(title, description=None) -> colander.SchemaNode:
    """A list of texts, one a line; each is checked with the record."""
    widget = TextAreaWidget(rows=5, lines=True)
    options = {} if description is None else {"description": description}
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=widget,
        validator=colander.Length(max=TEXT_LIMIT * 10),
        missing="",
        **options,
    )


def case_field() -> colander.SchemaNode:
    return text_field(message("In which case"), TEXT_LIMIT, list_id=CASE_NAMES)


def number_field(title, most: int, *, missing: int | None = 0, **more) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Integer(),
        title=title,
        widget=DigitsWidget(),
        validator=colander.Range(min=0, max=most),
        missing=missing,
        **more,
    )


def choice_field(title, names: dict, *, empty=None) -> colander.SchemaNode:
    values = ([("", empty)] if empty is not None else []) + [(key.value, name) for key, name in names.items()]
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=SelectWidget(values=values),
        validator=colander.OneOf([value for value, _ in values]),
        **({"missing": ""} if empty is not None else {}),
    )


def day_field(title) -> colander.SchemaNode:
    return colander.SchemaNode(DayMonthYear(), title=title, missing=None)


class FoldedWidget(MappingWidget):
    """A group of fields few procedures need: drawn folded, open when something in it is wrong."""

    folded = True


class ListedWidget(TextInputWidget):
    """A text for which the page offers the words of its list `list_id`; any other may be typed."""

    template = "listed"
    list_id = ""


class CasesWidget(SequenceWidget):
    """The cases; each leads to the papers, fees and time limits that name it."""

    item_template = "case_item"

    def within(self, cases, row) -> list[tuple[str, TranslationString]]:
        """Where in the form that is, and how many there are; nothing for a case without a name."""
        values, form = row.cstruct, cases.get_root()
        name = values.get("name") if isinstance(values, dict) else ""
        if not name or name is colander.null:
            return []
        return [
            (f"#{form[part].oid}", TranslationString(words, mapping={"count": _naming(form[part].cstruct, name)}))
            for part, words in _WITHIN_A_CASE.items()
        ]


_WITHIN_A_CASE = {
    "components": message("papers: ${count}"),
    "fees": message("fees: ${count}"),
    "time_limits": message("time limits: ${count}"),
}


def _naming(rows, case: str) -> int:
    if not isinstance(rows, list | tuple):
        return 0
    return sum(1 for row in rows if isinstance(row, dict) and case in (row.get("case"), _inner(row).get("case")))


def _inner(row: dict) -> dict:
    more = row.get("more")
    return more if isinstance(more, dict) else {}


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


def rows_widget(most: int = LIST_LIMIT) -> SequenceWidget:
    return SequenceWidget(min_len=0, max_len=most, orderable=True)


def bound_choice(title, choices: str) -> colander.SchemaNode:
    """One of the (value, name) pairs called `choices` that the schema is bound to."""
    return colander.SchemaNode(
        colander.String(),
        title=title,
        widget=colander.deferred(lambda node, bound: SelectWidget(values=bound[choices])),
        validator=colander.deferred(lambda node, bound: colander.OneOf([value for value, _ in bound[choices]])),
    )


def boxes_field(title, choices: str) -> colander.SchemaNode:
    """Boxes of which any number may be ticked; the schema is bound to (value, name) pairs called `choices`."""
    return colander.SchemaNode(
        colander.Set(),
        title=title,
        widget=colander.deferred(lambda node, bound: CheckboxChoiceWidget(values=bound[choices])),
        validator=colander.deferred(lambda node, bound: colander.ContainsOnly([value for value, _ in bound[choices]])),
        missing=(),
    )
