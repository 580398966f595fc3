"""Fields of content that are kept as plain text: days, times of day, officials."""

from datetime import date, time
from typing import Any

import colander
from deform.widget import CheckboxWidget, SelectWidget

from hcc.core.text import TranslationString, message
from hcc.web.fields import DateWidget, DayMonthYear
from hcc.web.forms import Beside

from .moments import LAST_YEAR, TimeOfDay, TimeWidget


class KeptDay(DayMonthYear):
    """A date as people write it, kept as "2026-12-31"."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return super().serialize(node, date.fromisoformat(appstruct) if appstruct else colander.null)

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        day = super().deserialize(node, cstruct)
        if day is colander.null:
            return day
        if not 1 < day.year < LAST_YEAR:
            sentence = message("This day lies too far away. Choose one before the year ${year}.")
            raise colander.Invalid(node, TranslationString(sentence, mapping={"year": LAST_YEAR}))
        return day.isoformat()


class KeptTime(TimeOfDay):
    """A time of day as people write it, kept as "08:30"."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return super().serialize(node, time.fromisoformat(appstruct) if appstruct else colander.null)

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        at = super().deserialize(node, cstruct)
        return at if at is colander.null else f"{at:%H:%M}"


DAY, TIME = message("Day"), message("Time")


def side_by_side(beside: Beside, day: colander.SchemaNode, at: colander.SchemaNode) -> list[colander.SchemaNode]:
    """A day and its time of day, under one legend."""
    for node, label in ((day, DAY), (at, TIME)):
        node.widget.beside, node.widget.short_label, node.widget.unmarked = beside, label, True
    return [day, at]


def moment_nodes(beside: Beside, name: str, day: TranslationString, at: TranslationString) -> list[colander.SchemaNode]:
    """A day `name`_on and its time `name`_at, kept as text; either may be left out."""
    return side_by_side(
        beside,
        colander.SchemaNode(KeptDay(), name=f"{name}_on", title=day, missing="", widget=DateWidget()),
        colander.SchemaNode(KeptTime(), name=f"{name}_at", title=at, missing="", widget=TimeWidget()),
    )


def tick_node(name: str, title: TranslationString, **more: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(), name=name, title=title, missing=False, default=False, widget=CheckboxWidget(), **more
    )


def choice_node(name: str, title: TranslationString, values: list[tuple[str, Any]], **more: Any) -> colander.SchemaNode:
    """One of a few; the first where nothing is chosen."""
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        missing=values[0][0],
        default=values[0][0],
        widget=SelectWidget(values=values),
        validator=colander.OneOf([value for value, _ in values]),
        **more,
    )


def procedures_named(codes: Any, request: Any) -> list[tuple[str, str]]:
    """Code and title of those of these procedures that citizens find."""
    found, today = [], request.now.date()
    for code in codes:
        procedure = request.site.procedures.get(code)
        revision = procedure.published(today) if procedure is not None else None
        if revision is not None:
            found.append((code, revision.record.title))
    return found


@colander.deferred
def _officials(node: colander.SchemaNode, kw: dict[str, Any]) -> SelectWidget:
    listed = kw["request"].site.accounts.listed()
    return SelectWidget(values=[("", message("None of them")), *((one.login, one.name) for one in listed)])


@colander.deferred
def _is_official(node: colander.SchemaNode, kw: dict[str, Any]) -> colander.OneOf:
    item = kw.get("item")
    kept = [item.text["account"]] if item is not None and item.text.get("account") else []
    return colander.OneOf([*(one.login for one in kw["request"].site.accounts.listed()), *kept])


def account_node() -> colander.SchemaNode:
    """An official of the public list."""
    return colander.SchemaNode(
        colander.String(),
        name="account",
        title=message("Official of the public list"),
        description=message("Chosen: name, title, field and telephone come from there, and are kept up there alone"),
        missing="",
        widget=_officials,
        validator=_is_official,
    )
