"""What can be wrong with a catalogue file, and the sentences that say so and what to do."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from ..core.errors import Refusal
from ..core.text import TranslationString, message
from .toml_places import Place


class Problem(StrEnum):
    """What can be wrong with a catalogue file."""

    NO_FILE = "no_file"
    UNREADABLE = "unreadable"
    FILE_TOO_BIG = "file_too_big"
    NOT_UTF8 = "not_utf8"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    NOT_TEXT = "not_text"
    NOT_NUMBER = "not_number"
    NOT_WHOLE_NUMBER = "not_whole_number"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_LIST = "not_list"
    NOT_TABLES = "not_tables"
    NOT_TABLE = "not_table"
    UNKNOWN_VALUE = "unknown_value"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    CONTROL_CHARACTER = "control_character"
    DUPLICATE_TEXT = "duplicate_text"
    BAD_CODE = "bad_code"
    NAME_NOT_CODE = "name_not_code"
    DUPLICATE_CODE = "duplicate_code"
    BAD_FIELD_KEY = "bad_field_key"
    UNKNOWN_FIELD = "unknown_field"
    BAD_EVENT_KEY = "bad_event_key"
    UNKNOWN_LIFE_EVENT = "unknown_life_event"
    UNIT_WITHOUT_AMOUNT = "unit_without_amount"
    AMOUNT_WITHOUT_UNIT = "amount_without_unit"
    AMOUNT_NOT_COUNTED = "amount_not_counted"
    BAD_TIME = "bad_time"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    AFTER_15_NOT_SAME_DAY = "after_15_not_same_day"
    SAME_CASE_TWICE = "same_case_twice"
    FEE_WITHOUT_AMOUNT = "fee_without_amount"
    AMOUNT_NOT_TAKEN = "amount_not_taken"
    ONLY_PER_PAGE = "only_per_page"
    NO_FURTHER_AMOUNT = "no_further_amount"
    BAD_FURTHER_PAGE = "bad_further_page"
    CAP_BELOW_AMOUNT = "cap_below_amount"
    NOT_DATE = "not_date"
    DATES_REVERSED = "dates_reversed"
    BAD_CASE_CODE = "bad_case_code"
    BAD_FORM_FILE = "bad_form_file"
    BAD_PORTAL_URL = "bad_portal_url"
    NO_FORM_FILE = "no_form_file"
    FORM_TOO_BIG = "form_too_big"
    FORM_OF_OTHER_KIND = "form_of_other_kind"
    UNKNOWN_CASE = "unknown_case"
    DATABASE_ALONE = "database_alone"
    DATABASE_MISSING = "database_missing"
    REASON_MISSING = "reason_missing"
    REASON_ALONE = "reason_alone"
    OWN_SUCCESSOR = "own_successor"
    UNKNOWN_SUCCESSOR = "unknown_successor"
    SUCCESSORS_IN_A_CIRCLE = "successors_in_a_circle"
    WORDING_MISSING = "wording_missing"
    REVIEW_MISSING = "review_missing"


IN_A_CIRCLE = message(
    "These procedures take each other's place in a circle: ${circle}. Correct the code of what takes the place of one "
    "of them, here, or in the text or decision that names it. Where one of them has ended and is to hold again, "
    "publish its new text first."
)
SENTENCES: dict[Problem, TranslationString] = {
    Problem.NO_FILE: message("The file is missing. Put it back where the catalogue expects it."),
    Problem.UNREADABLE: message("The file cannot be opened (${reason}). Check that it is a file and may be read."),
    Problem.FILE_TOO_BIG: message("The file is larger than ${limit} bytes. Keep one procedure in one file."),
    Problem.NOT_UTF8: message("This line is not UTF-8 text. Save the file again with the encoding UTF-8."),
    Problem.MALFORMED: message(
        "The file cannot be read from here on (${reason}). "
        "Check the quotation marks, brackets and equals sign of this line and the one before."
    ),
    Problem.UNKNOWN_KEY: message('"${key}" is not known here. Use one of: ${allowed}.'),
    Problem.MISSING_KEY: message('"${key}" is missing. Add it here.'),
    Problem.NOT_TEXT: message('"${key}" must be text between quotation marks.'),
    Problem.NOT_NUMBER: message('"${key}" must be a number without quotation marks, with a point for halves (3.5).'),
    Problem.NOT_WHOLE_NUMBER: message(
        '"${key}" must be a whole number without quotation marks, points or commas (200000).'
    ),
    Problem.NOT_YES_OR_NO: message('"${key}" must be true or false, without quotation marks.'),
    Problem.NOT_LIST: message('"${key}" must be a list of texts between square brackets, each in quotation marks.'),
    Problem.NOT_TABLES: message('"${key}" must be written as one [[${key}]] section an entry.'),
    Problem.NOT_TABLE: message('"${key}" must be written as a [${key}] section.'),
    Problem.UNKNOWN_VALUE: message('"${value}" is not a value of "${key}". Use one of: ${allowed}.'),
    Problem.EMPTY: message('"${key}" is empty. Fill it in or take the entry out.'),
    Problem.TOO_LONG: message('"${key}" has ${length} characters. Shorten it to at most ${limit}.'),
    Problem.TOO_MANY: message('"${key}" has ${length} entries. Keep at most ${limit}.'),
    Problem.CONTROL_CHARACTER: message(
        '"${key}" holds the invisible character ${character}. Delete it; keep each text on one line.'
    ),
    Problem.DUPLICATE_TEXT: message('"${value}" stands twice in "${key}". Take one out.'),
    Problem.BAD_CODE: message('"${value}" is not a procedure code. Write it as announced, for example 2.000815.'),
    Problem.NAME_NOT_CODE: message(
        'The file holds the procedure ${code}. Rename the file to "${code}.toml" or correct the code.'
    ),
    Problem.DUPLICATE_CODE: message("The procedure ${code} is already in ${other}. Keep one of the two files."),
    Problem.BAD_FIELD_KEY: message(
        '"${key}" is not a field key. Use small letters without accents, digits and hyphens, such as "ho-tich".'
    ),
    Problem.UNKNOWN_FIELD: message(
        '"${value}" is not in fields.toml. Use one of its keys or add the field there first.'
    ),
    Problem.BAD_EVENT_KEY: message(
        '"${key}" is not a key of a life event. Use small letters without accents, digits and hyphens, such as '
        '"ket-hon".'
    ),
    Problem.UNKNOWN_LIFE_EVENT: message(
        '"${value}" is not in life_events.toml. Use one of its keys or add the event there first.'
    ),
    Problem.UNIT_WITHOUT_AMOUNT: message('The unit "${unit}" needs a number. Add "amount".'),
    Problem.AMOUNT_WITHOUT_UNIT: message('"${key}" has no "${unit_key}" beside it. Say what the number counts.'),
    Problem.AMOUNT_NOT_COUNTED: message('The unit "${unit}" takes no number. Take "amount" out or change the unit.'),
    Problem.BAD_TIME: message('"amount" must be between 0.5 and ${limit}, in whole or half units.'),
    Problem.NEGATIVE: message('"${key}" is below zero. Write zero or more.'),
    Problem.TOO_LARGE: message('"${key}" is over ${limit}. Check the zeros.'),
    Problem.AFTER_15_NOT_SAME_DAY: message(
        '"after_15" goes only with the unit "same_day". Take it out or change the unit.'
    ),
    Problem.SAME_CASE_TWICE: message(
        'Two time limits hold for the same "case" and "channel". Say in "case" when each of them holds.'
    ),
    Problem.FEE_WITHOUT_AMOUNT: message(
        'A fee of the kind "${kind}" needs an "amount" above zero. If nothing is paid, use the kind "free".'
    ),
    Problem.AMOUNT_NOT_TAKEN: message('A fee of the kind "${kind}" has no "${key}". Take it out or change the kind.'),
    Problem.ONLY_PER_PAGE: message('"${key}" goes only with the kind "per_page". Take it out or change the kind.'),
    Problem.NO_FURTHER_AMOUNT: message(
        'A fee by the page needs "further_amount" above zero. If every page costs the same, repeat "amount".'
    ),
    Problem.BAD_FURTHER_PAGE: message('"further_from" must be page 2 or a later one, at most ${limit}.'),
    Problem.CAP_BELOW_AMOUNT: message('"cap" is below "amount". Check both.'),
    Problem.NOT_DATE: message('"${key}" must be a day without quotation marks, year first: 2026-03-01.'),
    Problem.DATES_REVERSED: message('"effective_to" is before "effective_from". Check both days.'),
    Problem.BAD_CASE_CODE: message('"${value}" is not the code of a case of this procedure, such as ${example}.'),
    Problem.BAD_FORM_FILE: message(
        '"${value}" is not a file name for a form. Use small letters without accents, digits, points and hyphens, '
        "ending in .pdf, .docx or .odt."
    ),
    Problem.BAD_PORTAL_URL: message(
        '"${value}" is not an address of a state portal. Copy it from the browser: https://....gov.vn/...'
    ),
    Problem.NO_FORM_FILE: message(
        'The form "${value}" is not among the forms. Put the file into the catalogue first, or take the name out.'
    ),
    Problem.FORM_TOO_BIG: message("The form has more than ${limit} MB. Save it smaller, without scanned pictures."),
    Problem.FORM_OF_OTHER_KIND: message(
        "The form is not a sound ${ending} file without macros. Save it again in that form, or rename it."
    ),
    Problem.UNKNOWN_CASE: message(
        'The case "${value}" stands nowhere else. Add it to "cases" or write it as it stands there.'
    ),
    Problem.DATABASE_ALONE: message(
        '"database" stands alone. Say in "replaced_by" that a database replaces this paper, or take it out.'
    ),
    Problem.DATABASE_MISSING: message('Say in "database" which database replaces this paper.'),
    Problem.REASON_MISSING: message('Only a part is online: say why in "online_reason".'),
    Problem.REASON_ALONE: message('"online_reason" is for what is partly online. Take it out or change "online".'),
    Problem.OWN_SUCCESSOR: message("A procedure cannot replace itself. Write the code of the new one."),
    Problem.UNKNOWN_SUCCESSOR: message(
        'The procedure ${value} of "successor" is not in the catalogue. Add it first, or correct the code.'
    ),
    Problem.SUCCESSORS_IN_A_CIRCLE: IN_A_CIRCLE,
    Problem.WORDING_MISSING: message('Only the wording is known here, so "wording" must be filled in.'),
    Problem.REVIEW_MISSING: message('Say in "review" why only the wording is known.'),
}


@dataclass(frozen=True)
class FileProblem:
    """One thing to put right in one file."""

    file: str
    """Path inside the catalogue folder."""
    line: int
    """Counted from 1."""
    problem: Problem
    facts: dict[str, Any] = dataclass_field(default_factory=dict)
    place: Place = dataclass_field(default=(), compare=False)
    """The keys that lead to the value, as far as there is one: ("fees", 0, "amount")."""

    @property
    def message(self) -> TranslationString:
        """A sentence that says what is wrong and what to do, to be translated by the page that shows it."""
        sentence = SENTENCES[self.problem]
        return TranslationString(sentence, domain=sentence.domain, mapping=self.facts)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message.interpolate()}"


class CatalogueFileRefused(Refusal):
    """A catalogue file with problems; `problems` holds all of them."""

    text = message("${file} has ${count} things to put right.")

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__(file=problems[0].file, count=len(problems))
        self.problems = problems

    @property
    def complaints(self) -> list[Refusal]:
        return [_ToPutRight(problem) for problem in self.problems]

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class _ToPutRight(Refusal):
    """One problem of a refused file, with its file and line before the sentence."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__()
        self.problem = problem

    @property
    def sentence(self) -> TranslationString:
        return TranslationString(str(self.problem))


def sorted_problems(problems: list[FileProblem]) -> list[FileProblem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.line))
