"""A procedure's record as the form shows it, and the record a filled-in form asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from enum import StrEnum
from typing import Any

import colander

from hcc.procedures.record import (
    FURTHER_FROM,
    Audience,
    Case,
    Component,
    Fee,
    FeeKind,
    Level,
    LimitUnit,
    Method,
    ProcedureRecord,
    TimeLimit,
)

from .schemas import Answer, ProcedureSchema

_LINES = ("everyday_names", "asked_as", "conditions", "steps", "results", "legal_basis")
"""Fields that hold several texts: one a line in the form."""
_ROWS = ("fees", "time_limits", "components", "cases", "methods")
_BOXES = ("audiences", "life_events")
_KEPT = ("code", "sources")
"""What the form neither shows nor changes."""
_TYPED = {one.name for one in fields(ProcedureRecord)} - {*_KEPT}


def values_of(record: ProcedureRecord) -> dict[str, Any]:
    """The record in the shape of `ProcedureSchema`."""
    values = {name: value for name, value in vars(record).items() if name not in _KEPT}
    values |= {name: "\n".join(values[name]) for name in _LINES}
    values |= {name: [_row(entry) for entry in values[name]] for name in _ROWS}
    for fee in values["fees"]:
        if fee["kind"] != FeeKind.PER_PAGE and fee["further_from"] == FURTHER_FROM:
            fee["further_from"] = None
    values["cases"] = [{**case, "was": case["name"]} for case in values["cases"]]
    values |= {name: {str(value) for value in values[name]} for name in _BOXES}
    values["non_territorial"] = {True: Answer.YES.value, False: Answer.NO.value, None: ""}[record.non_territorial]
    return _grouped(ProcedureSchema(), values)


def record_from(base: ProcedureRecord, typed: Mapping[str, Any]) -> ProcedureRecord:
    """The record the form asks for; what the form does not show stays as it is in `base`."""
    values = _flat(typed)
    values = {name: value for name, value in values.items() if name in _TYPED}
    values |= {name: tuple(line for text in values[name].splitlines() if (line := text.strip())) for name in _LINES}
    values |= {name: [_flat(row) for row in values[name]] for name in _ROWS}
    _call_cases(values)
    values["fees"] = tuple(_fee(fee) for fee in values["fees"])
    values["time_limits"] = tuple(
        TimeLimit(**{**limit, "unit": LimitUnit(limit["unit"]), "amount": _whole(limit["amount"])})
        for limit in values["time_limits"]
    )
    values["components"] = tuple(Component(**component) for component in values["components"])
    values["cases"] = tuple(Case(**case) for case in values["cases"])
    values["methods"] = tuple(Method(**method) for method in values["methods"])
    values["level"] = Level(values["level"])
    values["audiences"] = tuple(Audience(value) for value in _ordered(values["audiences"], base.audiences, Audience))
    values["life_events"] = _ordered(values["life_events"], base.life_events, ())
    values["non_territorial"] = {Answer.YES: True, Answer.NO: False}.get(values["non_territorial"])
    return replace(base, **values)


def _fee(row: dict[str, Any]) -> Fee:
    """What a row says; the page from which a fee is another one is asked of fees by the page only."""
    kind, page = FeeKind(row["kind"]), row["further_from"]
    if page is None or (page == 0 and kind is not FeeKind.PER_PAGE):
        page = FURTHER_FROM
    return Fee(**{**row, "kind": kind, "further_from": page})


def _call_cases(values: dict[str, Any]) -> None:
    """Papers, fees and time limits follow a case whose name was changed in the form."""
    now = {case["name"] for case in values["cases"]}
    former = ((case.pop("was"), case["name"]) for case in values["cases"])
    renamed = {was: name for was, name in former if was and was not in now}
    for row in (*values["components"], *values["fees"], *values["time_limits"]):
        row["case"] = renamed.get(row["case"], row["case"])
    for paper in values["components"]:
        paper.pop("form_upload", None)


def _grouped(node: colander.SchemaNode, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field name put into the groups of the form."""
    shaped: dict[str, Any] = {}
    for child in node.children:
        if isinstance(child.typ, colander.Mapping):
            shaped[child.name] = _grouped(child, values)
        elif child.name not in values:
            continue
        elif isinstance(child.typ, colander.Sequence):
            shaped[child.name] = [_grouped(child.children[0], row) for row in values[child.name]]
        else:
            shaped[child.name] = colander.null if values[child.name] is None else values[child.name]
    return shaped


def _flat(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form without its groups."""
    flat: dict[str, Any] = {}
    for name, value in typed.items():
        flat |= _flat(value) if isinstance(value, Mapping) else {name: value}
    return flat


def _row(entry: Any) -> dict[str, Any]:
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in asdict(entry).items()}


def _ordered(chosen: Iterable[str], before: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """What is ticked: in the order it had, then as it is listed, then by name."""
    rest = set(chosen)
    order = [*before, *known, *sorted(rest)]
    return tuple(value for value in dict.fromkeys(order) if value in rest)


def _whole(amount: float | None) -> float | None:
    return int(amount) if amount is not None and amount == int(amount) else amount
