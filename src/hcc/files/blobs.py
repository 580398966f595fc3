"""Giving a file to a blob, on the database's own disk all the way."""

from pathlib import Path
from typing import Any

from persistent import Persistent
from ZODB.blob import Blob


def keep_file(blob: Blob, path: Path, *, near: Persistent) -> None:
    """Move a file into a new blob, which is stored with the transaction in which `near`, a stored object, changes.

    A blob that does not know its database yet would put the file where all programs of the machine keep theirs until
    the commit: on another disk perhaps, and left there by a process that is killed.
    """
    connection: Any = near._p_jar
    if connection is not None and blob._p_jar is None:
        connection.add(blob)
    blob.consumeFile(str(path))
