"""What differs between two versions of an internal process, step by step and word by word."""

from dataclasses import dataclass

from hcc.accounts.resources import AccountFolder
from hcc.core.text import TranslationString, message

from .process_words import STAGE_NAMES, Say, hours_words, way_lines, who_words
from .processes import InternalProcess
from .word_changes import Piece, word_changes


@dataclass(frozen=True)
class StepChange:
    """One step, or the decision, that differs: words to strike and words to underline."""

    label: TranslationString
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def process_changes(
    before: InternalProcess, after: InternalProcess, *, accounts: AccountFolder, say: Say
) -> list[StepChange]:
    """Steps that differ, known by their keys, in the order of the newer version; those taken away at the end."""
    pairs = [("Approved by", before.basis, after.basis)] if before.basis != after.basis else []
    found = [StepChange(message(label), *word_changes(old, new)) for label, old, new in pairs]
    keys = [step.key for step in after.steps] + [step.key for step in before.steps if after.step(step.key) is None]
    for key in keys:
        old, new = (_told(process, key, accounts, say) for process in (before, after))
        if old != new:
            place = after.place(key) or before.place(key)
            facts = {"place": place}
            gone = after.step(key) is None
            label = message("Step ${place}, taken away", mapping=facts) if gone else _step_label(place)
            found.append(StepChange(label, *word_changes(old, new)))
    return found


def _step_label(place: int) -> TranslationString:
    return message("Step ${place}", mapping={"place": place})


def _told(process: InternalProcess, key: int, accounts: AccountFolder, say: Say) -> str:
    """A step in lines of words; empty where it is not there."""
    step = process.step(key)
    if step is None:
        return ""
    place = say(_step_label(process.place(key)))
    lines = [
        f"{place}: {step.name}",
        say(STAGE_NAMES[step.stage]),
        who_words(step, accounts, say),
        say(hours_words(step.hours)),
        *way_lines(process, step, say),
    ]
    return "\n".join(lines)
