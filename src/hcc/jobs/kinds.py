"""What a feature says about one kind of job."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hcc.core.text import TranslationString


class JobFailed(Exception):
    """A try in vain; the word stands on the administrators' page."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class Kind:
    """How jobs of one kind are done, in three steps. Each may raise JobFailed."""

    label: TranslationString
    find: Callable[[Any, str], Any]
    """(site, subject), in a transaction that is given up: the plain values the work needs; None: there is nothing to be
    done any more."""
    work: Callable[[Any, Path], Any]
    """(found, folder), outside any transaction: the result. The folder is its own and removed afterwards."""
    store: Callable[[Any, str, Any, Any], None]
    """(site, subject, found, result), in the transaction that ends the job. May come more than once."""
