"""The form in which an internal process is written: a table of steps, worked with or without scripts."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import colander
from deform.widget import HiddenWidget, MappingWidget, SelectWidget, SequenceWidget, TextInputWidget
from pyramid.request import Request

from hcc.core.roles import ROLE_NAMES, Role
from hcc.core.text import clean_line, message
from hcc.procedures.process_words import OUTSIDE, STAGE_NAMES
from hcc.procedures.processes import (
    ANY_UNIT,
    BASIS_LIMIT,
    MOST_HOURS,
    MOST_STEPS,
    MOST_WAYS,
    NAME_LIMIT,
    STAGE_ROLES,
    WHEN_LIMIT,
    InternalProcess,
    ProcessStep,
    Stage,
    Way,
)
from hcc.web.field_look import walk
from hcc.web.forms import FieldLook, Form, FormSchema, StrictSchema, read_controls

ROW_BUTTON = "row"
"""Name of the buttons that change the rows; its value is what and which, as "up.2"."""
_CHANGE = re.compile(r"(up|down|remove|add)\.(\d{1,3})\Z", re.ASCII)
KEY = "step_key"
"""The field with a row's key; "key" alone is the form's own."""
MOST_KEY = 9_999
ROLES = tuple(dict.fromkeys(role for stage in Stage if stage is not Stage.CONSULT for role in STAGE_ROLES[stage]))
"""The roles a step may name; who gives an opinion has one of them, or is the director."""

Controls = list[tuple[str, Any]]
_QUARTER = 4


class Hours(colander.SchemaType):
    """Working hours in quarters: 4 or 0,5; 0 where no time is set."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else f"{appstruct:g}".replace(".", ",")

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        text = "" if cstruct is colander.null else str(cstruct).strip().replace(",", ".")
        if not text:
            return colander.null
        hours = hours_in(text)
        if hours is None:
            facts = {"most": f"{MOST_HOURS:,}".replace(",", ".")}
            raise colander.Invalid(node, message("Write hours such as 4 or 0,5, at most ${most}", mapping=facts))
        return hours


def hours_in(text: str) -> float | None:
    """Hours as they are typed, in quarters; None for what is none."""
    text = text.strip().replace(",", ".")
    hours = float(text) if re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text, re.ASCII) else -1.0
    return hours if 0 <= hours <= MOST_HOURS and not hours * _QUARTER % 1 else None


class StepsForm(Form):
    """The form of the steps: what is wrong in a row is said with the number of its step."""

    @property
    def complaints(self) -> list[tuple[str, str]]:
        steps = self["steps"]
        rows = getattr(steps, "sequence_fields", ())
        row_of = {f"#{FieldLook(one).target}": place for place, row in enumerate(rows, 1) for one in walk(row)}
        return [(href, self._at(row_of.get(href, 0), said)) for href, said in super().complaints]

    def _at(self, place: int, sentence: str) -> str:
        facts = {"place": place, "sentence": sentence}
        return self.translate(message("Step ${place}: ${sentence}", mapping=facts)) if place else sentence


class StepsWidget(SequenceWidget):
    """Steps as rows of a table, each with buttons that move it or take it away."""

    template = "process_steps"
    item_template = "process_step"
    max_len = MOST_STEPS


def _line(name: str, title: Any, limit: int, **more: Any) -> colander.SchemaNode:
    validator = colander.Length(max=limit)
    return colander.SchemaNode(colander.String(), name=name, title=title, validator=validator, missing="", **more)


def _choice(name: str, title: Any, values: Sequence[tuple[str, Any]], **more: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        widget=SelectWidget(values=list(values), unmarked=True),
        validator=colander.OneOf([value for value, _ in values]),
        **more,
    )


Labels = list[tuple[int, str]]
"""Key and name of each row, in their order."""


def process_schema(labels: Labels, units: Sequence[tuple[str, Any]], people: Sequence[tuple[str, Any]]) -> FormSchema:
    """The form for rows of these names, with the units and officials that can be chosen."""
    steps = [(str(key), f"{place}. {name}" if name else str(place)) for place, (key, name) in enumerate(labels, 1)]
    roles = [*((role.value, ROLE_NAMES[role]) for role in (*ROLES, Role.DIRECTOR)), ("", OUTSIDE)]
    row = StrictSchema(name="step", title=message("Step"), widget=MappingWidget())
    row.add(
        colander.SchemaNode(
            colander.Integer(), name=KEY, widget=HiddenWidget(), validator=colander.Range(min=1, max=MOST_KEY)
        )
    )
    row.add(_line("name", message("What is done"), NAME_LIMIT, widget=TextInputWidget(unmarked=True)))
    row.add(_choice("stage", message("Kind of step"), [(one.value, STAGE_NAMES[one]) for one in Stage]))
    row.add(_choice("role", message("Role"), roles, missing=""))
    row.add(_choice("unit", message("Unit"), units))
    row.add(_choice("stand_in", message("Stands in"), [("", message("nobody")), *people], missing=""))
    hours = TextInputWidget(inputmode="decimal", short=True, unmarked=True)
    row.add(colander.SchemaNode(Hours(), name="hours", title=message("Hours of work"), missing=0.0, widget=hours))
    for number in range(1, MOST_WAYS + 1):
        to = message("Next step") if number == 1 else message("Or step ${number}", mapping={"number": number})
        row.add(_choice(f"to{number}", to, [("", message("none")), *steps], missing=""))
        row.add(_line(f"when{number}", message("In which case"), WHEN_LIMIT, widget=TextInputWidget(unmarked=True)))
    schema = FormSchema()
    basis = message("Number and day of the decision that approved it, where there is one")
    schema.add(_line("basis", message("Approved by"), BASIS_LIMIT, description=basis))
    schema.add(
        colander.SchemaNode(
            colander.Sequence(), row, name="steps", title=message("Steps"), widget=StepsWidget(), validator=_keys_differ
        )
    )
    schema.add(colander.SchemaNode(colander.String(), name="opened_on", widget=HiddenWidget()))
    return schema


def _keys_differ(node: colander.SchemaNode, steps: list[dict[str, Any]]) -> None:
    if len({step[KEY] for step in steps}) < len(steps):
        raise colander.Invalid(node, message("The form came back damaged. Open the page again."))


def unit_choices(request: Request, process: InternalProcess | None) -> list[tuple[str, Any]]:
    """The open units, and those the process names already."""
    named = {step.unit for step in process.steps} if process is not None else set()
    units = [one for one in request.site.accounts.units() if not one.closed or one.number in named]
    return [(str(ANY_UNIT), message("any unit")), *((str(one.number), one.name) for one in units)]


def people_choices(request: Request, process: InternalProcess | None) -> list[tuple[str, Any]]:
    """Officials who can sign in, and those the process names already."""
    named = {step.stand_in for step in process.steps} if process is not None else set()
    officials = request.site.accounts.officials()
    return [(one.login, one.name) for one in officials if not one.disabled or one.login in named]


def values_of(process: InternalProcess) -> dict[str, Any]:
    """What the form shows of a process."""
    return {"basis": process.basis, "steps": [_row_of(step) for step in process.steps]}


def _row_of(step: ProcessStep) -> dict[str, Any]:
    row = {
        KEY: step.key,
        "name": step.name,
        "stage": step.stage.value,
        "role": step.role,
        "unit": str(step.unit),
        "stand_in": step.stand_in,
        "hours": step.hours,
    }
    for number, way in enumerate(step.ways[:MOST_WAYS], 1):
        row |= {f"to{number}": str(way.to), f"when{number}": way.when}
    return row


def process_from(typed: dict[str, Any]) -> InternalProcess:
    """The process that was typed."""
    return InternalProcess(tuple(map(_step_of, typed["steps"])), clean_line(typed["basis"]))


def process_typed(controls: Controls) -> InternalProcess:
    """What is typed, as far as it can be read: to be drawn, whatever is wrong with it, and never kept."""
    tree = read_controls(controls).tree
    basis = tree.get("basis", "")
    steps = tuple(_step_typed(row) for row in _rows(tree)[:MOST_STEPS] if _key(row))
    return InternalProcess(steps, clean_line(basis)[:BASIS_LIMIT] if isinstance(basis, str) else "")


def _step_typed(row: dict[str, Any]) -> ProcessStep:
    said = {name: clean_line(value) for name, value in row.items() if isinstance(value, str)}

    def number(name: str) -> int:
        text = said.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_KEY)) else 0

    stage, role = said.get("stage", ""), said.get("role", "")
    ways = [(number(f"to{n}"), said.get(f"when{n}", "")[:WHEN_LIMIT]) for n in range(1, MOST_WAYS + 1)]
    return ProcessStep(
        key=_key(row),
        name=said.get("name", "")[:NAME_LIMIT],
        stage=Stage(stage) if stage in set(Stage) else Stage.PROCESS,
        role=role if role in set(Role) else "",
        unit=number("unit"),
        hours=hours_in(said.get("hours", "")) or 0,
        ways=tuple(Way(to, when) for to, when in ways if to),
        stand_in=said.get("stand_in", ""),
    )


def _step_of(row: dict[str, Any]) -> ProcessStep:
    ways = [(row[f"to{n}"], clean_line(row[f"when{n}"])) for n in range(1, MOST_WAYS + 1)]
    return ProcessStep(
        key=row[KEY],
        name=clean_line(row["name"]),
        stage=Stage(row["stage"]),
        role=row["role"],
        unit=int(row["unit"]),
        hours=row["hours"],
        ways=tuple(Way(int(to), when) for to, when in ways if to),
        stand_in=row["stand_in"],
    )


def labels_of(process: InternalProcess) -> Labels:
    return [(step.key, step.name) for step in process.steps]


def labels_typed(controls: Controls) -> Labels:
    """The rows as they were sent. Raises HTTPBadRequest for what no browser sends."""
    found = []
    for row in _rows(read_controls(controls).tree):
        key, name = _key(row), row.get("name")
        if key:
            found.append((key, name if isinstance(name, str) else ""))
    return found


def _key(row: dict[str, Any]) -> int:
    """The key of a row as it was sent; 0 for what no page of ours has there."""
    key = row.get(KEY)
    plain = isinstance(key, str) and key.isascii() and key.isdecimal() and len(key) <= len(str(MOST_KEY))
    return int(key) if plain and isinstance(key, str) else 0


def _rows(tree: dict[str, Any]) -> list[dict[str, Any]]:
    rows = tree.get("steps")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def with_rows_changed(controls: Controls, change: str) -> Controls:
    """What was sent, with a row moved, taken away or added as a button says; as it was for a value no button has."""
    sent = [(name, value) for name, value in controls if name != ROW_BUTTON]
    found = _CHANGE.match(change)
    tree = read_controls(sent).tree
    if found is None:
        return sent
    rows, what, at = _rows(tree), found[1], int(found[2])
    if what == "add" and len(rows) < MOST_STEPS:
        rows.append(
            {KEY: str(max(map(_key, rows), default=0) + 1), "stage": Stage.PROCESS.value, "unit": str(ANY_UNIT)}
        )
    elif what == "remove" and at < len(rows):
        rows.pop(at)
    elif what in ("up", "down") and at < len(rows):
        to = at - 1 if what == "up" else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
    return list(_controls({**tree, "steps": rows}))


def _controls(tree: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if name != "steps":
            if isinstance(value, str):
                yield name, value
            continue
        yield "__start__", "steps:sequence"
        for row in value:
            yield "__start__", "step:mapping"
            yield from ((key, text) for key, text in row.items() if isinstance(text, str))
            yield "__end__", "step:mapping"
        yield "__end__", "steps:sequence"
