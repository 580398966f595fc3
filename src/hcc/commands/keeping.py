"""hcc backup, restore, verify, pack, settings."""

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hcc.certifications.operations.confirm_paper import wait_for_paper
from hcc.settings import Settings
from hcc.site.verification import verify_site
from hcc.storage.backup import forget_data_digest, make_backup, restore_backup
from hcc.storage.opening import data_file, open_database
from hcc.storage.upkeep import DRILLED, PACKED, VERIFIED, note_upkeep

from .database import command_act, reading, writing


def backup(args, settings: Settings) -> int:
    made = make_backup(settings, Path(args.folder))
    print(f"{made.data_bytes} bytes of Data.fs, {made.blobs} papers, {made.secrets} secrets written to {args.folder}")
    return 0


def restore(args, settings: Settings) -> int:
    if args.check:
        return _drill(settings, Path(args.folder))
    restored = restore_backup(settings, Path(args.folder))
    # It follows another history; the next search makes it anew.
    shutil.rmtree(settings.var / "index", ignore_errors=True)
    with writing(settings, new=True) as root:
        if "site" in root:
            wait_for_paper(root["site"].books, command_act().at)
    print(f"Restored to {settings.var}: {restored.data_bytes} bytes of Data.fs, {restored.blobs} papers.")
    print("Now run 'hcc verify'. Certification books wait until the last number on paper is confirmed on their pages.")
    return 0


def _drill(settings: Settings, folder: Path) -> int:
    """Bring the backup back beside the office, into a folder of its own, look at everything in it, and note that."""
    with tempfile.TemporaryDirectory(prefix="hcc-drill-") as aside:
        there = replace(settings, var=Path(aside) / "var", storage="")
        restored = restore_backup(there, folder)
        faults = _verified(there)
    print(f"Restored on trial: {restored.data_bytes} bytes of Data.fs, {restored.blobs} papers, {faults} faults.")
    _note(settings, DRILLED, faults=faults, data_bytes=restored.data_bytes, blobs=restored.blobs)
    return 1 if faults else 0


def verify(args, settings: Settings) -> int:
    faults = _verified(settings)
    _note(settings, VERIFIED, faults=faults)
    return 1 if faults else 0


def _verified(settings: Settings) -> int:
    """Every check, a line each; answers how many faults there are."""
    faults = 0
    with reading(settings) as site:
        for check in verify_site(site, settings):
            print(check.line)
            for fault in check.faults:
                print(f"  {fault}", file=sys.stderr)
            faults += len(check.faults)
    return faults


def _note(settings: Settings, what: str, **facts: Any) -> None:
    """For the page of health. Who only may read the folder has looked all the same."""
    try:
        note_upkeep(settings.var, what, at=datetime.now(UTC), **facts)
    except OSError as problem:
        print(f"The page of health will not tell of this: {problem.strerror}.", file=sys.stderr)


def pack(args, settings: Settings) -> int:
    if (data := data_file(settings)) is not None and not data.exists():
        raise FileNotFoundError(f"there is no database at {data}: run 'hcc init' first")
    database = open_database(settings)
    before = database.getSize()
    try:
        forget_data_digest(settings)
        database.pack(days=args.days)
        after = database.getSize()
    finally:
        database.close()
    _note(settings, PACKED, before=before, after=after)
    print("Packed.")
    return 0


def add_commands(commands) -> None:
    command = commands.add_parser("backup", help="copy database, papers and secrets to DIR, beside a running server")
    command.add_argument("folder", metavar="DIR")
    command.set_defaults(run=backup)
    command = commands.add_parser("restore", help="bring a backup back into an empty var folder")
    command.add_argument("folder", metavar="DIR")
    command.add_argument(
        "--check",
        action="store_true",
        help="a drill: bring it back into a folder of its own, look at it, leave nothing",
    )
    command.set_defaults(run=restore)
    command = commands.add_parser("verify", help="check data file, references, papers, chains and numbers")
    command.set_defaults(run=verify)
    command = commands.add_parser("pack", help="drop object versions nobody needs")
    command.add_argument("--days", type=int, default=30, help="keep versions of the last DAYS days")
    command.set_defaults(run=pack)
