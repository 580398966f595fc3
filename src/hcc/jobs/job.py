"""One job, and how it is written down."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """Something to be done. Moments are seconds since 1970, UTC."""

    id: str
    """64 random bits as hex."""
    kind: str
    subject: str
    """What it is about, as its kind names it; never anything about a person."""
    added: float
    due: float
    """Not to be tried before."""
    tries: int = 0
    """How often it was tried in vain."""
    word: str = ""
    """What became of the last try in vain; empty: there was none."""
    parked: bool = False
    """Tried too often: it waits for an administrator."""

    @property
    def line(self) -> str:
        """All but the id, as one text: ZODB's pickler asks of each single value whether it is an object."""
        values = [self.kind, self.subject, self.added, self.due, self.tries, self.word, self.parked]
        return json.dumps(values, separators=(",", ":"))


def job_of(id: str, line: str) -> Job:
    return Job(id, *json.loads(line))
