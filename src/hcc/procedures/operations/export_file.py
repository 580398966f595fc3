"""Having a file of many procedures written."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from ZODB.blob import Blob

from hcc.core.act import Act

from ..exports import KEPT_FOR, Export, ExportFolder
from ..resources import ProcedureFolder

WRITE, FORGET = "write-export", "forget-exports"
"""Kinds of jobs; the subject of the first is the name of the export."""


def begin_export(procedures: ProcedureFolder, jobs: Any, *, codes: Iterable[str], ending: str, act: Act) -> Export:
    """Have the latest texts of these procedures written into a file of this kind, which goes after `KEPT_FOR`."""
    if procedures.exports is None:
        procedures.exports = ExportFolder()
        procedures.exports.__name__, procedures.exports.__parent__ = "exports", procedures
    export = Export(ending=ending, codes=tuple(codes), asked_by=act.by, asked_at=act.at)
    procedures.exports[secrets.token_hex(8)] = export
    procedures.exports.forget_older(act.at)
    jobs.add(WRITE, subject=export.__name__, now=act.at.timestamp())
    jobs.add(FORGET, subject="", now=(act.at + KEPT_FOR).timestamp())
    return export


def keep_export(export: Export, content: bytes, *, at: datetime) -> None:
    """Keep what was written."""
    blob = Blob()
    connection: Any = export._p_jar
    if connection is not None:
        connection.add(blob)
    with blob.open("w") as file:
        file.write(content)
    export.blob, export.sha256, export.size, export.done_at = blob, sha256(content).hexdigest(), len(content), at
