"""What import-site does with a folder: reads it whole, says what would change, and changes it or nothing."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import transaction

from hcc.admin.office_files import OFFICE, plan_after_catalogue, plan_before_catalogue
from hcc.admin.office_files.planned import CONFLICT, NOTE, Planned
from hcc.admin.office_files.reading import OfficeReader
from hcc.admin.whole_site import CATALOGUE, PAGES
from hcc.content.operations.import_content import KEEP, STOP, TAKE, ImportContent, Imported
from hcc.content.plain_files import PlainProblem, PlainSite
from hcc.content.reading_files import NO_SITE, read_site
from hcc.content.views.kinds import KINDS
from hcc.content.views.reserved import names_of_program
from hcc.core.act import Act
from hcc.core.errors import Refusal
from hcc.files.received import workspace
from hcc.settings import Settings, read_settings
from hcc.site.content import make_site
from hcc.storage.opening import open_database

from .catalogue import CatalogueFolder, told
from .ini import settings_in
from .vietnamese import Say, in_vietnamese

SHOWN = 50
"""Lines of one kind that are printed; of the rest their number."""


class NothingChanged(Exception):
    """The transaction is to be given up."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class _Done:
    """What was found out on the way."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    """By word: new, changed, conflict."""
    problems: list[PlainProblem] = field(default_factory=list)

    def add(self, word: str, *lines: str) -> None:
        self.lines.setdefault(word, []).extend(lines)


@dataclass(frozen=True)
class SiteFolder:
    """A folder, read: pages, a catalogue, what the office decided; each may be missing."""

    folder: Path
    settings: Settings
    pages: PlainSite | None
    catalogue: CatalogueFolder | None
    dry_run: bool
    publish: bool
    on_conflict: str
    ini: Path

    @classmethod
    def read(cls, folder: Path, settings: Settings, args: Any) -> "SiteFolder | None":
        """Tells what is wrong with the catalogue at once; None where its lists are unsound."""
        kinds = {kind.name: kind for kind in KINDS}
        has = {name: (folder / name).is_dir() and not (folder / name).is_symlink() for name in (CATALOGUE, OFFICE)}
        pages = None
        if (folder / PAGES).exists() or not any(has.values()):
            pages = read_site(folder / PAGES, kinds, most_file_mb=settings.page_file_mb)
        catalogue = CatalogueFolder.read(folder / CATALOGUE, settings, own=True) if has[CATALOGUE] else None
        if has[CATALOGUE] and catalogue is None:
            return None
        return cls(folder, settings, pages, catalogue, args.dry_run, args.publish, args.on_conflict, args.ini)

    def bring_in(self, site: Any, act: Act) -> int:
        """Apply everything. Raises NothingChanged where it is to be given up: a fault, a conflict, a dry run."""
        done, say = _Done(), in_vietnamese()
        reserved = names_of_the_program(self.ini) if self.pages is not None else frozenset()
        with workspace(self.settings.var) as space:
            office = OfficeReader(
                self.folder / OFFICE, done.problems, within=OFFICE, space=space, rehearsal=self.dry_run, now=act.at
            )
            self._apply(plan_before_catalogue(site, self.settings, office), act, done)
            status = self._catalogue(site, act, done)
            self._apply(plan_after_catalogue(site, self.settings, office), act, done)
            if self.pages is not None:
                kinds = {kind.name: kind for kind in KINDS}
                bringing = ImportContent(
                    site.content, kinds, site.accounts, reserved, act, space, on_conflict=self.on_conflict
                )
                found = bringing.look(self.pages)
                self._tell_pages(found, done)
            _print(done, say)
            conflicts = len(done.lines.get("conflict", ()))
            if conflicts and self.on_conflict == STOP:
                print(
                    f"{conflicts} things were written otherwise here: look at them, then say --on-conflict keep (what "
                    "is here stays) or --on-conflict take (what the files say stands over it).",
                    file=sys.stderr,
                )
            if any(one.sentence == NO_SITE for one in done.problems):
                print("Is this a folder of other texts and files? Then say --raw.", file=sys.stderr)
            if done.problems or status or (conflicts and self.on_conflict == STOP and not self.dry_run):
                print("Nothing was changed: put the errors right first.", file=sys.stderr)
                raise NothingChanged(1)
            if self.dry_run:
                print("Dry run: nothing was changed.")
                raise NothingChanged(1 if conflicts and self.on_conflict == STOP else 0)
            if self.pages is not None:
                bringing.bring_in(self.pages)
        return 0

    def _apply(self, planned: Iterable[Planned], act: Act, done: _Done) -> None:
        for one in planned:
            done.add(one.kind, one.what)
            if one.kind == NOTE or (one.kind == CONFLICT and self.on_conflict != TAKE):
                continue
            try:
                one.apply(act)
            except Refusal as refusal:
                for each in refusal.complaints:
                    done.problems.append(PlainProblem(one.file, one.line, each.sentence))

    def _catalogue(self, site: Any, act: Act, done: _Done) -> int:
        if self.catalogue is None:
            return 0
        catalogue = self.catalogue.without_conflicts(site, keep=self.on_conflict != TAKE, tell=done.add)
        if self.on_conflict == KEEP:
            catalogue = catalogue.without_blocked(site)
        try:
            result, lists = catalogue.bring_in(site, act=act, publish=self.publish, dry_run=self.dry_run)
            if self.dry_run:
                # What follows is looked at as it would be then. Forms are files, which nobody keeps in a dry run.
                replace(catalogue, forms={}).bring_in(site, act=act, publish=self.publish, dry_run=False)
        except Refusal as refusal:
            done.problems += [PlainProblem(CATALOGUE, 0, each.sentence) for each in refusal.complaints]
            return 1
        return told(result, lists, catalogue.problems, self.dry_run, closing=False)

    @staticmethod
    def _tell_pages(found: Imported, done: _Done) -> None:
        done.add("new", *found.new)
        done.add("changed", *found.changed)
        done.add("conflict", *found.conflicts)
        done.add("unchanged", *found.unchanged)
        done.problems += [PlainProblem(f"{PAGES}/{one.file}", one.line, one.sentence) for one in found.problems]


def _print(done: _Done, say: Say) -> None:
    """What an import does, or would do, and everything that is wrong."""
    count = Counter({word: len(lines) for word, lines in done.lines.items()})
    for word in ("new", "changed", CONFLICT, NOTE):
        # Every procedure of a fresh office has a text: these stand last, so that they hide nothing else.
        for line in sorted(done.lines.get(word, []), key=lambda line: line.startswith("texts of "))[:SHOWN]:
            print(f"{word}: {line}")
        if count[word] > SHOWN:
            print(f"{word}: … and {count[word] - SHOWN} more")
    for problem in done.problems[:SHOWN]:
        place = f"{problem.file}:{problem.line}" if problem.line else problem.file
        print(f"error: {place}: {say(problem.sentence)}", file=sys.stderr)
    if len(done.problems) > SHOWN:
        print(f"error: … and {len(done.problems) - SHOWN} more", file=sys.stderr)
    words = (f"{word}={count[word]}" for word in ("new", "changed", "unchanged", CONFLICT))
    print(f"pages and decisions: {' '.join(words)} errors={len(done.problems)}")


def names_of_the_program(ini: Path) -> frozenset[str]:
    """Names that no page may have: those of views and routes of the program, put together over an empty database."""
    import hcc

    with tempfile.TemporaryDirectory(prefix="hcc-names-") as var, _without_environment():
        values: dict[str, Any] = {**settings_in(ini), "hcc.var": var, "hcc.demo": "false"}
        values.pop("hcc.storage", None)
        database = open_database(read_settings(values))
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        with manager:
            slugs = make_site(connection.root()).slugs
        connection.close()
        database.close()
        registry = hcc.main({}, **values).registry
        registry["hcc.database"].close()
        return names_of_program(registry, slugs)


@contextmanager
def _without_environment() -> Iterator[None]:
    """VAR in the environment would win over the folder that is named, and open the office's own database."""
    kept = {name: os.environ.pop(name) for name in ("VAR", "PORT") if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)
