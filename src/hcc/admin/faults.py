"""What is wrong with the text of a procedure, in the words of the form.

The rules are those of catalogue files, and so are their sentences: they call things by the keys of a file, which
whoever fills in the form never sees.
"""

import re
from collections.abc import Callable, Iterator, Mapping

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

_KEY = re.compile(r'"([a-z][a-z_0-9]*)"')

Say = Callable[[TranslationString], str]


class Worded(Refusal):
    """A fault in words that are translated already."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    @property
    def sentence(self) -> TranslationString:
        return TranslationString(self._words)


def in_words_of_the_form(refusal: Refusal, say: Say) -> Refusals:
    """The same complaints, every key of a file replaced by what the form calls it."""
    return Refusals([_worded(c, say) if isinstance(c, RecordFault) else c for c in refusal.complaints])


def _worded(fault: RecordFault, say: Say) -> Worded:
    names = _names(fault.problem)

    def name(found: re.Match[str]) -> str:
        return f"“{say(names[found[1]])}”" if found[1] in names else found[0]

    return Worded(_KEY.sub(name, say(fault.sentence)))


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
