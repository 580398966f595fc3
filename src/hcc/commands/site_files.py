"""hcc export-site and import-site: pages and catalogue as plain files."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hcc.admin.whole_site import CATALOGUE, PAGES, whole_site
from hcc.content.operations.import_content import ImportContent, Imported
from hcc.content.reading_files import read_site
from hcc.content.views.kinds import KINDS
from hcc.content.views.reserved import names_of_program
from hcc.files.received import workspace
from hcc.settings import Settings, read_settings
from hcc.site.content import make_site
from hcc.storage.opening import open_database

from .catalogue import CatalogueFolder, told, write_folder
from .database import command_act, reading, writing
from .ini import settings_in
from .vietnamese import Say, in_vietnamese

SHOWN = 50
"""Lines of one kind that are printed; of the rest their number."""


def export_command(args, settings: Settings) -> int:
    """Write the site into an empty folder. The same site gives the same files, byte for byte."""
    folder = Path(args.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"{folder.name} is not empty: choose a new folder, so that no old file stays in it.", file=sys.stderr)
        return 1
    with reading(settings) as site:
        count = write_folder(folder, whole_site(site, settings.commune))
    print(f"{count[PAGES]} files of pages and {count[CATALOGUE]} of the catalogue written to {folder}")
    print("Dossiers, books and accounts are not among them: for these make a backup.")
    return 0


def import_command(args, settings: Settings) -> int:
    """Compare a folder with the site; bring in what differs, all or nothing."""
    folder, act = Path(args.folder), command_act()
    kinds = {kind.name: kind for kind in KINDS}
    plain = read_site(folder / PAGES, kinds, most_file_mb=settings.page_file_mb)
    catalogue = None
    if (folder / CATALOGUE).is_dir():
        catalogue = CatalogueFolder.read(folder / CATALOGUE, settings, own=True)
        if catalogue is None:
            return 1
    reserved = _reserved(args.ini)
    opening = reading(settings) if args.dry_run else writing(settings)
    with opening as root, workspace(settings.var) as space:
        site = root if args.dry_run else root["site"]
        bringing = ImportContent(site.content, kinds, site.accounts, reserved, act, space)
        done = bringing.look(plain)
        failed = _tell(done, in_vietnamese())
        status = 0
        if catalogue is not None:
            result, lists = catalogue.bring_in(site, act=act, publish=args.publish, dry_run=True)
            wrong = catalogue.problems + len(result.blocked)
            status = told(result, lists, catalogue.problems, args.dry_run or bool(failed))
            failed += wrong
        if failed:
            print("Nothing was changed: put the errors right first.", file=sys.stderr)
            return 1
        if args.dry_run:
            print("Dry run: nothing was changed.")
            return status
        if catalogue is not None:
            catalogue.bring_in(site, act=act, publish=args.publish, dry_run=False)
        bringing.bring_in(plain)
    return status


def _tell(done: Imported, say: Say) -> int:
    """Print what an import of pages does, or would do; answers how many things are wrong."""
    for word, addresses in (("new", done.new), ("changed", done.changed)):
        for address in addresses[:SHOWN]:
            print(f"{word}: {address}")
        if len(addresses) > SHOWN:
            print(f"{word}: … and {len(addresses) - SHOWN} more")
    for problem in done.problems[:SHOWN]:
        place = f"{PAGES}/{problem.file}:{problem.line}" if problem.line else f"{PAGES}/{problem.file}"
        print(f"error: {place}: {say(problem.sentence)}", file=sys.stderr)
    if len(done.problems) > SHOWN:
        print(f"error: … and {len(done.problems) - SHOWN} more", file=sys.stderr)
    print(
        f"pages: new={len(done.new)} changed={len(done.changed)} unchanged={len(done.unchanged)}"
        f" errors={len(done.problems)}"
    )
    return len(done.problems)


def _reserved(ini: Path) -> frozenset[str]:
    """Names that no page may have: those of views and routes of the program, put together over an empty database."""
    import hcc

    with tempfile.TemporaryDirectory(prefix="hcc-names-") as var:
        values: dict[str, Any] = {**settings_in(ini), "hcc.var": var, "hcc.demo": "false"}
        values.pop("hcc.storage", None)
        database = open_database(read_settings(values))
        connection = database.open()
        import transaction

        with transaction.manager:
            slugs = make_site(connection.root()).slugs
        connection.close()
        database.close()
        registry = hcc.main({}, **values).registry
        registry["hcc.database"].close()
        return names_of_program(registry, slugs)


def add_commands(commands) -> None:
    command = commands.add_parser("export-site", help="write pages and catalogue to DIR as plain files")
    command.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    command.set_defaults(run=export_command)
    command = commands.add_parser("import-site", help="bring in what export-site has written, all or nothing")
    command.add_argument("folder", metavar="DIR")
    command.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    command.add_argument("--publish", action="store_true", help="publish new and changed procedures, from today")
    command.set_defaults(run=import_command)
