"""Writing a draft of an internal process."""

from typing import Any

from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.core.text import message

from ..process_digest import process_digest
from ..process_owners import Owner, book_of, code_of, folder_of
from ..processes import InternalProcess, ProcessVersion

PROCESS_EDITED = "process edited"
"""What the catalogue's chain calls it."""
NOTHING_YET = "0"
"""What a form remembers where there was no version when it was opened."""


class ProcessChanged(Refusal):
    """Somebody saved the process after this form was opened."""

    stale = True
    text = message(
        "${by} saved this process after you opened it. Your steps are kept below: look at what changed, then save "
        "again."
    )


class ProcessUnchanged(Refusal):
    text = message("Nothing differs from what is saved. Change something, or leave the page.")


def process_stamp(owner: Owner) -> str:
    """What a form remembers of the process it was opened on."""
    latest = owner.processes.latest() if owner.processes is not None else None
    return latest.stamp if latest is not None else NOTHING_YET


def edit_process(
    owner: Owner, *, process: InternalProcess, opened_on: str, shipped: int = 0, act: Act
) -> ProcessVersion:
    """Save `process` as the draft; what was published is never changed, a new draft begins from it. `shipped` is the
    number of the shipped one it was taken over from as it is.

    A draft may have faults. Raises ProcessChanged when the process is not the one the form was opened on,
    ProcessUnchanged when nothing differs.
    """
    latest = owner.processes.latest() if owner.processes is not None else None
    if opened_on != process_stamp(owner):
        raise ProcessChanged(by=latest.made_by if latest is not None else "")
    if latest is not None and process == latest.process:
        raise ProcessUnchanged()
    book = book_of(owner)
    draft = book.draft()
    number = draft.number if draft is not None else len(book.versions) + 1
    version = ProcessVersion(number, process, act.by, act.at)
    book.put(version)
    facts: dict[str, Any] = {"shipped": shipped} if shipped else {}
    facts["digest"] = process_digest(process)
    folder_of(owner).chain.append(act, PROCESS_EDITED, code=code_of(owner), version=number, **facts)
    return version
