"""What can become of a job besides its answer."""


class ChildError(Exception):
    """A child gave no answer."""


class ChildStopped(ChildError):
    """A child ended without an answer: the file in its hands was too much for it.

    `word` is "too-slow" (time ran out) or "too-complex" (memory ran out or the library gave up); `ending` says how the
    process ended, for the log.
    """

    def __init__(self, worker: str, word: str, ending: str):
        super().__init__(f"{worker}: {word} ({ending})")
        self.worker = worker
        self.word = word
        self.ending = ending


class ChildBroken(ChildError):
    """A child could not even start: the installation is at fault, not the file. `stderr` is its last output."""

    def __init__(self, worker: str, stderr: str):
        super().__init__(f"{worker} does not start: {stderr}")
        self.worker = worker
        self.stderr = stderr
