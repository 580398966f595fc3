"""A file of procedures written in a child process: a workbook of thousands takes ten seconds of a core, in which the
server answers others.
"""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .exporting import FORMATS
from .import_progress import Progress
from .record import ProcedureRecord


@dataclass(frozen=True)
class ToWrite:
    """What a file is made of. `name` is what its progress is told under, in the folder `var`."""

    ending: str
    records: Sequence[ProcedureRecord]
    fields: Mapping[str, str]
    events: Mapping[str, str]
    name: str
    var: Path


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Write what stands in the file `asked`, which our own parent wrote, into the file `out`."""
    asked: ToWrite = pickle.loads(Path(job["asked"]).read_bytes())
    progress = Progress(asked.var)

    def told(done: int, every: int) -> None:
        progress.tell(asked.name, done, every)

    content = FORMATS[asked.ending].write(asked.records, asked.fields, asked.events, told)
    Path(job["out"]).write_bytes(content)
    return {"size": len(content)}
