"""hcc backup, restore, verify, pack, settings."""

import shutil
import sys
from pathlib import Path

from hcc.certifications.operations.confirm_paper import wait_for_paper
from hcc.settings import Settings
from hcc.site.verification import verify_site
from hcc.storage.backup import forget_data_digest, make_backup, restore_backup
from hcc.storage.opening import data_file, open_database

from .database import command_act, reading, writing


def backup(args, settings: Settings) -> int:
    made = make_backup(settings, Path(args.folder))
    print(f"{made.data_bytes} bytes of Data.fs, {made.blobs} papers, {made.secrets} secrets written to {args.folder}")
    return 0


def restore(args, settings: Settings) -> int:
    restored = restore_backup(settings, Path(args.folder))
    # It follows another history; the next search makes it anew.
    shutil.rmtree(settings.var / "index", ignore_errors=True)
    with writing(settings, new=True) as root:
        if "site" in root:
            wait_for_paper(root["site"].books, command_act().at)
    print(f"Restored to {settings.var}: {restored.data_bytes} bytes of Data.fs, {restored.blobs} papers.")
    print("Now run 'hcc verify'. Certification books wait until the last number on paper is confirmed on their pages.")
    return 0


def verify(args, settings: Settings) -> int:
    faults = 0
    with reading(settings) as site:
        for check in verify_site(site, settings):
            print(check.line)
            for fault in check.faults:
                print(f"  {fault}", file=sys.stderr)
            faults += len(check.faults)
    return 1 if faults else 0


def pack(args, settings: Settings) -> int:
    if (data := data_file(settings)) is not None and not data.exists():
        raise FileNotFoundError(f"there is no database at {data}: run 'hcc init' first")
    database = open_database(settings)
    try:
        forget_data_digest(settings)
        database.pack(days=args.days)
    finally:
        database.close()
    print("Packed.")
    return 0


def add_commands(commands) -> None:
    command = commands.add_parser("backup", help="copy database, papers and secrets to DIR, beside a running server")
    command.add_argument("folder", metavar="DIR")
    command.set_defaults(run=backup)
    command = commands.add_parser("restore", help="bring a backup back into an empty var folder")
    command.add_argument("folder", metavar="DIR")
    command.set_defaults(run=restore)
    command = commands.add_parser("verify", help="check data file, references, papers, chains and numbers")
    command.set_defaults(run=verify)
    command = commands.add_parser("pack", help="drop object versions nobody needs")
    command.add_argument("--days", type=int, default=30, help="keep versions of the last DAYS days")
    command.set_defaults(run=pack)
