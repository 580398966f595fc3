"""The same rules for a record from a form as for one from a file: written canonically, read back, every fault named."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import TranslationString

from .file_problems import Problem
from .record import ProcedureRecord
from .toml_checks import Source
from .toml_files import FileProblem, parse_record, write_record
from .toml_places import Place


class RecordFault(Refusal):
    """One thing that is wrong with the text of a procedure."""

    def __init__(self, fault: FileProblem) -> None:
        super().__init__()
        self.problem = fault.problem
        self.place: Place = fault.place
        """The keys that lead to what is wrong: ("fees", 0, "cap")."""
        self.missing = str(fault.facts.get("key", "")) if fault.problem is Problem.MISSING_KEY else ""
        """What should stand at that place and does not."""
        self.part = str((*fault.place, fault.facts.get("key", ""))[0])
        """The field of the record it lies in, what is missing included; empty where it is the whole text."""
        self._sentence = fault.message

    @property
    def sentence(self) -> TranslationString:
        """In the words of a file."""
        return self._sentence


@dataclass(frozen=True)
class Surroundings:
    """What a text may name; None: whether there is such a thing is not looked at."""

    forms: Collection[str] | None = None
    """Names of the form files."""
    fields: Collection[str] | None = None
    events: Collection[str] | None = None
    """Keys of the life events."""
    procedures: Mapping[str, Any] | None = None
    """Every procedure by its code."""
    circle: Callable[[str, str], str] | None = None
    """Of a code and of what is to take its place: the circle that closes (`successors.py`), or nothing."""


ANYTHING = Surroundings()


def read_back(
    record: ProcedureRecord, around: Surroundings = ANYTHING
) -> tuple[ProcedureRecord | None, list[RecordFault]]:
    """The record in its kept form (NFC, trimmed) or None, and every fault a file with it would have."""
    file = f"{record.code}.toml"
    read, problems = parse_record(
        write_record(record).encode(), file, fields=around.fields, forms=around.forms, events=around.events
    )
    if record.successor not in ("", record.code):
        problems = [*problems, *_of_the_successor(record, around, file)]
    return read if not problems else None, [RecordFault(problem) for problem in problems]


def _of_the_successor(record: ProcedureRecord, around: Surroundings, file: str) -> list[FileProblem]:
    source, place = Source(file), ("successor",)
    if around.procedures is not None and around.procedures.get(record.successor) is None:
        source.report(Problem.UNKNOWN_SUCCESSOR, place, value=record.successor[:40])
    elif around.circle is not None and (closed := around.circle(record.code, record.successor)):
        source.report(Problem.SUCCESSORS_IN_A_CIRCLE, place, circle=closed)
    return source.problems


def checked(record: ProcedureRecord, forms: Collection[str] | None = None) -> ProcedureRecord:
    """The record in its kept form (NFC, trimmed). Raises Refusal with every fault a file with it would have.

    `forms`, when given, are the names of the form files there are.
    """
    read, faults = read_back(record, Surroundings(forms=forms))
    refuse_if([*faults])
    assert read is not None, "a record without problems was not read"
    return read
