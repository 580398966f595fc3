"""hcc due: when a result is due, and how that is counted, in the words of a dossier's page."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from hcc.core.calendar import LOCAL, OfficeCalendar
from hcc.core.deadlines import Limit, Unit, due_moment, policy_of
from hcc.core.moments import basis_lines
from hcc.core.national_days import NATIONAL_YEARS
from hcc.core.text import fold
from hcc.procedures.limits import countable, limit_in_case, listed_cases
from hcc.procedures.names import CHANNEL_NAMES
from hcc.procedures.record import Channel, ProcedureRecord
from hcc.procedures.toml_files import read_catalogue
from hcc.procedures.wording import limit_words
from hcc.settings import Settings
from hcc.shipped import shipped

from .database import command_act, reading
from .vietnamese import Say, in_vietnamese

UNKNOWN, BAD_INPUT = 1, 2
"""Exit statuses: the limit is not known or cannot be counted; what was asked is not understood."""
FIRST_YEAR, LAST_YEAR = 2000, NATIONAL_YEARS[-1] - 5
"""Of reception: the longest limit then still ends in a year whose holidays are known."""
MOST = {Unit.WORKING_DAYS: 1_000, Unit.DAYS: 1_000, Unit.HOURS: 8_000}
"""The longest limits counted, by unit."""


class NotUnderstood(Exception):
    """What was asked cannot be meant; the message says what to write instead."""


class NotKnown(Exception):
    """The law's limit is not in the catalogue, or cannot be counted."""


def due_command(args, settings: Settings) -> int:
    """Print the due moment on the first line, then the lines of its explanation in Vietnamese."""
    say = in_vietnamese()
    try:
        with _office(args, settings) as office:
            heading, limit = _asked(args, office, say)
            due = due_moment(limit, args.at, office.calendar, policy=policy_of(settings))
    except NotUnderstood as problem:
        print(problem, file=sys.stderr)
        return BAD_INPUT
    except NotKnown as problem:
        print(problem, file=sys.stderr)
        return UNKNOWN
    print(due.moment.isoformat(timespec="seconds"))
    if heading:
        print(heading)
    for day, at, text, _ in basis_lines(due.lines):
        print(" ".join(part for part in (day, at, say(text)) if part))
    return 0


@dataclass(frozen=True)
class Office:
    """What the answer is worked out from."""

    calendar: OfficeCalendar
    record_of: Callable[[str], ProcedureRecord | None]
    """The text of a procedure by its code, or None."""
    catalogue: str
    """Where the texts come from, for a complaint."""


@contextmanager
def _office(args, settings: Settings) -> Iterator[Office]:
    """The database read as it is, beside a server or without one; where there is none, the shipped catalogue."""
    files = Path(args.catalogue) if args.catalogue else None
    try:
        with reading(settings) as site:
            days = (args.at.date(), command_act().at.astimezone(LOCAL).date())
            if files is not None:
                yield _of_files(files, site.calendar)
            else:
                yield Office(site.calendar, lambda code: _in_force(site.procedures, code, days), "the database")
            return
    except FileNotFoundError:
        pass  # no database yet
    yield _of_files(files or shipped("catalog"), OfficeCalendar())


def _of_files(folder: Path, calendar: OfficeCalendar) -> Office:
    def record_of(code: str) -> ProcedureRecord | None:
        records, problems = read_catalogue(folder)
        if code in records:
            return records[code]
        about = [problem for problem in problems if code in problem.file or not records]
        if about:
            lines = [f"{problem.file}:{problem.line}: {problem.message.interpolate()}" for problem in about]
            raise NotUnderstood("\n".join(lines))
        return None

    return Office(calendar, record_of, f"the folder {folder}")


def _in_force(procedures, code: str, days: tuple[date, ...]) -> ProcedureRecord | None:
    """The text in effect on the first of these days on which there is one, else the one that comes next."""
    procedure = procedures.get(code)
    if procedure is None:
        return None
    found = (procedure.in_effect(day) for day in days)
    revision = next((one for one in found if one is not None), None) or procedure.upcoming(days[-1])
    if revision is None:
        raise NotKnown(f"{code} has no published text yet: publish its draft first.")
    return revision.record


def _asked(args, office: Office, say: Say) -> tuple[str, Limit]:
    """The limit to count, and a line that names it (empty: it was given in so many words)."""
    if args.limit is not None:
        return "", Limit(args.limit.unit, args.limit.amount, args.after_15)
    record = office.record_of(args.code)
    if record is None:
        raise NotUnderstood(f"There is no procedure {args.code} in {office.catalogue}. Look at its code again.")
    case = _case(args.case, record)
    found = limit_in_case(record, args.channel, case)
    limit = countable(found)
    if found is None or limit is None:
        words = f" ({found.wording})" if found is not None and found.wording else ""
        raise NotKnown(f"The time limit of {args.code} is not known or cannot be counted{words}: an official says it.")
    place = [record.title, case, say(CHANNEL_NAMES[Channel(args.channel)]).lower()]
    return f"{args.code} {', '.join(filter(None, place))}: {say(limit_words(found).figure)}", limit


def _case(asked: str | None, record: ProcedureRecord) -> str:
    """The case meant by a number from 1 or by its name; the first listed one when nothing is asked."""
    cases = listed_cases(record)
    if asked is None:
        return cases[0]
    if asked.isascii() and asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= len(cases):
        return cases[int(asked) - 1]
    wanted = fold(asked.strip())
    fitting = [case for case in cases if wanted and wanted == fold(case)]
    fitting = fitting or [case for case in cases if wanted and wanted in fold(case)]
    if len(fitting) == 1:
        return fitting[0]
    listed = "\n".join(f"  {number}  {case or 'thông thường'}" for number, case in enumerate(cases, 1))
    raise NotUnderstood(f"Name one case of {record.code} by its number or its words:\n{listed}")


@dataclass(frozen=True)
class _Amount:
    unit: Unit
    amount: float


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
        whole = "T" in text.upper() or " " in text.strip()
    except ValueError:
        whole = False
    if not whole:
        raise argparse.ArgumentTypeError(f"write day and hour as 2026-03-02T09:00, not {text!r}")
    moment = moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"the year must be {FIRST_YEAR} to {LAST_YEAR}, not {moment.year}")
    return moment.astimezone(LOCAL)


def _counted_in(unit: Unit) -> Callable[[str], _Amount]:
    def amount(text: str) -> _Amount:
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = -1.0
        if not 0 <= number <= MOST[unit] or number * 2 % 1:
            raise argparse.ArgumentTypeError(f"write a number such as 3 or 3.5, from 0 to {MOST[unit]}, not {text!r}")
        return _Amount(unit, number)

    return amount


class _Due(argparse.Action):
    """Remembers the limit given in words of the command line; two of them contradict each other."""

    def __call__(self, parser, namespace, values, option_string=None):
        if namespace.limit is not None:
            parser.error("give one limit only: --working-days, --days, --hours or --same-day")
        namespace.limit = values or _Amount(Unit.SAME_DAY, 0)


def _run(args, settings: Settings) -> int:
    if (args.code is None) == (args.limit is None):
        args.complain("give the code of a procedure, or one limit such as --working-days 3")
    if args.after_15 and (args.limit is None or args.limit.unit is not Unit.SAME_DAY):
        args.complain("--after-15 belongs to --same-day: no other limit moves at 15:00")
    if args.code is None and (args.case is not None or args.channel is not None or args.catalogue is not None):
        args.complain("--case, --channel and --catalogue belong to the code of a procedure")
    args.channel = args.channel or Channel.DIRECT.value
    args.at = args.at or command_act().at.astimezone(LOCAL)
    return due_command(args, settings)


def add_commands(commands) -> None:
    command = commands.add_parser("due", help="say when a result is due, and how that is counted")
    command.add_argument("code", nargs="?", metavar="CODE", help="a procedure; its first listed case")
    command.add_argument(
        "--at", type=_moment, metavar="2026-03-02T09:00", help="when received, local time; default: now"
    )
    command.add_argument("--case", metavar="N|NAME", help="another case of the procedure")
    command.add_argument("--channel", choices=[channel.value for channel in Channel], help="default: direct")
    command.add_argument("--catalogue", metavar="FOLDER", help="read this catalogue folder, not the database")
    for unit in (Unit.WORKING_DAYS, Unit.DAYS, Unit.HOURS):
        option = f"--{unit.value.replace('_', '-')}"
        command.add_argument(
            option, dest="limit", action=_Due, type=_counted_in(unit), metavar="N", help="count this limit"
        )
    command.add_argument("--same-day", dest="limit", action=_Due, nargs=0, help="count a limit of the same day")
    command.add_argument("--after-15", action="store_true", help="with --same-day: its wording has the 15:00 rule")
    command.set_defaults(run=_run, limit=None, complain=command.error)
