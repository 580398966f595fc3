"""At which step of its internal process a dossier is, until when, and whose turn it is, as lists show it."""

from dataclasses import dataclass, field

from pyramid.request import Request

from hcc.core.text import TranslationString, message
from hcc.dossiers.process_rights import is_of_the_unit
from hcc.dossiers.process_way import handling_after, only_handling_after
from hcc.dossiers.resources import Row
from hcc.dossiers.workflow import SEALING
from hcc.procedures.process_owners import OWN, process_named
from hcc.procedures.process_words import passing_words, unit_words
from hcc.procedures.processes import InternalProcess

from .due_cell import DueCell, DueWords

NOT_TIMED = DueCell()


@dataclass(frozen=True)
class StepCell:
    """`words` are empty where the dossier follows no process."""

    words: TranslationString | str = ""
    due: DueCell = NOT_TIMED
    unit: str = ""
    """The unit that acts next; empty for any, and for the reader's own."""


NO_STEP = StepCell()


@dataclass
class StepWords:
    """Words for the steps of a page; each process is looked up once."""

    request: Request
    words: DueWords
    _known: dict[tuple[str, str], InternalProcess | None] = field(default_factory=dict)

    def cell(self, row: Row) -> StepCell:
        process = self._process(row) if row.process else None
        step = process.step(row.step) if process is not None else None
        if process is None or step is None:
            return NO_STEP
        facts = {"place": process.place(row.step), "of": len(process.steps), "name": step.name}
        words = message("Step ${place} of ${of}: ${name}", mapping=facts)
        due = self.words.of_step(row.step_due) if row.step_due and not row.paused else NOT_TIMED
        return StepCell(words, due, self._unit(row.unit))

    def passing(self, row: Row) -> TranslationString | str:
        """What comes next by the process of a dossier in handling, where that is a further step of handling only."""
        process = self._process(row) if row.process and not row.sealing else None
        here = process.step(row.step) if process is not None else None
        if process is None or here is None or not only_handling_after(process, row.step):
            return ""
        to = handling_after(process, row.step)[0]
        return passing_words(process, here, to, unit_words(to, self.request.site.accounts))

    def hers(self, row: Row) -> bool:
        """Whether the acts that a step's unit keeps for itself are the reader's, as far as units go."""
        return not row.unit or is_of_the_unit(self.request.powers, _standing(row), row.unit, row.stand_in)

    def _process(self, row: Row) -> InternalProcess | None:
        key = (row.procedure if row.process.startswith(OWN) else "", row.process)
        if key not in self._known:
            procedure = self.request.site.procedures.get(row.procedure)
            self._known[key] = process_named(procedure, row.process) if procedure is not None else None
        return self._known[key]

    def _unit(self, number: int) -> str:
        powers = self.request.powers
        if not number or (powers is not None and number in powers.units):
            return ""
        units = self.request.site.accounts.units()
        return next((unit.name for unit in units if unit.number == number), "")


def _standing(row: Row) -> str:
    return SEALING if row.sealing else row.state
