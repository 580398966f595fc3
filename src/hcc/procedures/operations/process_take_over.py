"""Taking over versions of an internal process as another installation of the office had them, with their days."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from hcc.core.act import Act

from ..process_digest import process_digest
from ..process_owners import Owner, book_of, code_of, folder_of
from ..processes import ProcessVersion

PROCESS_BROUGHT = "process brought"
"""What the catalogue's chain calls it; `effective` and `approved_at` only of a version that was put in force there."""


def take_over_process(owner: Owner, *, versions: Sequence[ProcessVersion], act: Act) -> None:
    """Keep further versions behind those that are here. What dossiers noted stays: versions that were in force here
    keep their numbers. Whoever calls knows that these follow.
    """
    book = book_of(owner)
    for version in versions:
        book.put(version)
        facts: dict[str, Any] = {"version": version.number, "digest": process_digest(version.process)}
        if version.approved_at is not None and version.effective_from is not None:
            facts["effective"] = version.effective_from.isoformat()
            facts["approved_at"] = version.approved_at.astimezone(UTC).isoformat()
        folder_of(owner).chain.append(act, PROCESS_BROUGHT, code=code_of(owner), **facts)
