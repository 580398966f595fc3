"""hcc check: what the register says of files somebody brings, as /kiem-tra says it."""

import sys
from pathlib import Path

from hcc.certifications.verdicts import keys_signed_with, verdict_on
from hcc.settings import Settings
from hcc.signing.errors import SigningError
from hcc.signing.office_key import paper_key

from .database import reading


def check_command(args, settings: Settings) -> int:
    """A line a file, the verdict's word first; 1 when a file could not be read, whatever the verdicts."""
    status = 0
    with reading(settings) as site:
        keys = keys_signed_with(site.books, present=_present_key(settings))
        for name in args.files:
            try:
                verdict = verdict_on(site.books, Path(name), keys=keys)
            except OSError as problem:
                print(f"{_shown(name)}: {problem.strerror or problem}", file=sys.stderr)
                status = 1
                continue
            entry = verdict.entry
            of = f": số {entry.number}, quyển số {entry.book.volume_line}" if entry is not None else ""
            print(f"{verdict.word} {_shown(name)}{of}", flush=True)
    return status


def _present_key(settings: Settings) -> str | None:
    """The certificate signed with now, where it can be read: papers of a database older than its list name no other."""
    try:
        return paper_key(settings, make=False).fingerprint
    except (SigningError, OSError, UnicodeDecodeError):
        return None


def _shown(name: str) -> str:
    """A file's name on one line, whatever is in it."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def add_commands(commands) -> None:
    command = commands.add_parser("check", help="say of PDF files whether the centre issued them")
    command.add_argument("files", nargs="+", metavar="FILE", help="a file that somebody brings")
    command.set_defaults(run=check_command)
