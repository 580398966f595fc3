"""The same rules for a record from a form as for one from a file: written canonically, read back, every fault named."""

from collections.abc import Collection

from hcc.core.errors import Refusal, refuse_if
from hcc.core.text import TranslationString

from .record import ProcedureRecord
from .toml_files import FileProblem, parse_record, write_record


class RecordFault(Refusal):
    """One thing that is wrong with the text of a procedure."""

    def __init__(self, fault: FileProblem) -> None:
        super().__init__()
        self.problem = fault.problem
        self._sentence = fault.message

    @property
    def sentence(self) -> TranslationString:
        """In the words of a file."""
        return self._sentence


def checked(record: ProcedureRecord, forms: Collection[str] | None = None) -> ProcedureRecord:
    """The record in its kept form (NFC, trimmed). Raises Refusal with every fault a file with it would have.

    `forms`, when given, are the names of the form files there are.
    """
    read, problems = parse_record(write_record(record).encode(), f"{record.code}.toml", forms=forms)
    refuse_if([RecordFault(problem) for problem in problems])
    assert read is not None, "a record without problems was not read"
    return read
