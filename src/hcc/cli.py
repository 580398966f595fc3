"""The command line: hcc init | serve | import-catalog | export-catalog | user | backup | restore | verify | ...

Reading commands work beside a running server; writing ones refuse at once when another process holds the database.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .commands.loading import uncollected
from .commands.package_files import answer_for_it

if TYPE_CHECKING:
    from .settings import Settings

PARTS = {
    "running": ("init", "evolve", "serve"),
    "worker": ("worker",),
    "catalogue": ("import-catalog", "export-catalog"),
    "site_files": ("import-site", "export-site"),
    "people": ("user", "setup-token"),
    "due": ("due",),
    "fees": ("fee",),
    "keeping": ("backup", "restore", "verify", "pack"),
    "sealing": ("seal",),
    "books": ("book",),
    "paperwork": ("settings", "workflows"),
    "certifying": ("check",),
    "inspecting": ("inspect",),
    "samples": ("samples",),
    "slips": ("slips",),
    "searching": ("search-eval",),
    "replay": ("replay",),
}
"""The modules of `commands`, and the commands each adds: a command loads no other's."""

IN_USE = (
    "The database is in use by process {process}, most likely the running server. "
    "There is no screen for this yet: stop the server, run this command, start it again."
)


def load_settings(ini: str | None) -> "tuple[Path, Settings]":
    """The ini file (--ini, else HCC_INI, else development.ini here) and its settings."""
    from .commands.ini import settings_in
    from .settings import BadSetting, read_settings

    path = Path(ini or os.environ.get("HCC_INI") or "development.ini").resolve()
    if not path.exists():
        raise BadSetting("ini", f"there is no file {path.name}: give --ini FILE or set HCC_INI")
    return path, read_settings(settings_in(path))


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of these arguments, of every command when they name none."""
    top = argparse.ArgumentParser(prog="hcc", description=__doc__.split("\n")[0])
    top.add_argument("--ini", help="settings file; default: $HCC_INI, else development.ini in this folder")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = [part for part, names in PARTS.items() if set(names) & set(arguments)]
    for part in asked or PARTS:
        import_module(f"hcc.commands.{part}").add_commands(commands)
    return top


READER_LEFT = 141
"""Exit status when whoever reads the output stopped: what a shell gives a program ended by SIGPIPE."""


def _reader_left() -> int:
    """`hcc ... | head` has seen enough: nothing to complain about, and nothing may be written any more at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_LEFT


def main(arguments: list[str] | None = None) -> int:
    """Run one command; answers its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    answer_for_it()
    with uncollected():
        from .core.errors import Refusal
        from .core.evolution import DatabaseTooNew, DatabaseTooOld
        from .settings import BadSetting
        from .storage.opening import DatabaseInUse

        args = parser(arguments).parse_args(arguments)
    run: Callable[..., int | None] = args.run
    try:
        ini, settings = load_settings(args.ini)
        args.ini = ini
        status = run(args, settings) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        return _reader_left()
    except DatabaseInUse as busy:
        print(IN_USE.format(process=busy), file=sys.stderr)
    except Refusal as refusal:
        for complaint in refusal.complaints:
            print(complaint.sentence.interpolate(), file=sys.stderr)
    except (BadSetting, DatabaseTooNew, DatabaseTooOld, FileNotFoundError, FileExistsError, OSError) as problem:
        print(problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
