"""Internal processes held against the catalogue's chain, for `hcc verify`."""

from collections.abc import Iterator
from datetime import UTC, datetime

from .operations.process_publish import PROCESS_PUBLISHED
from .process_owners import Owner, code_of
from .resources import ProcedureFolder

Told = tuple[str, int, str, str]
"""Code, version, day and moment of a version that was put in force."""


def untold_of_processes(folder: ProcedureFolder) -> Iterator[str]:
    """Versions in force that are not those on record, in English for the log."""
    told = {
        (str(facts["code"]), int(facts["version"]), str(facts["effective"]), at)
        for at, _, facts in folder.chain.told(PROCESS_PUBLISHED)
    }
    held = {one for owner in (folder, *folder.values()) for one in _held(owner)}
    for code, version, *_ in sorted(told ^ held):
        yield f"version {version} of the process of {code or 'the office'} is not the one on record"


def _held(owner: Owner) -> Iterator[Told]:
    for one in owner.processes.approved() if owner.processes is not None else ():
        if one.effective_from is not None and one.approved_at is not None:
            yield code_of(owner), one.number, one.effective_from.isoformat(), _moment(one.approved_at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
