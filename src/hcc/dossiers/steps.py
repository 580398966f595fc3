"""The five-step line: done, now, ahead, each with its moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hcc.core.moments import short_moment
from hcc.core.text import TranslationString

from .workflow import STEP_NAMES


@dataclass(frozen=True)
class Step:
    """One of the five steps as a page shows it. States: done, now, ended (no result came of it), ahead."""

    name: TranslationString
    state: str
    detail: str = ""


def five_steps(
    now: int,
    moments: Sequence[datetime | None],
    lang: str,
    say: Callable[[datetime, str], str] = short_moment,
    *,
    ended: bool = False,
) -> list[Step]:
    """The line for a dossier at step `now` (1 to 5; 6 when all is done); `ended`: refused or stopped there.

    `moments` tell when each was done, `say` words them.
    """
    steps = []
    for number, name in enumerate(STEP_NAMES, 1):
        here = "ended" if ended else "now"
        state = "done" if number < now else here if number == now else "ahead"
        moment = moments[number - 1] if number <= len(moments) else None
        steps.append(Step(name, state, say(moment, lang) if moment and state == "done" else ""))
    return steps
