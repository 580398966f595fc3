"""hcc export-site and import-site: pages, catalogue and what the office decided, as plain files."""

import sys
from pathlib import Path

from hcc.admin.office_files import OFFICE
from hcc.admin.whole_site import CATALOGUE, PAGES, whole_site
from hcc.content.operations.import_content import KEEP, STOP, TAKE
from hcc.core.calendar import LOCAL
from hcc.settings import Settings

from .bringing_in import NothingChanged, SiteFolder
from .catalogue import write_folder
from .database import command_act, reading, writing
from .raw_files import bring_in_raw


def export_command(args, settings: Settings) -> int:
    """Write the site into an empty folder. The same site gives the same files on one day, byte for byte."""
    folder = Path(args.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"{folder.name} is not empty: choose a new folder, so that no old file stays in it.", file=sys.stderr)
        return 1
    with reading(settings) as site:
        today = command_act().at.astimezone(LOCAL).date()
        count = write_folder(folder, whole_site(site, settings, today))
    print(
        f"{count[PAGES]} files of pages, {count[CATALOGUE]} of the catalogue and {count[OFFICE]} of what the office "
        f"decided written to {folder}"
    )
    print("Dossiers, books and accounts are not among them: for these make a backup.")
    return 0


def import_command(args, settings: Settings) -> int:
    """Compare a folder with the site; bring in what differs, all or nothing."""
    folder = SiteFolder.read(Path(args.folder), settings, args) if not args.raw else None
    if folder is None and not args.raw:
        return 1
    opening = reading(settings) if args.dry_run else writing(settings)
    try:
        with opening as root:
            site = root if args.dry_run else root["site"]
            if folder is not None:
                return folder.bring_in(site, command_act())
            return bring_in_raw(site, Path(args.folder), settings, args, command_act())
    except NothingChanged as told:
        return told.status


def add_commands(commands) -> None:
    command = commands.add_parser(
        "export-site", help="write pages, catalogue and what the office decided to DIR as plain files"
    )
    command.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    command.set_defaults(run=export_command)
    command = commands.add_parser(
        "import-site", help="bring in what export-site has written, or any folder of texts and files, all or nothing"
    )
    command.add_argument("folder", metavar="DIR")
    command.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    command.add_argument("--publish", action="store_true", help="publish new and changed procedures, from today")
    command.add_argument(
        "--on-conflict",
        choices=(STOP, KEEP, TAKE),
        default=STOP,
        help="where somebody here wrote otherwise than the files know: change nothing at all (stop), let what is here "
        "stay (keep), or let the files' stand over it (take; earlier texts of pages stay in their history)",
    )
    command.add_argument(
        "--raw",
        action="store_true",
        help="the folder is no export: texts (.md, .txt) become private pages, folders folders, all else files",
    )
    command.add_argument("--into", metavar="ADDRESS", default="/", help="with --raw: the folder it is laid into")
    command.set_defaults(run=import_command)
