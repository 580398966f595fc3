"""One procedure as a TOML table: its keys in their order, and what only shows between them."""

from collections.abc import Set
from typing import Any

from ..core.identifiers import CASE
from .file_problems import Problem
from .record import Audience, Level, OnlineLevel, ProcedureRecord
from .toml_checks import (
    BAD,
    NAME_LIMIT,
    PAPERS_LIMIT,
    PHRASE_LIMIT,
    PHRASES_LIMIT,
    SHORT_NAME_LIMIT,
    TEXT_LIMIT,
    Check,
    Source,
    choice,
    choices_of,
    day,
    flag,
    keys_of,
    name_of,
    one_line,
    plain_choice,
    portal_url,
    procedure_code,
    shown_value,
    text_list,
    texts_of,
    whole,
)
from .toml_places import Place
from .toml_sections import NOTE, case_of, component_of, fee_of, method_of, sections, time_limit_of


def _sources(source: Source, path: Place, value: Any) -> Any:
    if not isinstance(value, dict):
        return source.report(Problem.NOT_TABLE, path, key=name_of(path))
    values = keys_of(source, path, value, dict.fromkeys(SOURCE_KEYS, one_line(TEXT_LIMIT, required=True)), ())
    return BAD if any(text is BAD for text in values.values()) else values


_RECORD_KEYS: dict[str, Check] = {
    "code": procedure_code,
    "name": one_line(NAME_LIMIT, required=True),
    "short_name": one_line(SHORT_NAME_LIMIT),
    "everyday_names": text_list,
    "asked_as": texts_of(PHRASES_LIMIT, PHRASE_LIMIT),
    "field": one_line(SHORT_NAME_LIMIT, required=True),
    "level": choice(Level),
    "audience": NOTE,
    "audiences": choices_of(Audience),
    "life_events": text_list,
    "agency": NOTE,
    "online": plain_choice(OnlineLevel),
    "online_reason": NOTE,
    "portal_url": portal_url,
    "non_territorial": flag,
    "announcement": NOTE,
    "announced_on": day,
    "effective_from": day,
    "effective_to": day,
    "successor": procedure_code,
    "review": NOTE,
    "sets": whole(PAPERS_LIMIT),
    "results": text_list,
    "conditions": text_list,
    "legal_basis": text_list,
    "steps": text_list,
    "methods": sections(method_of, Problem.DUPLICATE_TEXT),
    "cases": sections(case_of, Problem.DUPLICATE_TEXT),
    "time_limits": sections(time_limit_of, Problem.SAME_CASE_TWICE),
    "fees": sections(fee_of, Problem.DUPLICATE_TEXT),
    "components": sections(component_of, Problem.DUPLICATE_TEXT),
    "sources": _sources,
}
WRITTEN_AS_SECTIONS = ("methods", "cases", "time_limits", "fees", "components")
WRITTEN_FIRST = tuple(key for key in _RECORD_KEYS if key not in (*WRITTEN_AS_SECTIONS, "sources"))
SOURCE_KEYS = ("default", *(key for key in _RECORD_KEYS if key not in ("sources", "review", "asked_as")))


def record_of(source: Source, table: dict[str, Any]) -> ProcedureRecord | None:
    values = keys_of(source, (), table, _RECORD_KEYS, ("code", "name", "field"))
    sound = {key: value for key, value in values.items() if value is not BAD}
    if {"code", "name", "field"} - sound.keys():
        return None
    record = ProcedureRecord(**sound)
    _check_together(source, record, values.keys() - sound.keys())
    return record if len(sound) == len(values) else None


def _check_together(source: Source, record: ProcedureRecord, bad: Set[str]) -> None:
    """What only shows between the values of one procedure; nothing is said of a value that is `bad` in itself."""
    if record.effective_from and record.effective_to and record.effective_to < record.effective_from:
        source.report(Problem.DATES_REVERSED, ("effective_to",))
    if not bad & {"online", "online_reason"}:
        if record.online == OnlineLevel.PARTIAL and not record.online_reason:
            source.report(Problem.REASON_MISSING, ("online",))
        if record.online_reason and record.online != OnlineLevel.PARTIAL:
            source.report(Problem.REASON_ALONE, ("online_reason",))
    if record.successor == record.code:
        source.report(Problem.OWN_SUCCESSOR, ("successor",))
    for index, case in enumerate(record.cases):
        if case.code and not (CASE.match(case.code) and case.code.rpartition(".")[0] == record.code[:8]):
            example = f"{record.code[:8]}.01"
            source.report(
                Problem.BAD_CASE_CODE, ("cases", index, "code"), value=shown_value(case.code), example=example
            )
    if not bad & {"cases", "fees", "time_limits"}:
        _check_cases(source, record)


def _check_cases(source: Source, record: ProcedureRecord) -> None:
    """Papers and time limits name cases that stand somewhere."""
    named = {case.name for case in record.cases}
    named |= {fee.case for fee in record.fees}
    # Without cases a limit names its own, of which nothing else is to be said.
    for index, limit in enumerate(record.time_limits if record.cases else ()):
        if limit.case and limit.case not in named:
            source.report(Problem.UNKNOWN_CASE, ("time_limits", index, "case"), value=shown_value(limit.case))
    named |= {limit.case for limit in record.time_limits}
    for index, component in enumerate(record.components):
        if component.case and component.case not in named:
            source.report(Problem.UNKNOWN_CASE, ("components", index, "case"), value=shown_value(component.case))
