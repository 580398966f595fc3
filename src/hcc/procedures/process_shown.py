"""An internal process as pages show it: rows of its table and the drawing beside it, with what is wrong at each."""

from dataclasses import dataclass

from pyramid.request import Request

from hcc.core.text import TranslationString

from .process_checks import Checked
from .process_graph import Drawing, drawn
from .process_words import STAGE_NAMES, hours_words, way_lines, who_words
from .processes import InternalProcess, ProcessStep

NOTHING_WRONG = Checked((), (), 0)


@dataclass(frozen=True)
class ShownStep:
    """A row of the table."""

    key: int
    place: int
    name: str
    stage: TranslationString
    who: str
    hours: TranslationString
    ways: tuple[str, ...]
    faults: tuple[TranslationString, ...]


def rows_of(process: InternalProcess, request: Request, checked: Checked = NOTHING_WRONG) -> list[ShownStep]:
    say, accounts = request.localizer.translate, request.site.accounts
    return [
        ShownStep(
            step.key,
            place,
            step.name,
            STAGE_NAMES[step.stage],
            who_words(step, accounts, say),
            hours_words(step.hours),
            tuple(way_lines(process, step, say)),
            tuple(one.sentence for one in checked.at(step.key)),
        )
        for place, step in enumerate(process.steps, 1)
    ]


def drawing_of(process: InternalProcess, request: Request, checked: Checked = NOTHING_WRONG) -> Drawing:
    say, accounts = request.localizer.translate, request.site.accounts

    def said(step: ProcessStep) -> list[str]:
        ways = way_lines(process, step, say) if len(step.ways) > 1 else []
        return [who_words(step, accounts, say), say(hours_words(step.hours)), *ways]

    wrong = {one.step for one in checked.faults}
    return drawn(process, said, wrong.__contains__)
