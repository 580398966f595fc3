"""The values of a form in which something cannot be read: what is wrong with the rest can be told at once."""

from typing import Any

import colander
import deform

from hcc.web.forms import Form

STAND_IN = "–"
"""Stands for a text that cannot be read."""

Unreadable = set[tuple[str | int, ...]]


def readable(form: Form) -> tuple[dict[str, Any] | None, Unreadable]:
    """The values, with something sound in place of what cannot be read, and where that stood: ("fees", 0) for a row,
    ("name",) for a field. None where even so nothing can be made of it.
    """
    unreadable: Unreadable = set()
    try:
        return form.schema.deserialize(_sound(form, (), unreadable)), unreadable
    except colander.Invalid:
        return None, unreadable


def _sound(field: deform.Field, place: tuple[str | int, ...], unreadable: Unreadable) -> Any:
    if isinstance(field.typ, colander.Mapping):
        # The fields of a group are named without it, those of a row stand for the row.
        below = {child.name: (child.name,) if len(place) < 2 else place for child in field.children}
        return {child.name: _sound(child, below[child.name], unreadable) for child in field.children}
    if isinstance(field.typ, colander.Sequence):
        rows = getattr(field, "sequence_fields", ())
        return [_sound(row, (*place, number), unreadable) for number, row in enumerate(rows)]
    if field.error is None:
        return field.cstruct
    unreadable.add(place)
    if not field.required:
        return colander.null
    choices = [value for value, _ in getattr(field.widget, "values", None) or () if value]
    return choices[0] if choices else STAND_IN
