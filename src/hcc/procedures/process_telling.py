"""Internal processes held against the catalogue's chain, for `hcc verify`."""

from collections.abc import Iterator
from datetime import UTC, datetime

from hcc.core.act import Act

from .operations.process_edit import PROCESS_EDITED
from .operations.process_publish import PROCESS_PUBLISHED
from .operations.process_take_over import PROCESS_BROUGHT
from .process_digest import process_digest
from .process_owners import Owner, code_of
from .processes import ProcessVersion
from .resources import ProcedureFolder

PROCESS_NOTED = "process noted"
"""What the chain calls the note of a version from before its contents were told there."""
Told = tuple[str, int, str, str]
"""Code, version, day and moment of a version that was put in force."""


def untold_of_processes(folder: ProcedureFolder) -> Iterator[str]:
    """Versions that are not those on record, by their days or by what their steps say, in English for the log."""
    told = _told(folder)
    held = {one for owner in (folder, *folder.values()) for one in _held(owner)}
    for code, version, *_ in sorted(told ^ held):
        yield f"version {version} of the process of {_shown(code)} is not the one on record"
    digests = _digests(folder)
    said = {(code, version.number): process_digest(version.process) for code, version in _versions(folder)}
    for code, number in sorted(digests.keys() | said.keys()):
        if digests.get((code, number)) != said.get((code, number)):
            yield f"the steps of version {number} of the process of {_shown(code)} are not those on record"


def _told(folder: ProcedureFolder) -> set[Told]:
    """What was put in force here; of a version that was brought from elsewhere, what it brought with it."""
    found: dict[tuple[str, int], Told] = {}
    for at, what, facts in folder.chain.told(PROCESS_PUBLISHED, PROCESS_BROUGHT):
        key = str(facts["code"]), int(facts["version"])
        found.pop(key, None)
        if "effective" in facts:
            found[key] = (*key, str(facts["effective"]), at if what == PROCESS_PUBLISHED else str(facts["approved_at"]))
    return set(found.values())


def note_processes(folder: ProcedureFolder, act: Act) -> None:
    """Put the contents of every version on record of which the chain does not tell them yet."""
    told = _digests(folder)
    for code, version in _versions(folder):
        if (code, version.number) not in told:
            digest = process_digest(version.process)
            folder.chain.append(act, PROCESS_NOTED, code=code, version=version.number, digest=digest)


def _digests(folder: ProcedureFolder) -> dict[tuple[str, int], str]:
    """By code and version, the digest that was put on record last."""
    return {
        (str(facts["code"]), int(facts["version"])): str(facts["digest"])
        for _, _, facts in folder.chain.told(PROCESS_EDITED, PROCESS_PUBLISHED, PROCESS_NOTED, PROCESS_BROUGHT)
        if "digest" in facts
    }


def _versions(folder: ProcedureFolder) -> Iterator[tuple[str, ProcessVersion]]:
    for owner in (folder, *folder.values()):
        for version in owner.processes.versions if owner.processes is not None else ():
            yield code_of(owner), version


def _held(owner: Owner) -> Iterator[Told]:
    for one in owner.processes.approved() if owner.processes is not None else ():
        if one.effective_from is not None and one.approved_at is not None:
            yield code_of(owner), one.number, one.effective_from.isoformat(), _moment(one.approved_at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _shown(code: str) -> str:
    return code or "the office"
