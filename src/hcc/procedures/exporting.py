"""Procedures written into files that can be brought in again: a workbook, a CSV file, TOML files."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .csv_files import write_csv
from .record import ProcedureRecord
from .toml_files import PROCEDURES_FOLDER, write_record
from .xlsx_writing import write_xlsx

_MADE = (1980, 1, 1, 0, 0, 0)
"""The moment in the ZIP file's heads: the same procedures give the same bytes."""

Told = Callable[[int, int], None]
"""Hears how much is written, of how much."""


class Write(Protocol):
    """The bytes of a file of these records, with the names of fields and life events by key."""

    def __call__(
        self,
        records: Sequence[ProcedureRecord],
        fields: Mapping[str, str],
        events: Mapping[str, str],
        told: Told | None = None,
        /,
    ) -> bytes: ...


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    ending: str
    media_type: str
    write: Write


def write_toml(
    records: Sequence[ProcedureRecord],
    fields: Mapping[str, str],
    events: Mapping[str, str],
    told: Told | None = None,
) -> bytes:
    """A ZIP file with the part of a catalogue folder that holds the procedures."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for done, record in enumerate(records, 1):
            info = zipfile.ZipInfo(f"{PROCEDURES_FOLDER}/{record.code}.toml", _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(info, write_record(record))
            if told is not None:
                told(done, len(records))
    return out.getvalue()


FORMATS = {
    one.ending: one
    for one in (
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
        Format("csv", "text/csv", write_csv),
        Format("zip", "application/zip", write_toml),
    )
}
