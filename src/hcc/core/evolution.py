"""Named steps that bring stored objects to the shape this code expects, recorded in the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


class DatabaseTooNew(Exception):
    """The database went through steps this code does not know: an older program must not touch it."""


class DatabaseTooOld(Exception):
    """Steps are waiting; `hcc evolve` takes them."""


@dataclass(frozen=True)
class Step:
    """One change of stored shape."""

    name: str
    take: Callable[[Any], None]


def waiting(done: Sequence[str], steps: Sequence[Step]) -> list[Step]:
    """The steps not yet taken, in order; refuses a database that knows steps this code does not."""
    known = [step.name for step in steps]
    if unknown := [name for name in done if name not in known]:
        raise DatabaseTooNew(f"the database is newer than this program: unknown steps {', '.join(unknown)}")
    return [step for step in steps if step.name not in done]
