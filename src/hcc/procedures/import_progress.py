"""How far a job has come with a file of procedures: told by the worker, shown by the page that waits for it."""

import json
import re
from contextlib import suppress
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{16}\Z")
_STEPS = 50
"""How often it is told of one file."""


class Progress:
    """A small file for each import under way; disposable."""

    def __init__(self, var: Path) -> None:
        self._folder = var / "tmp" / "imports"

    def tell(self, name: str, done: int, every: int) -> None:
        """Say that so many procedures are read, of `every`."""
        if every and done % max(1, every // _STEPS) == 0:
            with suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                (self._folder / f"{name}.part").write_text(json.dumps([done, every]))
                (self._folder / f"{name}.part").replace(self._folder / name)

    def of(self, name: str) -> tuple[int, int] | None:
        """How many are read, of how many; None while that is not known."""
        if not _NAME.match(name):
            return None
        try:
            done, every = json.loads((self._folder / name).read_text())
            return int(done), int(every)
        except (OSError, ValueError, TypeError):
            return None

    def forget(self, name: str) -> None:
        with suppress(OSError):
            (self._folder / name).unlink()
