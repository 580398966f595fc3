"""A catalogue file opened: its tables with the place of each key, or the reason why not."""

from pathlib import Path
from typing import Any

from .file_problems import FileProblem, Problem
from .toml_checks import FILE_LIMIT, Source


def bytes_of(path: Path) -> bytes | OSError:
    """What the file holds, at most one byte more than may be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)
    except OSError as error:
        return error


def unopened(name: str, error: OSError) -> FileProblem:
    """The problem of a file that is not there or may not be read. `name`: its path inside the catalogue."""
    if isinstance(error, FileNotFoundError):
        return FileProblem(name, 1, Problem.NO_FILE)
    return FileProblem(name, 1, Problem.UNREADABLE, {"reason": error.strerror})


def opened(path: Path) -> tuple[Source, dict[str, Any]]:
    """A file at the top of the catalogue and its tables; none, with the reason among the problems, when unreadable."""
    source = Source(path.name)
    data = bytes_of(path)
    if isinstance(data, OSError):
        source.problems.append(unopened(path.name, data))
        return source, {}
    return source, source.load(data) or {}
