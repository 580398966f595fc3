"""What stands in the evidence for a text of a procedure: a digest that any changed word changes."""

from hashlib import sha256

from .record import ProcedureRecord
from .toml_writing import write_record


def text_digest(record: ProcedureRecord) -> str:
    """SHA-256 of its canonical text. What is as usual is left out there: a field added later changes no digest."""
    return sha256(write_record(record).encode()).hexdigest()
