"""The [[sections]] of a procedure: time limits, fees, papers, cases, ways to hand in."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from .file_problems import Problem
from .record import Case, Channel, Component, Fee, FeeKind, LimitUnit, Method, Replacement, TimeLimit
from .toml_checks import (
    BAD,
    LIST_LIMIT,
    MONEY_LIMIT,
    PAPERS_LIMIT,
    SHORT_NAME_LIMIT,
    TEXT_LIMIT,
    Check,
    Source,
    choice,
    flag,
    form_file,
    half_units,
    keys_of,
    name_of,
    one_line,
    page_number,
    plain_choice,
    shown_value,
    whole,
)
from .toml_places import Place

_COUNTED = (LimitUnit.WORKING_DAYS, LimitUnit.DAYS, LimitUnit.HOURS)
_PAID = (FeeKind.PER_PAGE, FeeKind.PER_CASE)


NOTE = one_line(TEXT_LIMIT)
_MONEY = whole(MONEY_LIMIT)

_TIME_LIMIT_KEYS: dict[str, Check] = {
    "case": NOTE,
    "channel": plain_choice(Channel),
    "unit": choice(LimitUnit),
    "amount": half_units,
    "after_15": flag,
    "wording": NOTE,
    "review": NOTE,
}
_FEE_KEYS: dict[str, Check] = {
    "case": NOTE,
    "channel": plain_choice(Channel),
    "kind": choice(FeeKind),
    "amount": _MONEY,
    "further_amount": _MONEY,
    "further_from": page_number,
    "cap": _MONEY,
    "per": one_line(SHORT_NAME_LIMIT),
    "exempt": NOTE,
    "wording": NOTE,
    "review": NOTE,
}
_COMPONENT_KEYS: dict[str, Check] = {
    "name": one_line(TEXT_LIMIT, required=True),
    "original": whole(PAPERS_LIMIT),
    "copy": whole(PAPERS_LIMIT),
    "required": flag,
    "note": NOTE,
    "case": NOTE,
    "form": one_line(SHORT_NAME_LIMIT),
    "form_file": form_file,
    "replaced_by": plain_choice(Replacement),
    "database": one_line(SHORT_NAME_LIMIT),
}
_CASE_KEYS: dict[str, Check] = {
    "name": one_line(TEXT_LIMIT, required=True),
    "code": one_line(SHORT_NAME_LIMIT),
    "note": NOTE,
}
_METHOD_KEYS: dict[str, Check] = {"channel": plain_choice(Channel), "note": NOTE}
ENTRY_KEYS: dict[type, dict[str, Check]] = {
    TimeLimit: _TIME_LIMIT_KEYS,
    Fee: _FEE_KEYS,
    Component: _COMPONENT_KEYS,
    Case: _CASE_KEYS,
    Method: _METHOD_KEYS,
}


def time_limit_of(source: Source, path: Place, table: dict[str, Any]) -> TimeLimit | object:
    required = () if "amount" in table else ("unit",)
    values = keys_of(source, path, table, _TIME_LIMIT_KEYS, required)
    unit = values.get("unit")
    if "unit" not in values and "amount" in values:
        source.report(Problem.AMOUNT_WITHOUT_UNIT, (*path, "amount"), key="amount", unit_key="unit")
    elif unit in _COUNTED and "amount" not in values:
        source.report(Problem.UNIT_WITHOUT_AMOUNT, (*path, "unit"), unit=unit)
    elif isinstance(unit, LimitUnit) and unit not in _COUNTED and "amount" in values:
        source.report(Problem.AMOUNT_NOT_COUNTED, (*path, "amount"), unit=unit)
    if values.get("after_15") is True and isinstance(unit, LimitUnit) and unit is not LimitUnit.SAME_DAY:
        source.report(Problem.AFTER_15_NOT_SAME_DAY, (*path, "after_15"))
    if unit is LimitUnit.WORDING:
        _wording_only(source, path, values, "unit")
    return _built(TimeLimit, values, "unit")


def fee_of(source: Source, path: Place, table: dict[str, Any]) -> Fee | object:
    required = () if "amount" in table else ("kind",)
    values = keys_of(source, path, table, _FEE_KEYS, required)
    kind = values.get("kind")
    amount = values.get("amount", 0)
    if "kind" not in values and "amount" in values:
        source.report(Problem.AMOUNT_WITHOUT_UNIT, (*path, "amount"), key="amount", unit_key="kind")
    elif kind in _PAID and amount == 0:
        source.report(Problem.FEE_WITHOUT_AMOUNT, (*path, "amount" if "amount" in values else "kind"), kind=kind)
    elif isinstance(kind, FeeKind) and kind not in _PAID and amount not in (0, BAD):
        source.report(Problem.AMOUNT_NOT_TAKEN, (*path, "amount"), key="amount", kind=kind)
    if kind is FeeKind.PER_PAGE:
        _page_fee(source, path, values)
    elif isinstance(kind, FeeKind):
        for key in ("further_amount", "further_from", "cap"):
            if key in values:
                source.report(Problem.ONLY_PER_PAGE, (*path, key), key=key)
    if kind is FeeKind.WORDING:
        _wording_only(source, path, values, "kind")
    return _built(Fee, values, "kind")


def _page_fee(source: Source, path: Place, values: dict[str, Any]) -> None:
    if values.get("further_amount", 0) == 0:
        key = "further_amount" if "further_amount" in values else "kind"
        source.report(Problem.NO_FURTHER_AMOUNT, (*path, key))
    amount, cap = values.get("amount", 0), values.get("cap", 0)
    if BAD not in (amount, cap) and 0 < cap < amount:
        source.report(Problem.CAP_BELOW_AMOUNT, (*path, "cap"))


def _wording_only(source: Source, path: Place, values: dict[str, Any], key: str) -> None:
    if not values.get("wording"):
        source.report(Problem.WORDING_MISSING, (*path, "wording" if "wording" in values else key))
    if not values.get("review"):
        source.report(Problem.REVIEW_MISSING, (*path, "review" if "review" in values else key))


def component_of(source: Source, path: Place, table: dict[str, Any]) -> Component | object:
    values = keys_of(source, path, table, _COMPONENT_KEYS, ("name",))
    by_database = values.get("replaced_by") == Replacement.DATABASE
    if by_database and not values.get("database"):
        source.report(Problem.DATABASE_MISSING, (*path, "replaced_by"))
    elif values.get("database") and not by_database:
        source.report(Problem.DATABASE_ALONE, (*path, "database"))
    return _built(Component, values, "name")


def case_of(source: Source, path: Place, table: dict[str, Any]) -> Case | object:
    return _built(Case, keys_of(source, path, table, _CASE_KEYS, ("name",)), "name")


def method_of(source: Source, path: Place, table: dict[str, Any]) -> Method | object:
    return _built(Method, keys_of(source, path, table, _METHOD_KEYS, ("channel",)), "channel")


Entry = TimeLimit | Fee | Component | Case | Method


def _built(kind: Callable[..., Any], values: dict[str, Any], needed: str) -> Any:
    if needed not in values or any(value is BAD for value in values.values()):
        return BAD
    return kind(**values)


def sections(one: Callable[[Source, Place, dict[str, Any]], Any], same: Problem) -> Check:
    """Check a list of [[...]] sections; entries that say the same are reported as `same`."""

    def check(source: Source, path: Place, value: Any) -> Any:
        key = name_of(path)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            return source.report(Problem.NOT_TABLES, path, key=key)
        if len(value) > LIST_LIMIT:
            return source.report(Problem.TOO_MANY, path, key=key, length=len(value), limit=LIST_LIMIT)
        entries = [one(source, (*path, index), entry) for index, entry in enumerate(value)]
        seen = set()
        for index, entry in enumerate(entries):
            if entry is BAD:
                continue
            likeness = _likeness(entry)
            if likeness in seen:
                shown = shown_value(str(getattr(entry, "name", "") or getattr(entry, "wording", "") or key))
                entries[index] = source.report(same, (*path, index), key=key, value=shown)
            seen.add(likeness)
        return BAD if any(entry is BAD for entry in entries) else tuple(entries)

    return check


def _likeness(entry: Entry) -> tuple[Any, ...]:
    """Two entries of one list must differ in this."""
    if isinstance(entry, TimeLimit):
        return entry.case.casefold(), entry.channel
    if isinstance(entry, Component):
        return entry.name.casefold(), entry.note.casefold(), entry.case.casefold()
    if isinstance(entry, Case):
        return (entry.name.casefold(),)
    if isinstance(entry, Method):
        return (entry.channel,)
    return tuple(getattr(entry, part.name) for part in fields(entry))
