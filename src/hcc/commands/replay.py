"""hcc replay: the centre's first weeks once more, in a database of their own."""

import shutil
import sys
import time
from dataclasses import replace
from datetime import date
from typing import TextIO

from hcc.core.calendar import LOCAL
from hcc.settings import Settings

BAR = 30


def replay_command(args, settings: Settings) -> int:
    """Live through the plan in `replay` of the var folder; the last line is what came of it."""
    from hcc.replay.centre import replay
    from hcc.replay.plan import read_plan
    from hcc.storage.opening import open_database

    plan = read_plan().but(officials=args.officials, dossiers=args.dossiers, last=args.until, seed=args.seed)
    if plan.last < plan.first:
        args.complain(f"--until must be {plan.first} or later")
    apart = replace(settings, var=settings.var / "replay", storage="")
    if apart.var.exists():
        open_database(apart).close()  # refuses while somebody serves it
        shutil.rmtree(apart.var)
    progress = _Progress(sys.stdout)
    began = time.monotonic()
    outcome = replay(plan, apart, progress.passed)
    progress.end()
    print(
        f"{plan.officials} officials were busy {outcome.busy:.0%} of {plan.first} to {plan.last}; kept in {apart.var}"
    )
    print(outcome.line(time.monotonic() - began))
    return 0


class _Progress:
    """One line rewritten on a terminal, a line a week elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._rewrites = stream, stream.isatty()
        self._shown: tuple | None = None

    def passed(self, passed) -> None:
        day: date = passed.at.astimezone(LOCAL).date()
        shown = (day, round(passed.part * BAR)) if self._rewrites else tuple(day.isocalendar()[:2])
        if shown == self._shown:
            return
        self._shown = shown
        if self._rewrites:
            full = round(passed.part * BAR)
            self._stream.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {day:%d/%m/%Y}")
        else:
            self._stream.write(f"{passed.part:4.0%} {day:%d/%m/%Y}\n")
        self._stream.flush()

    def end(self) -> None:
        if self._rewrites and self._shown is not None:
            self._stream.write("\n")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10**9):
        raise ValueError(text)
    return int(text)


def add_commands(commands) -> None:
    command = commands.add_parser("replay", help="live through the centre's first weeks once more, in VAR/replay")
    command.add_argument("--officials", type=_count, metavar="N", help="how many work; default: seven")
    command.add_argument("--dossiers", type=_count, metavar="N", help="how many are received; default: 1095")
    command.add_argument("--until", type=date.fromisoformat, metavar="2025-08-11", help="the last day")
    command.add_argument("--seed", type=_count, metavar="N", help="another course of the same weeks")
    command.set_defaults(run=replay_command, complain=command.error)
