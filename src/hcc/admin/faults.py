"""What is wrong with the text of a procedure, in the words of the form.

The rules are those of catalogue files, and so are their sentences: they call things by the keys of a file, which
whoever fills in the form never sees.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import colander

from hcc.core.errors import Refusal, Refusals
from hcc.core.text import TranslationString
from hcc.procedures.checking import RecordFault
from hcc.procedures.toml_files import Problem

from .schemas import (
    KIND_NAMES,
    UNIT_NAMES,
    CaseSchema,
    ComponentSchema,
    FeeSchema,
    LimitSchema,
    MethodSchema,
    ProcedureSchema,
)

_OF_TIME_LIMITS = {
    Problem.UNIT_WITHOUT_AMOUNT,
    Problem.AMOUNT_WITHOUT_UNIT,
    Problem.AMOUNT_NOT_COUNTED,
    Problem.BAD_TIME,
}
"""Where "amount" is how many days or hours; elsewhere it is money."""

_WANTED = {
    Problem.FEE_WITHOUT_AMOUNT: "amount",
    Problem.UNIT_WITHOUT_AMOUNT: "amount",
    Problem.NO_FURTHER_AMOUNT: "further_amount",
    Problem.WORDING_MISSING: "wording",
    Problem.REVIEW_MISSING: "review",
    Problem.DATABASE_MISSING: "database",
    Problem.REASON_MISSING: "online_reason",
}
"""What is to be filled in, where a file has a place only for what stands."""

_KEY = re.compile(r'"([a-z][a-z_0-9]*)"')
_QUOTED = re.compile(r'"([^"]*)"')

Say = Callable[[TranslationString], str]


class Worded(Refusal):
    """A fault in words that are translated already, at its field of the form."""

    def __init__(self, words: str, field: str = "", line: int = 0) -> None:
        super().__init__()
        self._words, self.field, self.line = words, field, line

    @property
    def sentence(self) -> TranslationString:
        return TranslationString(self._words)


def in_words_of_the_form(refusal: Refusal, say: Say, typed: Mapping[str, Any] = MappingProxyType({})) -> Refusals:
    """The same complaints, every key of a file replaced by what the form calls it; `typed`: the values of the form."""
    return Refusals([_worded(c, say, typed) if isinstance(c, RecordFault) else c for c in refusal.complaints])


def _worded(fault: RecordFault, say: Say, typed: Mapping[str, Any]) -> Worded:
    names = _names(fault.problem)

    def name(found: re.Match[str]) -> str:
        return f"“{say(names[found[1]])}”" if found[1] in names else found[0]

    words = _QUOTED.sub(r"“\1”", _KEY.sub(name, say(fault.sentence)))
    path, place = _at(fault)
    value: Any = typed
    for step in path.split(".") if place else ():
        value = value.get(step) if isinstance(value, Mapping) else None
    return Worded(words, path, _line(value, place))


def _line(text: Any, place: int) -> int:
    """The line in which the so-many-eth text stands: a record knows nothing of the empty ones between them."""
    filled = [n for n, line in enumerate(text.splitlines(), 1) if line.strip()] if isinstance(text, str) else []
    return filled[place - 1] if 0 < place <= len(filled) else place


def _at(fault: RecordFault) -> tuple[str, int]:
    """The field of the form a fault lies at, as "components.0.more.form_file", and its line in a field of lines."""
    place = (*fault.place, fault.missing) if fault.missing else fault.place
    if (wanted := _WANTED.get(fault.problem)) is not None:
        place = (*place[:-1], wanted)
    path: list[str] = []
    node, line = ProcedureSchema(), 0
    for name in place:
        if isinstance(name, int):
            if not isinstance(node.typ, colander.Sequence):
                line = name + 1
                break
            path.append(str(name))
            node = node.children[0]
            continue
        steps = _way(node, name)
        if steps is None:
            break
        path += [str(step.name) for step in steps]
        node = steps[-1]
    return ".".join(path), line


def _way(node: colander.SchemaNode, name: str) -> list[colander.SchemaNode] | None:
    """The groups one goes through from a part of the form to a field in it, and the field."""
    for child in node.children if isinstance(node.typ, colander.Mapping) else ():
        if child.name == name:
            return [child]
        if isinstance(child.typ, colander.Mapping) and (below := _way(child, name)) is not None:
            return [child, *below]
    return None


def _fields(node: colander.SchemaNode) -> Iterator[colander.SchemaNode]:
    """The fields of a part of the form, those of its groups included."""
    for child in node.children:
        if isinstance(child.typ, colander.Mapping):
            yield from _fields(child)
        else:
            yield child


def _names(problem: Problem) -> Mapping[str, TranslationString]:
    schemas = [ProcedureSchema, CaseSchema, MethodSchema, ComponentSchema, FeeSchema, LimitSchema]
    if problem not in _OF_TIME_LIMITS:
        schemas.reverse()
    names = {str(node.name): node.title for schema in schemas for node in _fields(schema())}
    # A whole procedure's name is the one that can be missing; a paper's stands in its own row.
    names |= {node.name: node.title for node in ProcedureSchema().children}
    return names | {key.value: name for key, name in (*UNIT_NAMES.items(), *KIND_NAMES.items())}
