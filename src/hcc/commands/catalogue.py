"""hcc import-catalog and export-catalog."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hcc.admin.whole_site import bytes_of, catalogue_files
from hcc.content.writing_files import Written
from hcc.core.act import Act
from hcc.core.calendar import LOCAL
from hcc.core.text import TranslationString
from hcc.dossiers.hamlets import Hamlet, hamlets_for
from hcc.dossiers.office_decisions import DOCUMENTS_SET, HAMLETS_SET, SENTENCES_SET
from hcc.dossiers.operations.take_over_lists import take_over_lists
from hcc.dossiers.ready_sentences import (
    READY_FILE,
    ReadySentences,
    sentences_of,
    shipped_sentences,
)
from hcc.dossiers.resources import DossierFolder
from hcc.dossiers.result_documents import (
    Documents,
    documents_of,
    shipped_documents,
)
from hcc.procedures.exporting import FORMATS, Format
from hcc.procedures.fields import read_shipped_fields
from hcc.procedures.form_files import read_forms
from hcc.procedures.import_files import read_import
from hcc.procedures.life_events import read_shipped_life_events
from hcc.procedures.operations.import_catalogue import ImportResult, import_catalogue
from hcc.procedures.record import ProcedureRecord
from hcc.procedures.successors import standing
from hcc.procedures.table_reading import Known
from hcc.procedures.toml_files import PROCEDURES_FOLDER, read_catalogue
from hcc.settings import Settings
from hcc.shipped import shipped
from hcc.storage.synced import sync_file

from .database import command_act, reading, writing


@dataclass(frozen=True)
class OfficeLists:
    """What a catalogue folder says of the office beside its procedures; None: nothing, and what there is stays."""

    hamlets: tuple[Hamlet, ...] | None
    sentences: ReadySentences | None
    documents: Documents | None

    @classmethod
    def read(cls, folder: Path, settings: Settings, *, own: bool) -> "OfficeLists":
        """Raises ValueError for a file that is unsound. Only an office's own folder (`own`) has texts to keep."""
        hamlets = hamlets_for(folder, settings.commune)
        return cls(hamlets, sentences_of(folder), documents_of(folder)) if own else cls(hamlets, None, None)

    def changed(self, folder: DossierFolder) -> list[str]:
        """A line for each list that differs from the one in use."""
        lines = []
        if self.hamlets is not None and self.hamlets != folder.hamlets:
            lines.append(f"hamlets: {len(self.hamlets)}")
        if self.sentences is not None and self.sentences != (folder.ready or shipped_sentences()):
            lines.append(f"ready sentences: {READY_FILE}")
        if self.documents is not None and self.documents != (folder.documents or shipped_documents()):
            lines.append(f"result documents: {len(self.documents)}")
        return lines

    def decided_otherwise(self, folder: DossierFolder) -> dict[str, str]:
        """Names of lists that the office decided on here, and that differ; with what is said of them."""
        decided = {record.what for record in folder.decisions or ()}
        here = {
            "hamlets": (HAMLETS_SET, folder.hamlets),
            "sentences": (SENTENCES_SET, folder.ready),
            "documents": (DOCUMENTS_SET, folder.documents),
        }
        return {
            name: f"{name.replace('documents', 'texts of results')}: the office decided on others here"
            for name, (what, ours) in here.items()
            if what in decided and getattr(self, name) not in (None, ours)
        }

    def keep(self, folder: DossierFolder, act: Act) -> None:
        """Use these lists from now on."""
        take_over_lists(folder, hamlets=self.hamlets, sentences=self.sentences, documents=self.documents, act=act)


def import_command(args, settings: Settings) -> int:
    """Compare files with the database; make drafts of what differs, or publish it."""
    folder = Path(args.folder) if args.folder else shipped("catalog")
    if folder.is_file():
        return _import_file(folder, args, settings)
    found = CatalogueFolder.read(folder, settings, own=bool(args.folder))
    if found is None:
        return 1
    act = command_act()
    dry_run = args.dry_run or bool(found.problems)
    opening = reading(settings) if dry_run else writing(settings)
    with opening as root:
        site = root if dry_run else root["site"]
        result, changed = found.bring_in(site, act=act, publish=args.publish, dry_run=dry_run)
    return told(result, changed, found.problems, args.dry_run)


@dataclass(frozen=True)
class CatalogueFolder:
    """What a catalogue folder holds; `problems`: how many were told while reading it."""

    records: Mapping[str, ProcedureRecord]
    forms: dict[str, bytes]
    lists: OfficeLists
    problems: int

    @classmethod
    def read(cls, folder: Path, settings: Settings, *, own: bool) -> "CatalogueFolder | None":
        """Tells every problem of the procedures; None, and told too, where a list of the office is unsound."""
        forms, problems = read_forms(folder)
        records, more = read_catalogue(folder, forms)
        problems += more
        for problem in problems:
            print(f"error: {problem.file}:{problem.line}: {problem.message.interpolate()}", file=sys.stderr)
        try:
            lists = OfficeLists.read(folder, settings, own=own)
        except ValueError as unsound:
            print(f"error: {unsound}", file=sys.stderr)
            print("Nothing was changed: put the errors right first.", file=sys.stderr)
            return None
        return cls(records, forms, lists, len(problems))

    def without_conflicts(self, site: Any, *, keep: bool, tell: Callable[[str, str], None]) -> "CatalogueFolder":
        """Tells which lists the office decided on otherwise; with `keep` the folder without these."""
        contested = self.lists.decided_otherwise(site.dossiers)
        for line in contested.values():
            tell("conflict", line)
        return replace(self, lists=replace(self.lists, **dict.fromkeys(contested))) if keep else self

    def without_blocked(self, site: Any) -> "CatalogueFolder":
        """Without procedures that somebody here writes a draft of."""
        blocked = import_catalogue(site.procedures, records=self.records, act=command_act(), dry_run=True).blocked
        return replace(self, records={code: one for code, one in self.records.items() if code not in blocked})

    def bring_in(self, site: Any, *, act: Act, publish: bool, dry_run: bool) -> tuple[ImportResult, list[str]]:
        """Compare with the database, and where it is no dry run write what differs; with what differs of the lists."""
        effective = act.at.astimezone(LOCAL).date() if publish else None
        result = import_catalogue(
            site.procedures, records=self.records, forms=self.forms, act=act, effective=effective, dry_run=dry_run
        )
        changed = self.lists.changed(site.dossiers)
        if not (dry_run or result.blocked):
            self.lists.keep(site.dossiers, act)
        return result, changed


def told(result: ImportResult, lists: list[str], faults: int, dry_run: bool, *, closing: bool = True) -> int:
    """Say what an import did, or would do; `lists` are those of the office that differ. Answers the exit status.
    `closing`: with whether anything was changed; else somebody else says that.
    """
    for code in result.new:
        print(f"new: {code}")
    for code in result.changed:
        print(f"changed: {code}")
    for name in result.forms:
        print(f"form: {name}")
    for line in lists:
        print(line)
    for code in result.blocked:
        print(
            f"error: {code}: somebody is writing a draft; publish it or bring the file in line first", file=sys.stderr
        )
    failed = faults + len(result.blocked)
    print(
        f"new={len(result.new)} changed={len(result.changed)} unchanged={len(result.unchanged)} errors={failed} "
        f"wording_limits={result.wording_limits} wording_fees={result.wording_fees} review={result.reviews}"
    )
    if failed:
        if closing:
            print("Nothing was changed: put the errors right first.", file=sys.stderr)
        return 1
    if result.submits and (count := len(result.new) + len(result.changed)):
        done = "would be submitted" if dry_run else "were submitted"
        print(
            f"In this office two people look at each text: {count} texts {done} for approval, none published. "
            "Whoever approves finds them at /quan-tri/danh-muc?state=review."
        )
    if count := len(result.waiting):
        print(
            f"{count} texts of the file are drafts already, and stay so: whoever looks at them publishes them. They "
            "are at /quan-tri/danh-muc?state=draft or ?state=review."
        )
    if dry_run and closing:
        print("Dry run: nothing was changed.")
    return 0


def _import_file(path: Path, args, settings: Settings) -> int:
    """The same for one workbook, CSV or ZIP file: as on the screen, every fault is told with table, row and column."""
    act = command_act()
    effective = act.at.astimezone(LOCAL).date() if args.publish else None
    with reading(settings) as site, tempfile.TemporaryDirectory() as space:
        known = Known(
            records={code: procedure.latest().record for code, procedure in site.procedures.items()},
            fields={key: info.name for key, info in read_shipped_fields().items()},
            events={key: event.name for key, event in read_shipped_life_events().items()},
            forms=frozenset(site.procedures.forms.names),
            follows=standing(site.procedures),
        )
        found = read_import(path, path.name, known, Path(space), lambda done, all: None)
    for fault in found.faults:
        place = ":".join(str(part) for part in (fault.table, fault.row or "", fault.column) if part)
        print(f"error: {path.name}:{place}: {fault.sentence(TranslationString.interpolate)}", file=sys.stderr)
    if found.faults:
        print("Nothing was changed: put the errors right first.", file=sys.stderr)
        return 1
    opening = reading(settings) if args.dry_run else writing(settings)
    with opening as root:
        site = root if args.dry_run else root["site"]
        result = import_catalogue(
            site.procedures, records=found.records, act=act, effective=effective, dry_run=args.dry_run
        )
    return told(result, [], 0, args.dry_run)


def export_command(args, settings: Settings) -> int:
    """Write a catalogue folder that can be imported again as a whole.

    Every procedure's latest text, every form byte for byte and the office's lists come from the database; the lists no
    database holds (fields, life events, synonyms) are those of the shipped catalogue.
    """
    folder = Path(args.folder)
    form = FORMATS.get(folder.suffix.removeprefix("."))
    if form is not None:
        return _export_file(folder, form, settings)
    with reading(settings) as site:
        count = write_folder(folder, catalogue_files(site, settings.commune))
    print(f"{count[PROCEDURES_FOLDER]} procedures written to {folder / PROCEDURES_FOLDER}")
    return 0


def write_folder(folder: Path, files: Iterable[Written]) -> Counter[str]:
    """Write files into a folder, synced; answers how many went into each folder right in it."""
    count: Counter[str] = Counter()
    for path, content in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, bytes_of(content))
        count[path.partition("/")[0]] += 1
    return count


def _export_file(path: Path, form: Format, settings: Settings) -> int:
    """The latest text of every procedure in one file."""
    with reading(settings) as site:
        records = [procedure.latest().record for procedure in site.procedures.values()]
    fields = {key: info.name for key, info in read_shipped_fields().items()}
    events = {key: event.name for key, event in read_shipped_life_events().items()}
    _write(path, form.write(records, fields, events))
    print(f"{len(records)} procedures written to {path}")
    return 0


def _write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    sync_file(path)


def add_commands(commands) -> None:
    command = commands.add_parser("import-catalog", help="bring catalogue files into the database, all or nothing")
    command.add_argument(
        "folder",
        nargs="?",
        help="folder with procedures/*.toml, or a file: .xlsx, .csv, .zip, .toml; default: the shipped catalogue",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    command.add_argument(
        "--publish",
        action="store_true",
        help="publish what is new or changed, from today; where two people look at each text, submit it",
    )
    command.set_defaults(run=import_command)
    command = commands.add_parser("export-catalog", help="write the catalogue in use to DIR, to be imported again")
    command.add_argument("folder", metavar="DIR", help="a folder, or a file that ends in .xlsx, .csv or .zip")
    command.set_defaults(run=export_command)
